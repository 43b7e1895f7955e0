"""`claims:search`, asked by Google's own client library and by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from factcheck.google.masks import BadMask, parse
from factcheck.tests.making import draft, published, retracted
from factcheck.tests.outlets import outlet_at

pytestmark = pytest.mark.django_db
SEARCH = "/api/v1alpha1/claims:search"


@pytest.fixture(autouse=True)
def no_index(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "none"


@pytest.fixture
def reviewed():
    outlet = outlet_at("https://www.cek.example", name="Cek Lain")
    values = {"claim": "Kontainer surat suara dicuri", "rating": "Hoaks", "language": "id"}
    return outlet.reviews.create(url="https://www.cek.example/a", key="a", reviewed_on="2024-01-05", **values)


def here(server) -> str:
    """The name "localhost" would be asked for outside."""
    return server.url.replace("localhost", "127.0.0.1")


def texts(client, query):
    response = client.get(f"{SEARCH}?{query}")
    assert response.status_code == 200, response.content
    return [claim["text"] for claim in response.json().get("claims", [])]


def refusal(client, query, status=400):
    response = client.get(f"{SEARCH}?{query}")
    error = response.json()["error"]
    assert response.status_code == error["code"] == status
    return error


@pytest.mark.django_db(transaction=True)
def test_googles_client_reads_the_portal_unchanged(live_server, reviewed):
    debunk = published(claim="Kontainer berisi surat suara", verdict="salah", title="Tidak ada kontainer")
    debunk.appearances.create(platform="whatsapp", first_seen="2024-01-02")
    endpoint = {"api_endpoint": f"{here(live_server)}/api"}
    with build("factchecktools", "v1alpha1", developerKey="apa-saja", client_options=endpoint) as service:
        search = service.claims().search(query="kontainer", pageSize=1)
        first = search.execute()
        second = service.claims().search_next(search, first).execute()
        with pytest.raises(HttpError) as refused:
            service.claims().search().execute()
    [claim] = first["claims"]
    [review] = claim["claimReview"]
    assert (claim["text"], claim["claimDate"]) == (debunk.claim, "2024-01-02T00:00:00Z")
    assert review["publisher"]["name"] == "Damaipedia" and review["textualRating"] == "Salah"
    assert review["url"].endswith(f"/hoaks/{debunk.slug}/") and first["nextPageToken"]
    assert second["claims"][0]["text"] == reviewed.claim
    assert refused.value.status_code == 400 and "query" in refused.value.reason


@pytest.mark.django_db(transaction=True)
def test_googles_client_finds_us_by_our_discovery_document(live_server, settings, reviewed):
    settings.SITE_URL = here(live_server)
    address = settings.SITE_URL + "/$discovery/rest?version={apiVersion}"
    options = {"discoveryServiceUrl": address, "static_discovery": False, "developerKey": "x"}
    with build("factchecktools", "v1alpha1", **options) as service:
        found = service.claims().search(query="dicuri", fields="claims/claimReview/publisher").execute()
    assert found == {
        "claims": [{"claimReview": [{"publisher": {"name": "Cek Lain", "site": "cek.example"}}]}]
    }


def test_both_are_found_newest_first_and_only_what_stands(client, reviewed):
    new, old = published(claim="Kontainer baru"), timezone.now() - timedelta(days=4_000)
    published(claim="Kontainer lama", at=old)
    draft(claim="Kontainer draf")
    retracted(claim="Kontainer ditarik")
    assert texts(client, "query=kontainer") == [new.claim, reviewed.claim, "Kontainer lama"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("query=kontainer&languageCode=id-ID", 2),
        ("query=kontainer&languageCode=en", 0),
        ("query=kontainer&reviewPublisherSiteFilter=cek.example", 1),
        ("reviewPublisherSiteFilter=www.cek.example", 1),
        ("reviewPublisherSiteFilter=127.0.0.1", 1),
        ("query=kontainer&maxAgeDays=30", 1),
        ("query=kontainer&offset=1", 1),
        ("query=kontainer&pageToken=o1&offset=0", 1),
        ("query=kontainer&pageSize=0", 2),
        ("query=tidakada", 0),
        ("query=kontainer&key=k&alt=json&$.xgafv=2&quotaUser=q&prettyPrint=false&access_token=t", 2),
    ],
)
def test_what_is_asked_for(client, reviewed, query, found):
    published(claim="Kontainer lama")
    assert len(texts(client, query)) == found


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "query"),
        ("query=%20", "query"),
        (f"query={'a' * 301}", "query"),
        ("query=a&maxAgeDays=-1", "maxAgeDays"),
        ("query=a&pageSize=x", "pageSize"),
        ("query=a&pageToken=xyz", "pageToken"),
        ("query=a&callback=f", "callback"),
        ("query=a&alt=media", "alt"),
        ("query=a&fields=claims(judul)", "judul"),
        ("query=a&fields=claims(text", "claims"),
        ("query=a&apa=1", "apa"),
        ("query=a&languageCode=%00", "languageCode"),
    ],
)
def test_a_refusal_is_in_googles_shape_and_names_what_is_wrong(client, query, named):
    error = refusal(client, query)
    assert named in error["message"] and error["status"] == "INVALID_ARGUMENT"


def test_nothing_found_is_an_empty_object(client):
    assert client.get(f"{SEARCH}?query=kontainer").json() == {}


def test_limits_and_unknown_addresses_are_told_in_googles_shape(client, settings):
    settings.RATE_LIMITS = {"read": 1}
    assert client.get("/api/v1alpha1/pages").json()["error"]["status"] == "NOT_FOUND"
    assert refusal(client, "query=a", 429)["status"] == "RESOURCE_EXHAUSTED"


def test_masks():
    assert parse("claims(text,claimReview/url),nextPageToken") == {
        "claims": {"text": {}, "claimReview": {"url": {}}},
        "nextPageToken": {},
    }
    for wrong in ("", ",", "claims(", "claims)", "claims//text", "x", "claims/text/more", "a" * 1_001):
        with pytest.raises(BadMask):
            parse(wrong)


@pytest.mark.parametrize("path", ["claims:imageSearch?imageUri=https://a.example/b.jpg", "pages"])
def test_other_methods_of_that_api_say_where_to_go_instead(client, path):
    answer = client.get(f"/api/v1alpha1/{path}")
    assert answer.status_code == 404 and "/api/v1/check/" in answer.json()["error"]["message"]
