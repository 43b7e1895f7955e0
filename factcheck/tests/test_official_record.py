"""What the official record says to a claim: at once with the message's words, by a receipt without them."""

import pytest

from candidates import actions
from candidates.tests.factories import election, stage
from factcheck.models import Check

pytestmark = pytest.mark.django_db
STATEMENT = "pencoblosan 15 Februari 2024"
MESSAGE = f"Halo semua! Katanya {STATEMENT}, siap-siap."
RECORD = "Pemungutan suara, Pemilu 2024: 14 Februari 2024"


@pytest.fixture(autouse=True)
def schedule(engine):
    """An official calendar of one day; no debunk answers anything."""
    general = election(slug="pemilu-2024", name="Pemilu 2024")
    day = {"starts": general.date, "ends": general.date}
    voting = stage(election=general, name="Pemungutan suara", kind="voting", phase="during", **day)
    actions.save_fact(actor=None, fact=voting)


def test_the_api_tells_it_and_the_receipt_repeats_it_without_the_message(client):
    answer = client.post("/api/v1/check/", {"text": MESSAGE}, content_type="application/json").json()
    (record,) = answer["records"]
    assert (record["statement"], record["agrees"], record["record"]) == (STATEMENT, False, RECORD)
    (again,) = client.get(f"/api/v1/check/{answer['receipt']}/").json()["records"]
    assert again == {name: value for name, value in record.items() if name != "statement"}
    assert "15 Februari" not in str(Check.objects.get().result)


def test_the_page_shows_it_and_the_receipt_shows_it_without_the_message(client):
    page = client.post("/cek/", {"text": MESSAGE}).content.decode()
    assert f"“{STATEMENT}”" in page and RECORD in page
    assert 'href="#catatan"' in page and 'id="catatan"' in page
    again = client.get(f"/cek/{Check.objects.get().receipt}/").content.decode()
    assert RECORD in again and "Tidak cocok dengan catatan resmi" in again
    assert "15 Februari" not in again and "Kata pesan" not in again


def test_receipts_from_before_records_were_kept_still_open(client):
    client.post("/cek/", {"text": MESSAGE})
    row = Check.objects.get()
    del row.result["records"]
    row.save()
    assert client.get(f"/api/v1/check/{row.receipt}/").json()["records"] == []
