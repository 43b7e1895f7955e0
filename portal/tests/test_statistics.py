"""What the figures say, on the page and as CSV."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from candidates.tests import factories
from factcheck import requests
from factcheck.models import CorrectionRequest, Topic
from factcheck.tests.making import draft, published, retracted
from portal.statistics import balance, corrections, debunks, reported
from portal.statistics.views import FIGURES
from reports.models import HoaxReport

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2024, 2, 10, 5, tzinfo=datetime.UTC)


def values(table):
    return {row.label: tuple(row.values) for row in table.rows}


def report(debunk, at):
    number = HoaxReport.objects.count()
    row = HoaxReport.objects.create(
        receipt=f"r{number}", channel="web", text="x", state="answered", debunk=debunk, processed_at=at
    )
    HoaxReport.objects.filter(pk=row.pk).update(created_at=at)


def test_months_without_a_gap_in_local_time():
    for at in ("2023-11-30T18:00:00+00:00", "2024-02-10T05:00:00+00:00", "2024-02-11T05:00:00+00:00"):
        published(at=datetime.datetime.fromisoformat(at))
    draft(), retracted()
    table = debunks.by_month()
    assert values(table) == {"Desember 2023": (1,), "Januari 2024": (0,), "Februari 2024": (2,)}
    assert [bar.value for bar in table.bars] == [1, 0, 2]
    assert [bar.height for bar in table.bars] == [116, 0, 232]


def test_verdicts_kinds_and_topics():
    topic = Topic.objects.create(slug="logistik", name="Logistik")
    for verdict, kind in (("salah", "palsu"), ("salah", ""), ("benar", "")):
        published(verdict=verdict, kind=kind).topics.add(topic)
    retracted(verdict="penipuan").topics.add(topic)
    assert values(debunks.by_verdict())["Salah"] == (2, "67%")
    assert values(debunks.by_verdict())["Penipuan"] == (0, "0%")
    assert values(debunks.by_kind()) | {"Konten Palsu": (1, "33%"), "Tanpa jenis": (2, "67%")} == values(
        debunks.by_kind()
    )
    assert values(debunks.by_topic()) == {"Logistik": (3, "100%")}


def test_the_time_from_the_first_report_to_the_verdict():
    for hours in (2, 5, 30, 24 * 8):
        debunk = published(at=NOW)
        report(debunk, NOW - datetime.timedelta(hours=hours))
        report(debunk, NOW - datetime.timedelta(hours=1))
    report(published(at=NOW), NOW + datetime.timedelta(hours=1))  # reported only afterwards
    table = reported.time_to_verdict()
    assert [row.values[0] for row in table.rows] == [2, 0, 1, 0, 1]
    assert "18 jam" in table.note  # between 5 and 30


def test_hoaxes_that_came_back():
    debunk = published(title="Kembali", at=NOW)
    for days in (1, 31, 40):
        report(debunk, NOW + datetime.timedelta(days=days))
    report(published(title="Tidak kembali", at=NOW), NOW + datetime.timedelta(days=29))
    assert values(reported.came_back()) == {"Kembali": ("10 Feb 2024", 2, "21 Mar 2024")}


def test_what_was_received_and_checked_about_each_pair():
    election = factories.election()
    mate = factories.person()
    pair = factories.candidacy(election=election, running_mate=mate, ballot_number=1)
    other = factories.candidacy(election=election, running_mate=factories.person(), ballot_number=2)
    both = published(verdict="salah")
    both.people.add(pair.person, mate)
    alone = published(verdict="benar")
    alone.people.add(mate)
    draft().people.add(pair.person)
    report(both, NOW), report(both, NOW)
    first, second = balance.by_pair().rows
    assert first.label == f"1. {pair.name}" and first.values == (2, 2, 1, 0, 0, 1, 0, 0)
    assert second.label == f"2. {other.name}" and second.values == (0, 0, 0, 0, 0, 0, 0, 0)


def test_what_was_received_and_checked_about_each_party():
    election = factories.election()
    party = factories.party(number=3, election=election, name="Partai Tiga")
    factories.party(number=1, election=election, name="Partai Satu")
    published(verdict="menyesatkan").parties.add(party)
    assert values(balance.by_party()) == {
        "1. Partai Satu": (0, 0, 0, 0, 0, 0, 0, 0),
        "3. Partai Tiga": (0, 1, 0, 1, 0, 0, 0, 0),
    }


def test_the_page_with_and_without_anything_to_count(client):
    assert client.get("/statistik/").status_code == 200
    election = factories.election()
    factories.candidacy(election=election, running_mate=factories.person())
    debunk = published(title="<b>Judul</b>", at=NOW)
    report(debunk, timezone.now())
    text = client.get("/statistik/").content.decode()
    assert "1 klaim" in text and "&lt;b&gt;Judul" in text and '<rect class="bar"' in text
    assert client.get("/en/statistik/").status_code == 200


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_there_as_csv(client, name):
    published(at=NOW)
    response = client.get(f"/statistik/{name}.csv")
    assert response["Content-Type"].startswith("text/csv") and name in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    assert len({len(row) for row in rows}) == 1
    assert client.get("/statistik/lain.csv").status_code == 404


def test_no_title_is_run_by_a_spreadsheet(client):
    debunk = published(title='=HYPERLINK("https://jahat.example")', at=NOW)
    report(debunk, timezone.now())
    assert "\n\"'=HYPERLINK" in client.get("/statistik/kembali.csv").content.decode().replace("\r", "")


def test_the_number_of_queries_is_fixed(client, django_assert_max_num_queries):
    for _ in range(5):
        debunk = published(at=NOW)
        debunk.topics.add(Topic.objects.create(slug=debunk.slug, name=debunk.slug))
        report(debunk, timezone.now())
    with django_assert_max_num_queries(20):
        client.get("/statistik/")


def test_requests_for_corrections_are_counted(client):
    debunk = published()
    first, second, _waiting = (requests.ask(debunk=debunk, text="Keliru") for _ in range(3))
    for request, accepted, days in ((first, True, 1), (second, False, 4)):
        requests.answer(request=request, actor=None, accepted=accepted, text="Dijawab")
        asked = timezone.now() - datetime.timedelta(days=days)
        CorrectionRequest.objects.filter(pk=request.pk).update(created_at=asked)
    table = corrections.requests()
    assert [row.values[0] for row in table.rows] == [3, 1, 1, 1]
    assert "2,5 hari" in table.note
    assert table.note in client.get("/statistik/").content.decode()
