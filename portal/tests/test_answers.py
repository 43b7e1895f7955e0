"""What the log of changes says need not be made again."""

import datetime

import pytest
import time_machine
from django.test import override_settings

from core import changes
from factcheck.tests.making import published

pytestmark = pytest.mark.django_db
LIST = "/api/v1/debunks/"


@pytest.fixture
def client(client):
    with override_settings(API_MEMORY=1_000_000):
        yield client


def test_who_has_it_is_told_so_without_a_query_for_it(client, django_assert_num_queries):
    published()
    tag = client.get(LIST).headers["ETag"]
    with django_assert_num_queries(1):
        response = client.get(LIST, headers={"If-None-Match": tag})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == tag


def test_the_second_to_ask_gets_it_out_of_memory(client, django_assert_num_queries):
    published()
    first = client.get(LIST)
    with django_assert_num_queries(1):
        second = client.get(LIST)
    assert (second.content, second.headers["Vary"]) == (first.content, first.headers["Vary"])
    assert second.headers["Content-Security-Policy"]


def test_no_answer_outlives_a_change(client):
    published()
    first = client.get(LIST)
    published()
    second = client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200 and len(second.json()["results"]) == 2


def test_other_questions_languages_and_codings_have_answers_of_their_own(client):
    published()
    plain = client.get(f"{LIST}?include=labels")
    english = client.get(f"{LIST}?include=labels", headers={"Accept-Language": "en"})
    brotli = client.get(f"{LIST}?include=labels", headers={"Accept-Encoding": "gzip, br"})
    assert len({plain.headers["ETag"], english.headers["ETag"], client.get(LIST).headers["ETag"]}) == 3
    assert english.json()["results"][0]["labels"]["verdict"] == "False"
    assert brotli.headers["Content-Encoding"] == "br" and "Content-Encoding" not in plain.headers
    again = client.get(f"{LIST}?include=labels", headers={"Accept-Encoding": "gzip, br"})
    assert again.content == brotli.content


def test_last_modified_names_no_second_in_which_more_may_come(client):
    with time_machine.travel(
        datetime.datetime(2026, 1, 1, 12, 0, 0, 200_000, tzinfo=datetime.UTC), tick=False
    ) as clock:
        published()
        assert "Last-Modified" not in client.get(LIST).headers
        clock.shift(5)
        since = client.get(LIST).headers["Last-Modified"]
        assert since.endswith("12:00:01 GMT")
        assert client.get(LIST, headers={"If-Modified-Since": since}).status_code == 304
        published()
        assert client.get(LIST, headers={"If-Modified-Since": since}).status_code == 200


def test_what_is_wrong_is_neither_kept_nor_told_as_known(client):
    published()
    response = client.get(f"{LIST}?verdict=ngawur")
    assert response.status_code == 400 and "Last-Modified" not in response.headers


def test_a_limit_holds_for_what_is_in_memory_too(client):
    published()
    with override_settings(RATE_LIMITS={"read": 3}):
        assert [client.get(LIST).status_code for _ in range(5)] == [200, 200, 200, 429, 429]


def test_what_has_no_row_in_the_log_touches_it(client):
    published()
    tag = client.get(LIST).headers["ETag"]
    changes.touch()
    assert client.get(LIST, headers={"If-None-Match": tag}).status_code == 200
