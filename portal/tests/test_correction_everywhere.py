"""A correction reaches every place where its debunk is read; reporters: reports/tests/test_answers.py."""

import feedparser
import pytest

from factcheck import actions
from factcheck.actions import ActionRefused
from factcheck.tests.making import published

pytestmark = pytest.mark.django_db
REASON = "Rekaman aslinya menunjukkan hal lain"


@pytest.fixture
def corrected():
    debunk = published(title="Kotak suara dibuka", verdict="salah")
    actions.correct(debunk=debunk, actor=None, reason=REASON, fields={"verdict": "menyesatkan"})
    return debunk


def test_a_correction_needs_a_reason():
    with pytest.raises(ActionRefused):
        actions.correct(debunk=published(), actor=None, reason=" ", fields={"verdict": "benar"})


@pytest.mark.parametrize("rest", ["", "riwayat/"])
def test_on_the_page_and_in_its_history(client, corrected, rest):
    page = client.get(f"{corrected.get_absolute_url()}{rest}").content.decode()
    assert REASON in page and "Menyesatkan" in page


def test_in_the_list_and_in_its_feed(client, corrected):
    assert REASON in client.get("/koreksi/").content.decode()
    feed = feedparser.parse(client.get("/umpan/koreksi.atom").content)
    assert not feed.bozo and feed.entries[0].summary == REASON


def test_in_the_api(client, corrected):
    row = client.get("/api/v1/corrections/").json()["results"][0]
    assert (row["text"], row["from_verdict"], row["to_verdict"]) == (REASON, "salah", "menyesatkan")
    detail = client.get(f"/api/v1/debunks/{corrected.pk}/").json()
    assert detail["verdict"] == "menyesatkan" and detail["corrections"][0]["text"] == REASON
