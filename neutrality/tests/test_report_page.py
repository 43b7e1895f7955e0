"""Reporting in confidence: what the form promises, what is kept, and how a reporter comes back."""

import pytest
from django.core.cache import cache

from neutrality import desk, receipts, reporters, sealed
from neutrality.models import Case, ConfidentialReport, Evidence, Message
from neutrality.tests.making import CANARIES, CONTACT, accepted, form, picture

URL, ENTER, SEND = "/netralitas-asn/lapor/", "/netralitas-asn/laporan/", "/netralitas-asn/laporan/kirim/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """A report with its code and passphrase."""
    return accepted(contact=CONTACT, uploads=[picture()])


def entered(client, held, **more):
    return client.post(ENTER, {"code": held.code, "passphrase": held.passphrase} | more)


def ticket(response) -> str:
    html = response.content.decode()
    return html.split('name="ticket" value="')[1].split('"')[0]


def test_the_form_says_before_sending_what_is_kept_and_who_asks_for_names(client, bodies):
    response = client.get(URL)
    html = response.content.decode()
    assert "90 hari" in html and "Alamat internet (IP)" in html and "Hanya petugas netralitas" in html
    assert "<b>Bawaslu</b>" in html and "<b>BKN</b>" in html and "KASN" not in html
    assert "7 hari kerja" in html and "7 hari kalender" in html
    assert html.count("Meminta nama dan alamat pelapor.") == 3


@pytest.mark.parametrize("path", [URL, ENTER])
def test_no_cache_keeps_the_pages(client, path):
    response = client.get(path)
    assert "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies and "csrf" not in response.content.decode()


def test_a_report_is_taken_and_its_receipt_shown_once(client):
    response = client.post(URL, form(pictures=[picture(), picture("red")]))
    html = response.content.decode()
    report = ConfidentialReport.objects.get()
    assert response.status_code == 201 and "no-store" in response["Cache-Control"]
    code = html.split('class="code">')[1].split("<")[0]
    assert code.startswith("NTR-") and report.code == receipts.digest(code)
    assert report.evidence.filter(kind="file").count() == 2
    assert report.evidence.filter(kind="page", state="waiting").count() == 1
    assert not any(canary in html for canary in [*CANARIES.values(), CONTACT])


def test_words_names_and_contact_are_stored_sealed_only(client):
    client.post(URL, form())
    report = ConfidentialReport.objects.get()
    assert sealed.open_(report.content) == CANARIES
    assert sealed.open_(report.contact) == CONTACT
    row = repr(ConfidentialReport.objects.values().get()) + repr(Case.objects.values().get())
    assert "KENARI" not in row


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"text": " "}, "Ceritakan apa yang terjadi"),
        ({"text": "x" * 10_001}, "10.000 karakter; ini 10001"),
        ({"happened_on": "2999-01-01"}, "belum terjadi"),
        ({"known_on": "2024-01-14"}, "Tidak mungkin diketahui sebelum terjadi"),
        ({"url": "tautan saya"}, "bukan alamat yang lengkap"),
        ({"act": "dance"}, "dance"),
    ],
)
def test_a_refused_form_says_why_keeps_the_words_and_stores_nothing(client, broken, said):
    response = client.post(URL, form(**broken))
    html = response.content.decode()
    assert response.status_code == 422 and said in html and "no-store" in response["Cache-Control"]
    assert CANARIES["position"] in html
    assert not ConfidentialReport.objects.exists() and not Case.objects.exists()


def test_what_is_no_picture_is_refused_and_nothing_stays_behind(client, settings):
    folder = settings.DATA_DIR / "confidential"
    before = set(folder.glob("*")) if folder.exists() else set()
    fake = picture(name="x.png")
    fake.file.seek(0)
    fake.file.write(b"not a picture at all")
    fake.seek(0)
    response = client.post(URL, form(pictures=[picture(), fake]))
    assert response.status_code == 422 and "bukan gambar" in response.content.decode()
    assert set(folder.glob("*")) == before and not Case.objects.exists()


def test_too_much_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr("neutrality.uploads.LARGEST_FORM", 100)
    response = client.post(URL, form(pictures=[picture()]))
    assert response.status_code == 422 and "terlalu besar" in response.content.decode()


def test_other_sites_cannot_send_it(client):
    assert client.post(URL, form(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_code_and_passphrase_lead_back_however_they_are_written(client, held):
    response = client.post(
        ENTER, {"code": held.code.lower().replace("-", " "), "passphrase": held.passphrase.lower()}
    )
    html = response.content.decode()
    assert response.status_code == 200 and "Diterima, menunggu petugas" in html
    assert "no-store" in response["Cache-Control"] and not response.cookies
    assert "KENARI" not in html and held.passphrase not in html


def test_a_wrong_passphrase_and_an_unknown_code_get_the_same_answer(client, held):
    wrong = client.post(ENTER, {"code": held.code, "passphrase": receipts.new_passphrase()})
    unknown = client.post(ENTER, {"code": receipts.new_code(), "passphrase": held.passphrase})
    blank = {held.code: "", held.passphrase: ""}

    def bare(response):
        html = response.content.decode()
        for typed in [*blank, *(part for part in html.split('"') if part.startswith("NTR-"))]:
            html = html.replace(typed, "")
        return html

    assert wrong.status_code == unknown.status_code == 422
    assert bare(wrong) == bare(unknown) and "tidak cocok" in bare(wrong)


@pytest.mark.parametrize(
    ("closing", "meaning"), [("thin", "tidak berarti Anda keliru"), ("no_breach", "tidak melarangnya")]
)
def test_a_closed_report_says_what_that_means_and_what_can_still_be_done(
    client, held, first, bodies, closing, meaning
):
    desk.close(case=Case.objects.get(), closing=closing, actor=first)
    html = entered(client, held).content.decode()
    assert meaning in html and "bukan putusan lembaga" in html and "Buat laporan baru" in html
    assert "Batas waktu lapor" in html


def test_who_comes_back_to_a_report_found_false_reads_what_may_have_become_of_it(client, held, first):
    desk.close(case=Case.objects.get(), closing="false", actor=first)
    html = entered(client, held).content.decode()
    assert "dinilai tidak benar" in html and "bukan putusan lembaga" in html and "Buat laporan baru" in html


def test_an_unknown_code_costs_the_same_work(client, held, monkeypatch):
    costs = []
    real = receipts.key_of
    monkeypatch.setattr(receipts, "key_of", lambda *args: costs.append(receipts.COST) or real(*args))
    entered(client, held)
    client.post(ENTER, {"code": receipts.new_code(), "passphrase": "x"})
    assert len(costs) == 2 and costs[0] == costs[1]


@pytest.mark.parametrize("known", [True, False])
def test_tries_are_slowed_whether_the_code_exists_or_not(client, held, known, monkeypatch):
    monkeypatch.setattr(receipts, "COST", (1, 8192))
    code = held.code if known else receipts.new_code()
    answers = [client.post(ENTER, {"code": code, "passphrase": "salah"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "15 menit" in answers[-1].content.decode()
    right = client.post(ENTER, {"code": code, "passphrase": held.passphrase})
    assert right.status_code == 429
    cache.clear()


def test_without_a_cache_the_way_in_stays_open(client, held, monkeypatch):
    monkeypatch.setattr(reporters.cache, "add", lambda *args: (_ for _ in ()).throw(OSError))
    assert entered(client, held).status_code == 200


def test_evidence_is_added_through_the_receipt(client, held):
    sent = {
        "ticket": ticket(entered(client, held)),
        "pictures": [picture("blue")],
        "url": "https://a.example/b",
    }
    response = client.post(SEND, sent)
    assert response.status_code == 200 and "Sudah kami terima" in response.content.decode()
    assert Evidence.objects.filter(report=held.report).count() == 4


def test_an_answer_reaches_the_officers_sealed(client, held):
    response = client.post(
        SEND, {"ticket": ticket(entered(client, held)), "answer": "1", "text": "KENARIJAWABAN"}
    )
    message = Message.objects.get()
    assert sealed.open_(message.text) == "KENARIJAWABAN" and b"KENARI" not in bytes(message.for_reporter)
    assert "KENARIJAWABAN" in response.content.decode()  # the reporter's own key opens it


@pytest.mark.parametrize("broken", ["", "x", "A" * 300])
def test_a_forged_ticket_opens_nothing(client, held, broken):
    response = client.post(SEND, {"ticket": broken, "answer": "1", "text": "halo"})
    assert response.status_code == 403 and not Message.objects.exists()


def test_a_ticket_runs_out(client, held, time_machine):
    time_machine.move_to("2026-01-05 10:00", tick=False)
    stale = ticket(entered(client, held))
    time_machine.move_to("2026-01-05 10:31", tick=False)
    assert client.post(SEND, {"ticket": stale, "answer": "1", "text": "halo"}).status_code == 403


def test_the_page_tells_the_deadlines(client, bodies, held, time_machine):
    time_machine.move_to("2024-01-17 10:00")
    html = entered(client, held).content.decode()
    assert "Bawaslu" in html and "25 Januari 2024" in html and "KASN" in html


def test_who_holds_the_passphrase_comes_back_as_often_as_they_like(client, held, monkeypatch):
    assert [entered(client, held).status_code for _ in range(8)] == [200] * 8
