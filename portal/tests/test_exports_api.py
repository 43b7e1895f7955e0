"""Exports as those who download them see them."""

import hashlib

import pytest

from factcheck.tests.making import published
from portal.exports import actions
from portal.exports.models import Export
from portal.tests.exporting import made

pytestmark = pytest.mark.django_db
LIST = "/api/v1/exports/"


@pytest.fixture(autouse=True)
def sent(settings, tmp_path, monkeypatch):
    settings.EXPORTS_DIR = tmp_path / "exports"
    tasks = []
    monkeypatch.setattr("core.outbox.Outbox.send", lambda self, *task: tasks.append(task) or True)
    return tasks


@pytest.fixture
def export():
    published()
    return made()


@pytest.fixture
def address(export):
    return f"{LIST}{export.name}/debunks.jsonl"


@pytest.fixture
def content(export):
    return (export.folder / "debunks.jsonl").read_bytes()


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_first_to_ask_has_the_first_one_made(client, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.get(LIST)
    assert response.status_code == 202 and response.headers["Retry-After"] == "30"
    assert (response.json()["results"], response.json()["making"]) == ([], True)
    assert sent == [("portal.write_export", Export.objects.get().pk)]
    assert client.get(LIST).status_code == 202 and Export.objects.count() == 1
    assert client.get(f"{LIST}latest/debunks.jsonl").status_code == 404


def test_the_list_names_the_newest_first_with_every_file(client, export, content):
    newer = made()
    actions.begin()
    response = client.get(LIST)
    page = response.json()
    assert [each["id"] for each in page["results"]] == [newer.name, export.name]
    assert page["making"] and client.get(page["public_key"]).content.startswith(b"-----BEGIN PUBLIC KEY")
    assert page["results"][1] == client.get(f"{LIST}{export.name}/").json()
    assert page["results"][0] == client.get(f"{LIST}latest/").json()
    [file] = [each for each in page["results"][1]["files"] if each["name"] == "debunks.jsonl"]
    assert file["sha256"] == hashlib.sha256(content).hexdigest() and file["rows"] == 1
    assert body(client.get(file["url"])) == content


def test_every_file_that_is_named_can_be_fetched(client, export):
    told = client.get(f"{LIST}{export.name}/").json()
    for url in (told["manifest"], told["signature"], *(file["url"] for file in told["files"])):
        response = client.get(url)
        assert response.status_code == 200
        assert body(response) == (export.folder / url.rpartition("/")[2]).read_bytes()


def test_a_file_is_kept_for_good_and_compressed_by_nobody(client, address, content):
    response = client.get(address, headers={"Accept-Encoding": "br, gzip", "Accept": "text/plain"})
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert response.headers["Content-Length"] == str(len(content))
    assert "Content-Encoding" not in response.headers and body(response) == content
    tag = response.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    at = response.headers["Last-Modified"]
    assert client.get(address, headers={"If-Modified-Since": at}).status_code == 304
    assert client.head(address).headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize(
    ("asked", "part"),
    [("0-0", slice(0, 1)), ("5-9", slice(5, 10)), ("7-", slice(7, None)), ("-4", slice(-4, None))],
)
def test_a_part_of_a_file(client, address, content, asked, part):
    response = client.get(address, headers={"Range": f"bytes={asked}", "Accept-Encoding": "gzip"})
    expected = content[part]
    assert response.status_code == 206 and body(response) == expected
    first = content.index(expected) if asked != "-4" else len(content) - 4
    last = first + len(expected) - 1
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/{len(content)}"
    assert response.headers["Content-Length"] == str(len(expected))


def test_more_than_there_is(client, address, content):
    size = len(content)
    response = client.get(address, headers={"Range": f"bytes=3-{size + 99}"})
    assert (response.status_code, body(response)) == (206, content[3:])
    assert body(client.get(address, headers={"Range": f"bytes=-{size + 1}"})) == content
    for beyond in (f"bytes={size}-", "bytes=-0"):
        response = client.get(address, headers={"Range": beyond})
        assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=9-3", "bytes=x-", "lines=0-3", "bytes=-"])
def test_other_ranges_are_the_whole_file(client, address, content, asked):
    response = client.get(address, headers={"Range": asked})
    assert (response.status_code, body(response)) == (200, content)


def test_a_download_goes_on_only_with_the_same_file(client, address, content):
    whole = client.get(address)
    for same in (whole.headers["ETag"], whole.headers["Last-Modified"]):
        response = client.get(address, headers={"Range": "bytes=4-", "If-Range": same})
        assert (response.status_code, body(response)) == (206, content[4:])
    for other in ('"abc"', "Thu, 01 Jan 1970 00:00:00 GMT", "ngawur"):
        response = client.get(address, headers={"Range": "bytes=4-", "If-Range": other})
        assert (response.status_code, body(response)) == (200, content)


def test_the_latest_is_a_redirect(client, export):
    response = client.get(f"{LIST}latest/debunks.jsonl.gz")
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"{LIST}{export.name}/debunks.jsonl.gz")


@pytest.mark.parametrize("name", ["2020-01-01/debunks.jsonl", "2020-01-01/", "NAME/lain.jsonl", "NAME/.lock"])
def test_what_is_not_there(client, export, name):
    response = client.get(LIST + name.replace("NAME", export.name))
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_what_is_half_made_is_not_there(client, export):
    half = actions.begin()
    actions.write(pk=half.pk, seconds=0)
    assert client.get(f"{LIST}{half.name}/elections.jsonl").status_code == 404


def test_an_unknown_parameter_is_refused(client, address):
    for url in (LIST, address):
        assert client.get(f"{url}?lain=1").status_code == 400


def test_a_new_export_is_told_although_nothing_changed(client, export):
    at = client.get(f"{LIST}{export.name}/manifest.json").headers["Last-Modified"]
    made()
    assert len(client.get(LIST, headers={"If-Modified-Since": at}).json()["results"]) == 2
