"""One good request of every operation, and its answer. To be imported once Django stands."""

import json
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from factcheck.batches.actions import work
from factcheck.models import Batch
from portal.api import RESOURCES

API = "/api/v1/"
MESSAGE = "Sebarkan! Ada 7 kontainer berisi surat suara yang sudah tercoblos di Tanjung Priok."
CSV = "id,text\r\n1," + MESSAGE + "\r\n"


def examples() -> dict[str, dict]:
    """By operation id: what stands in the `path`, the `query` or the `request`, and the `responses`."""
    client = Client(SERVER_NAME="127.0.0.1")
    found: dict[str, dict] = {}
    for name in RESOURCES:
        found |= _of_resource(client, name)
    found |= _of_checks(client) | _of_batches(client) | _of_reports(client) | _of_google(client)
    return found | _of_exports(client)


def _of_resource(client: Client, name: str) -> dict:
    operation = name.replace("-", "_")
    query = {} if name == "statistics" else {"page_size": 1}
    listed = client.get(f"{API}{name}/", query).json()
    one = listed["results"][0]["id"]
    return {
        f"{operation}_list": {"query": query, "responses": {"200": listed}},
        f"{operation}_retrieve": {
            "path": one,
            "responses": {"200": client.get(f"{API}{name}/{one}/").json()},
        },
    }


def _of_checks(client: Client) -> dict:
    asked = {"text": MESSAGE}
    checked = _post(client, "check/", asked)
    receipt = checked["receipt"]
    said = {"answered": True, "debunk": int(checked["matches"][0]["debunk"]["id"])}
    link = _post(client, "check/", {"url": "https://contoh.example/kabar"})
    return {
        "check_create": {"request": asked, "responses": {"200": checked, "202": link}},
        "check_retrieve": {
            "path": receipt,
            "responses": {"200": client.get(f"{API}check/{receipt}/").json(), "202": link},
        },
        "check_feedback_create": {
            "path": receipt,
            "request": said,
            "responses": {"200": _post(client, f"check/{receipt}/feedback/", said)},
        },
    }


def _of_batches(client: Client) -> dict:
    asked = {"texts": [MESSAGE, "Kapan pemungutan suara?"]}
    file = SimpleUploadedFile("pesan.csv", CSV.encode())
    taken = client.post(f"{API}check/batch/", {"file": file}).json()
    work(pk=Batch.objects.get().pk)
    receipt, address = taken["receipt"], urlsplit(taken["url"]).path
    result = b"".join(client.get(f"{address}result/").streaming_content).decode()  # type: ignore[attr-defined]
    return {
        "check_batch_create": {
            "request": asked,
            "responses": {"200": _post(client, "check/batch/", asked), "202": taken},
        },
        "check_batch_retrieve": {"path": receipt, "responses": {"200": client.get(address).json()}},
        "check_batch_result": {"path": receipt, "responses": {"200": result}},
        "check_batch_destroy": {"path": receipt, "responses": {}},
    }


def _of_reports(client: Client) -> dict:
    asked = {"text": MESSAGE, "seen_where": "whatsapp"}
    told = _post(client, "reports/", asked)
    receipt = told["receipt"]
    return {
        "reports_create": {"request": asked, "responses": {"201": told}},
        "reports_retrieve": {
            "path": receipt,
            "responses": {"200": client.get(f"{API}reports/{receipt}/").json()},
        },
    }


def _of_google(client: Client) -> dict:
    query: dict[str, str | int] = {"query": "kontainer", "languageCode": "id", "pageSize": 1}
    answer = client.get("/api/v1alpha1/claims:search", query).json()
    return {"google_claims_search": {"query": query, "responses": {"200": answer}}}


def _of_exports(client: Client) -> dict:
    address, file = f"{API}exports/", "topics.csv"
    begun = client.get(address).json()
    call_command("make_export", verbosity=0)
    listed = client.get(address).json()
    one = listed["results"][0]
    one["files"] = [each for each in one["files"] if each["name"].startswith("debunks")]
    content, part = (
        b"".join(client.get(f"{address}{one['id']}/{file}", headers=headers).streaming_content).decode()  # type: ignore[attr-defined]
        for headers in ({}, {"Range": "bytes=0-99"})
    )
    key = client.get(f"{address}public-key.pem").content.decode()
    return {
        "exports_list": {"responses": {"200": listed, "202": begun}},
        "exports_retrieve": {"path": one["id"], "responses": {"200": one}},
        "exports_file_retrieve": {
            "path": {"name": one["id"], "file": file},
            "responses": {"200": content, "206": part},
        },
        "exports_key_retrieve": {"responses": {"200": key}},
    }


def _post(client: Client, path: str, data: dict) -> dict:
    answer = client.post(API + path, json.dumps(data), content_type="application/json")
    assert answer.status_code < 300, answer.content
    return answer.json()
