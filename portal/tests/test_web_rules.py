"""What every page follows: caching, compression, no cookies, and who may post."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from portal.urls import urlpatterns as site
from portal.web import PUBLIC, PublicCompressionMiddleware

pytestmark = pytest.mark.django_db


def plain(request):
    return HttpResponse("halaman " * 100)


def private(request):
    return HttpResponse(f"halo {request.user}")


@csrf_exempt
def form(request):
    return HttpResponse("diterima")


urlpatterns = [
    path("plain", plain),
    path("private", private),
    path("form", form),
    path("api/v1/form", form),
    *site,
]


@pytest.fixture(autouse=True)
def urls():
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_public_page_may_be_kept_for_two_seconds(client):
    response = client.get("/plain")
    assert response["Cache-Control"] == PUBLIC == "public, max-age=2, stale-if-error=86400"
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    etag = client.get("/plain")["ETag"]
    response = client.get("/plain", headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response.content == b""


def test_a_page_that_reads_the_session_is_nobody_elses(client):
    response = client.get("/private")
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]


def test_public_pages_are_compressed_and_private_ones_are_not(client):
    headers = {"Accept-Encoding": "gzip"}
    assert client.get("/plain", headers=headers)["Content-Encoding"] == "gzip"
    request = RequestFactory().get("/", headers=headers)
    response = HttpResponse("rahasia " * 100, headers={"Cache-Control": "private"})
    assert "Content-Encoding" not in PublicCompressionMiddleware(lambda _: response)(request)


def test_the_etag_of_a_compressed_page_is_recognised(client):
    headers = {"Accept-Encoding": "gzip"}
    etag = client.get("/plain", headers=headers)["ETag"]
    assert client.get("/plain", headers=headers | {"If-None-Match": etag}).status_code == 304


def test_an_error_is_not_kept():
    def broken(request):
        raise RuntimeError

    client = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=type("urls", (), {"urlpatterns": [path("broken", broken)]})):
        assert client.get("/broken")["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "https://testserver"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_forms_without_a_token_come_from_our_own_pages(headers, status):
    response = Client(enforce_csrf_checks=True).post("/form", {"text": "x"}, headers=headers)
    assert response.status_code == status


def test_the_answer_to_a_form_is_not_kept(client):
    assert client.post("/form")["Cache-Control"] == "no-store"


def test_the_api_is_open_to_programs(client):
    headers = {"Origin": "https://elsewhere.example"}
    assert client.post("/api/v1/form", headers=headers).status_code == 200


def test_the_content_policy_is_strict(client):
    policy = client.get("/plain")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert client.get("/plain")["X-Frame-Options"] == "DENY"
    assert client.get("/plain")["X-Content-Type-Options"] == "nosniff"


def test_other_sites_may_read_the_api_and_nothing_else(client):
    headers = {"Origin": "https://elsewhere.example"}
    assert client.get("/api/v1/form", headers=headers)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/plain", headers=headers)
