import datetime

import pytest
from django.utils import timezone

from candidates.models import Election, Party, Person
from factcheck import actions
from factcheck.exchange.records import record_of
from factcheck.models import Debunk, Topic
from factcheck.tests.indexing import following
from factcheck.tests.making import draft, published, retracted

pytestmark = pytest.mark.django_db
LIST = "/api/v1/debunks/"


def ids(response):
    assert response.status_code == 200, response.content
    return [int(row["id"]) for row in response.json()["results"]]


def test_only_what_is_published_newest_first(client):
    now = timezone.now()
    older = published(at=now - datetime.timedelta(days=2))
    newer = published(at=now - datetime.timedelta(days=1))
    draft()
    retracted()
    assert ids(client.get(LIST)) == [newer.pk, older.pk]


def test_a_row_names_our_page_and_the_verdict(client):
    debunk = published(verdict="penipuan", kind="tiruan", summary="Jangan dibuka.")
    row = client.get(LIST).json()["results"][0]
    assert row["url"].endswith(f"/hoaks/{debunk.slug}/")
    assert (row["verdict"], row["kind"], row["summary"]) == ("penipuan", "tiruan", "Jangan dibuka.")
    assert row["published_at"] and row["updated_at"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verdict=salah", "a"),
        ("verdict=salah&verdict=benar", "ab"),
        ("kind=palsu", "a"),
        ("topic=logistik", "a"),
        ("election=pemilu-2024", "b"),
        ("candidate=budi", "b"),
        ("party=partai", "a"),
        ("published_after=2024-02-01T00:00:00Z", "b"),
        ("published_before=2024-02-01T00:00:00Z", "a"),
        ("published_after=2024-01-01&published_before=2024-01-31", "a"),
        ("verdict=salah&election=pemilu-2024", ""),
    ],
)
def test_filters(client, query, found):
    times = {"a": datetime.datetime(2024, 1, 5, tzinfo=datetime.UTC)}
    times["b"] = datetime.datetime(2024, 2, 5, tzinfo=datetime.UTC)
    rows = {
        "a": published(at=times["a"], verdict="salah", kind="palsu"),
        "b": published(at=times["b"], verdict="benar"),
    }
    rows["a"].topics.add(Topic.objects.create(slug="logistik", name="Logistik"))
    rows["a"].parties.add(Party.objects.create(slug="partai", name="P", full_name="Partai"))
    election = Election.objects.create(slug="pemilu-2024", name="Pemilu", kind="general", date="2024-02-14")
    rows["b"].elections.add(election)
    rows["b"].people.add(Person.objects.create(slug="budi", name="Budi"))
    assert set(ids(client.get(f"{LIST}?{query}"))) == {rows[name].pk for name in found}


@pytest.fixture
def searchable(tmp_path):
    """Three debunks in a match index: {letter: debunk}, the newest last."""
    days = [datetime.datetime(2024, 1, day, tzinfo=datetime.UTC) for day in (1, 2, 3)]
    rows = {
        "a": published(at=days[0], title="Tinta pemilu tidak bisa dihapus", claim="tinta dihapus bensin"),
        "b": published(at=days[1], title="Tujuh kontainer surat suara", claim="kontainer berisi surat suara"),
        "c": published(
            at=days[2], title="Surat suara rusak dihapuskan", claim="surat rusak", verdict="benar"
        ),
    }
    with following(tmp_path):
        yield rows


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=surat+suara", "cb"),
        ("q=menghapus", "ca"),
        ("q=SURAT+rusak", "c"),
        ("q=surat+tinta", ""),
        ("q=surat&verdict=salah", "b"),
        ("q=surat&published_before=2024-01-03", "b"),
        ("q=yang", ""),
        ("q=", "cba"),
    ],
)
def test_words_are_found_in_any_form_and_all_of_them_newest_first(client, searchable, query, found):
    assert ids(client.get(f"{LIST}?{query}")) == [searchable[letter].pk for letter in found]


def test_pages_of_what_holds_a_word_keep_the_word(client, searchable):
    first = client.get(f"{LIST}?q=surat&page_size=1").json()
    assert [int(row["id"]) for row in first["results"]] == [searchable["c"].pk]
    assert ids(client.get(first["next"])) == [searchable["b"].pk]


def test_what_was_retracted_a_moment_ago_is_not_found(client, searchable):
    actions.retract(debunk=searchable["c"], actor=None, reason="Keliru")
    assert ids(client.get(f"{LIST}?q=surat")) == [searchable["b"].pk]


def test_before_the_first_index_words_are_not_searched_and_the_rest_is(client, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "none"
    response = client.get(f"{LIST}?q=surat")
    assert response.status_code == 503
    assert response.headers["Content-Type"] == "application/problem+json"
    assert ids(client.get(LIST)) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("verdict=ngawur", "verdict"),
        ("published_after=kemarin", "published_after"),
        ("verdik=salah", "verdik"),
        (f"q={'a' * 301}", "q"),
        ("page_size=banyak", "page_size"),
        ("page_size=0", "page_size"),
        ("page_size=-1", "page_size"),
        (f"page_size={'9' * 5000}", "page_size"),
        ("cursor=cD1hYmM%3D", "cursor"),
        ("cursor=xx", "cursor"),
        ("cursor=WyJvIiwgImthcGFuIiwgIjEiXQ", "cursor"),
    ],
)
def test_a_wrong_filter_is_refused_by_name(client, query, field):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"] == field


def test_every_page_once_also_while_rows_are_added(client):
    rows = [published().pk for _ in range(7)]
    seen, url = [], f"{LIST}?page_size=3"
    while url:
        page = client.get(url).json()
        seen += [int(row["id"]) for row in page["results"]]
        url = page["next"]
        published()
    assert seen == rows[::-1]


def test_more_debunks_of_the_same_moment_than_any_counter_counts_come_once_each(client):
    now = timezone.now()
    rows = [
        Debunk(slug=f"s-{n}", title="t", claim="c", verdict="salah", state="published", published_at=now)
        for n in range(1_150)
    ]
    Debunk.objects.bulk_create(rows)
    seen, url = [], f"{LIST}?page_size=100"
    while url and len(seen) < 2_000:
        page = client.get(url).json()
        seen += [row["slug"] for row in page["results"]]
        url = page["next"]
    assert len(seen) == len(set(seen)) == 1_150


def test_the_way_back_is_the_way_there(client):
    rows = [str(published().pk) for _ in range(7)][::-1]
    second = client.get(client.get(f"{LIST}?page_size=3").json()["next"]).json()
    first = client.get(second["previous"]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == rows[:6]
    assert first["previous"] is None


def test_updated_since_lists_what_changed_and_what_was_retracted_oldest_first(client):
    first, second, third = published(), published(), published()
    since = Debunk.objects.get(pk=third.pk).updated_at
    actions.retract(debunk=second, actor=None, reason="Keliru")
    actions.correct(debunk=first, actor=None, reason="Angka diperbaiki", fields={"summary": "Baru"})
    page = client.get(LIST, {"updated_since": since.isoformat()}).json()["results"]
    assert [(int(row["id"]), row["state"]) for row in page] == [
        (second.pk, "retracted"),
        (first.pk, "published"),
    ]


def test_the_detail_is_the_record(client):
    debunk = published()
    debunk.sources.create(title="Keterangan KPU", publisher="KPU", date="2024-01-02")
    answer = client.get(f"{LIST}{debunk.pk}/").json()
    assert answer == record_of(Debunk.objects.get(pk=debunk.pk))
    assert answer["sources"][0]["publisher"] == "KPU"


def test_what_was_retracted_is_a_list_of_its_own(client):
    kept, gone = published(), retracted(reason="Sumber keliru")
    (row,) = client.get(LIST, {"state": "retracted", "include": "text"}).json()["results"]
    assert (row["id"], row["retraction_reason"]) == (str(gone.pk), "Sumber keliru") and row["retracted_at"]
    for asked in ({"state": "published"}, {"state": ""}, {}):
        assert [row["id"] for row in client.get(LIST, asked).json()["results"]] == [str(kept.pk)]
    assert client.get(LIST, {"state": "draft"}).status_code == 400


def test_a_retracted_debunk_says_so_and_a_draft_does_not_exist(client):
    gone = client.get(f"{LIST}{retracted().pk}/").json()
    assert gone["state"] == "retracted" and gone["retraction_reason"]
    response = client.get(f"{LIST}{draft().pk}/")
    assert response.status_code == 404 and response.json()["status"] == 404


@pytest.mark.parametrize("url", [f"{LIST}abc/", "/api/v1/nothing/", f"{LIST}99999999999999999999999/"])
def test_what_does_not_exist_is_a_problem_document(client, url):
    response = client.get(url)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_queries_do_not_grow_with_rows(client, django_assert_max_num_queries):
    for _ in range(3):
        published()
    with django_assert_max_num_queries(4):
        client.get(LIST)
    for _ in range(12):
        published()
    with django_assert_max_num_queries(4):
        client.get(LIST)


def test_rows_that_another_list_showed_are_not_read_again(client, django_assert_num_queries):
    verdicts = "?verdict=salah&verdict=benar"
    for _ in range(3):
        published()
    shown = client.get(LIST).json()["results"]
    with django_assert_num_queries(2):
        assert client.get(LIST + verdicts).json()["results"] == shown
    english = client.get(LIST + "?include=labels", headers={"Accept-Language": "en"}).json()["results"]
    assert english[0]["labels"] != client.get(LIST + "?include=labels").json()["results"][0]["labels"]


def test_a_row_that_was_remembered_shows_the_change(client):
    debunk = published()
    actions.correct(debunk=debunk, actor=None, reason="Tepat", fields={"summary": "Lama"})
    assert client.get(LIST).json()["results"][0]["summary"] == "Lama"
    debunk.refresh_from_db()
    actions.correct(debunk=debunk, actor=None, reason="Tepat", fields={"summary": "Baru"})
    assert client.get(LIST).json()["results"][0]["summary"] == "Baru"


def test_anyone_may_read_and_nobody_gets_a_cookie(client):
    response = client.get(LIST, headers={"Origin": "https://newsroom.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_corrections_are_listed_latest_first(client):
    debunk = published()
    for reason in ("Pertama", "Kedua"):
        debunk.refresh_from_db()
        actions.correct(debunk=debunk, actor=None, reason=reason, fields={"summary": reason})
    rows = client.get("/api/v1/corrections/").json()["results"]
    assert [row["text"] for row in rows] == ["Kedua", "Pertama"]
    assert rows[0]["debunk"]["id"] == str(debunk.pk)


def test_the_schema_names_every_address(client):
    paths = client.get("/api/v1/schema/").json()["paths"]
    assert {"/api/v1/debunks/", "/api/v1/debunks/{id}/", "/api/v1/corrections/", "/api/v1/check/"} <= set(
        paths
    )
