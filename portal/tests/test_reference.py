"""The documentation of the API: every operation of the schema, on pages that are small and need no script."""

import re
import subprocess

import brotli
import pytest
from django.test import Client
from django.utils.html import escape

from portal.reference import kind_of, parts_in, schema_in

HERE = "/api/v1/docs/"
MOST = 9_000  # bytes of compressed HTML; the styles have 11,000
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def parts():
    return parts_in("id")


def test_every_operation_is_named_and_described(client, parts):
    first = client.get(HERE).content.decode()
    told = {one.id: part for part in parts for one in part.operations}
    schema = schema_in("id")
    assert told.keys() == {one["operationId"] for path in schema["paths"].values() for one in path.values()}
    assert all(part.operations for part in parts)
    for name, part in told.items():
        assert f'href="{HERE}{part.name}/#{name}"' in first


def test_each_page_is_small_loads_no_script_of_its_own_and_links_only_to_what_it_tells(client, parts):
    for part in parts:
        html = client.get(f"{HERE}{part.name}/").content.decode()
        anchors = set(re.findall(r'href="#(\w+)"', html))
        assert anchors <= set(re.findall(r'id="(\w+)"', html)), part.name
        assert all(escape(one.summary) in html for one in part.operations)
        assert len(brotli.compress(html.encode(), quality=4)) < MOST, part.name
        assert html.count("<script") == 1 and "<style" not in html


def test_parameters_say_what_they_take_and_refusals_are_listed(client):
    html = client.get(f"{HERE}debunks/").content.decode()
    assert "<code>salah</code> | <code>sebagian-benar</code>" in html and "Slug pemilu." in html
    assert "page_size=1" in html and "<code>since=0</code>" in html
    assert "Perlu kunci." in client.get(f"{HERE}webhooks/").content.decode() and "Perlu kunci." not in html


def test_a_choice_is_told_in_place_with_what_its_values_mean(client):
    html = client.get(f"{HERE}check/").content.decode()
    assert "ada debunk terbit yang menjawabnya" in html
    assert '<a href="#Check">Check</a> | <a href="#Pending">Pending</a>' in html


def test_both_languages_have_an_address_whatever_the_browser_asks_for(client):
    indonesian = client.get(HERE, headers={"Accept-Language": "en"})
    english = client.get(f"/en{HERE}debunks/", headers={"Accept-Language": "id"})
    assert "Dokumentasi API" in indonesian.content.decode() and indonesian["Content-Language"] == "id"
    assert "accept-language" not in indonesian.get("Vary", "").lower()
    assert f'href="/en{HERE}"' in indonesian.content.decode()
    assert "Example answer 200" in english.content.decode() and 'lang="en"' in english.content.decode()


def test_what_is_not_there_is_a_problem_document(client):
    assert client.get(f"{HERE}tidak-ada/")["Content-Type"] == "application/problem+json"


def test_the_command_of_every_example_is_whole(parts):
    for one in (one for part in parts for one in part.operations):
        subprocess.run(["sh", "-n", "-c", one.call], check=True)
        assert "{" not in one.call.splitlines()[0], one.call
        assert ("$KEY" in one.call) == one.needs_key


def test_an_example_that_is_offered_is_answered(parts):
    for one in (one for part in parts for one in part.operations if one.link):
        assert Client().get(one.link).status_code in (200, 202, 404), one.link  # no export is there yet


def test_the_schema_is_made_once_for_each_language(client):
    assert schema_in("id") is schema_in("id") and schema_in("en") is not schema_in("id")
    assert client.get("/api/v1/schema/").json() == schema_in("id")


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": ["string", "null"], "format": "date"}, "string | null (date)"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/A"}}, '<a href="#A">A</a>[]'),
        ({"oneOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]}, "<code>x</code> | null"),
        ({"enum": ["<b>", ""]}, "<code>&lt;b&gt;</code>"),
        ({}, "any"),
    ],
)
def test_kinds_in_words(schema, kind):
    assert kind_of(schema, {"A": {"type": "object"}, "B": {"enum": ["x"]}}) == kind
