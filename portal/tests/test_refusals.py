"""What cannot be answered is refused in the form and the language of who asked."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.known import KnownFields

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("name", ["api_check", "api_batches", "api_reports"])
@pytest.mark.parametrize("body", ["[" * 50_000, '{"a":' * 50_000])
def test_json_nested_without_end_is_refused(client, name, body):
    response = client.post(reverse(name), body, content_type="application/json")
    assert response.status_code == 400 and response["Content-Type"] == PROBLEM


def test_more_than_is_read_at_once_is_refused_with_the_limit(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
    body = json.dumps({"text": "a" * 1_000_001})
    response = client.post(reverse("api_check"), body, content_type="application/json")
    assert response.status_code == 413 and response["Content-Type"] == PROBLEM
    assert "1.0 MB" in response.json()["detail"]


@pytest.mark.parametrize(("place", "language"), [("", "id"), ("/en", "en")])
def test_a_form_that_is_too_large_gets_a_page(client, settings, place, language):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    response = client.post(f"{place}/cek/", {"text": "a" * 1_001})
    html = response.content.decode()
    assert response.status_code == 413 and f'<html lang="{language}"' in html and "masthead" in html


@pytest.mark.parametrize("size", [60_000_001, 10**12, 10**30])
@pytest.mark.parametrize("path", ["/lapor/", "/cek/", "/en/lapor/", "/hoaks/x/koreksi/", "/admin/login/"])
def test_more_than_any_form_takes_is_refused_before_it_is_read(client, path, size):
    response = client.post(path, {"text": "a"}, CONTENT_LENGTH=str(size))
    assert response.status_code == 413 and "60 MB" in response.content.decode()


@pytest.mark.parametrize("name", ["api_check", "api_batches", "api_reports"])
def test_the_api_refuses_it_with_a_problem(client, name):
    response = client.post(reverse(name), "{}", "application/json", CONTENT_LENGTH="9" * 5000)
    assert response.status_code == 413 and response["Content-Type"] == PROBLEM
    assert "60 MB" in response.json()["detail"]


@pytest.mark.parametrize("path", ["/lapor/", "/api/v1/reports/"])
def test_too_many_files_and_fields_are_refused_with_the_limit(client, settings, path):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 7, 9
    files = [SimpleUploadedFile(f"{number}.png", b"x") for number in range(8)]
    response = client.post(path, {"text": "Kabar", "images": files})
    assert response.status_code == 413 and "7 berkas" in response.content.decode()
    response = client.post(path, {f"f{number}": "x" for number in range(10)})
    assert response.status_code == 413 and "9 isian" in response.content.decode()


@pytest.mark.parametrize(("place", "language"), [("", "id"), ("/en", "en")])
def test_a_form_without_its_token_gets_a_page(place, language):
    response = Client(enforce_csrf_checks=True).post(f"{place}/jadwal/")
    html = response.content.decode()
    assert response.status_code == 403 and f'<html lang="{language}"' in html and "masthead" in html


def test_a_method_that_an_address_does_not_know_gets_a_page(client):
    response = client.get(reverse("check_feedback", args=["x"]))
    assert response.status_code == 405 and response["Allow"] == "POST"
    assert "GET" in response.content.decode() and "masthead" in response.content.decode()


def test_of_a_parameter_that_stands_twice_none_is_passed_over(client):
    assert client.get("/api/v1/debunks/?verdict=salah&verdict=benar").status_code == 200
    for path in ("debunks/?topic=a&topic=b", "debunks/?page_size=1&page_size=2", "exports/?a=1&a=2"):
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == 400 and len(response.json()["errors"]) == 1


def test_another_sites_page_may_ask_again_with_what_it_knows(client):
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    headers = {"Origin": "https://elsewhere.example"}
    told = client.options("/api/v1/debunks/", headers=headers | asked)
    assert "if-none-match" in told["Access-Control-Allow-Headers"]
    assert "ETag" in client.get("/api/v1/debunks/", headers=headers)["Access-Control-Expose-Headers"]


def bodies():
    """Every serializer of a body, and the fields within, lists included."""
    waiting = [kind() for kind in KnownFields.__subclasses__()]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [*getattr(one, "fields", {}).values(), *([one.child] if hasattr(one, "child") else [])]


@pytest.mark.django_db(False)
def test_no_body_is_refused_in_english_to_an_indonesian():
    def said(language):
        with translation.override(language):
            return [str(why) for one in bodies() for why in one.error_messages.values()]

    indonesian, english = said("id"), said("en")
    assert len(english) > 20
    assert set(indonesian).isdisjoint(english)


def test_what_is_no_json_is_refused_by_its_place(client):
    response = client.post(reverse("api_check"), '{"text":\n "a",}', content_type="application/json")
    assert "bukan JSON, mulai baris 2, kolom" in response.json()["detail"]


@pytest.mark.parametrize("body", [{"text": "a", "kind": "kabar"}, {"text": "a", "seen_where": "orkut"}])
def test_a_refused_choice_of_a_body_names_the_known_ones(client, body):
    told = client.post(reverse("api_reports"), body, content_type="application/json").json()
    assert "tidak dikenal: " in told["detail"] and told["detail"].count(", ") > 1


@pytest.mark.parametrize(("method", "status"), [("get", 301), ("post", 308), ("delete", 308)])
def test_an_address_without_its_slash_is_asked_again_in_the_same_way(client, method, status):
    response = getattr(client, method)("/api/v1/debunks")
    assert (response.status_code, response["Location"]) == (status, "/api/v1/debunks/")
