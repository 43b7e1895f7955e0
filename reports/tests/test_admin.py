import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from factcheck.models import Debunk
from factcheck.tests.making import draft, make_user, published
from reports import scoring
from reports.models import Case, HoaxReport, Message
from reports.tests.making import HOAX, OTHER, accepted, processed
from reports.tests.test_accept import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
CASES, MESSAGES = "/admin/reports/case/", "/admin/reports/message/"


@pytest.fixture
def editor(client):
    user = make_user("kepala", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def case(editor):
    processed(HOAX)
    return processed(HOAX + "!").case


def press(client, case, button, **fields):
    data = {"title": case.title, "debunk": "", "reason": "", "assignee": "", "harm": 2, button: "1"} | fields
    return client.post(f"{CASES}{case.pk}/change/", data, follow=True)


def states() -> set:
    return set(HoaxReport.objects.values_list("state", flat=True))


def test_the_most_reported_case_comes_first_and_closed_ones_are_asked_for(client, case):
    smaller = processed(OTHER).case
    scoring.rescore()
    text = client.get(CASES).content.decode()
    assert text.index(HOAX) < text.index(OTHER)
    press(client, smaller, "_reject", reason="Pendapat")
    assert OTHER not in client.get(CASES).content.decode()
    assert OTHER in client.get(f"{CASES}?keadaan=rejected").content.decode()
    assert OTHER in client.get(f"{CASES}?keadaan=all").content.decode()


def test_answering_with_a_debunk(client, case, editor):
    debunk = published()
    response = press(client, case, "_answer", debunk=debunk.pk)
    assert "semua pelapornya" in response.content.decode()
    assert states() == {"answered"}
    assert AuditEntry.objects.get(action="answer").actor == editor


@pytest.mark.parametrize("chosen", ["", "draft"])
def test_an_answer_needs_a_published_debunk(client, case, chosen):
    response = press(client, case, "_answer", debunk=draft().pk if chosen else "", assignee="")
    assert "Pilih debunk yang sudah terbit" in response.content.decode()
    assert states() == {"queued"}


def test_rejecting_needs_a_reason(client, case):
    assert "pelapor akan membacanya" in press(client, case, "_reject").content.decode()
    assert states() == {"queued"}
    press(client, case, "_reject", reason="Ini pendapat.")
    assert states() == {"rejected"}


def test_starting_a_debunk_leads_to_the_draft(client, case):
    response = press(client, case, "_start")
    started = Debunk.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/factcheck/debunk/{started.pk}/change/"
    assert started.claim == HOAX


def test_a_closed_case_can_be_opened_again(client, case):
    press(client, case, "_reject", reason="Salah pencet")
    press(client, case, "_reopen")
    assert states() == {"queued"}


def test_two_editors_at_once(client, case):
    Case.objects.filter(pk=case.pk).update(state="rejected", reason="Iklan", closed_at=case.created_at)
    response = press(client, case, "_answer", debunk=published().pk)
    assert "sudah ditutup" in response.content.decode()


def test_saving_decides_nothing(client, case, editor):
    press(client, case, "_save", title="Kontainer di Priok", assignee=editor.pk, debunk=published().pk)
    case.refresh_from_db()
    assert (case.title, case.assignee, case.debunk, case.state) == (
        "Kontainer di Priok",
        editor,
        None,
        "open",
    )


def test_taking_cases(client, case, editor):
    client.post(CASES, {"action": "take", "_selected_action": [case.pk]})
    case.refresh_from_db()
    assert case.assignee == editor


def test_no_contact_is_shown(client, editor):
    report = processed(contact="siti@contoh.id")
    for url in (f"{CASES}{report.case_id}/change/", f"/admin/reports/hoaxreport/{report.pk}/change/"):
        text = client.get(url).content.decode()
        assert "siti" not in text and report.receipt not in text
    assert "email" in text


def test_reports_are_read_only(client, editor):
    report = processed()
    url = f"/admin/reports/hoaxreport/{report.pk}/"
    assert client.get("/admin/reports/hoaxreport/").status_code == 200
    assert client.post(f"{url}change/", {"text": "lain"}).status_code == 403
    assert client.post(f"{url}delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/reports/hoaxreport/add/").status_code == 403


def test_a_picture_is_for_triage_alone(client, editor):
    editor.user_permissions.add(Permission.objects.get(codename="see_raw"))
    report = accepted(images=[picture()])
    url = reverse("admin:reports_hoaxreport_image", args=[report.images.get().pk])
    assert b"".join(client.get(url)).startswith(b"\xff\xd8")
    client.force_login(make_user("tamu", is_staff=True))
    assert client.get(url).status_code == 403
    client.logout()
    assert client.get(url).status_code == 302


def test_parked_reports_can_be_retried(client, editor, silent_broker):
    report, healthy = processed(), processed(OTHER)
    HoaxReport.objects.filter(pk=report.pk).update(failure="OSError in core.fetch:12")
    assert "OSError" in client.get(f"{CASES}{report.case_id}/change/").content.decode()
    chosen = {"action": "retry", "_selected_action": [report.pk, healthy.pk]}
    client.post("/admin/reports/hoaxreport/?gagal=ya", chosen)
    report.refresh_from_db()
    healthy.refresh_from_db()
    assert (report.state, healthy.state) == ("received", "queued")


def test_the_number_of_queries_does_not_grow(client, case, django_assert_max_num_queries):
    for number in range(10):
        processed(f"Kabar lain nomor {number} dengan kata yang sama sekali berbeda {number * 7919}")
    with django_assert_max_num_queries(12):
        client.get(CASES)


def test_the_score_is_explained(client, case):
    text = client.get(f"{CASES}{case.pk}/change/").content.decode()
    assert "2 laporan dalam 6 jam terakhir" in text and "Pertumbuhan" in text
    assert "<polyline" in text and "style=" not in text.split("<polyline")[1].split("</figure>")[0]


def test_merging_and_splitting(client, case):
    other = processed(OTHER)
    chosen = {"action": "merge", "_selected_action": [case.pk, other.case_id]}
    assert "1 kasus digabungkan" in client.post(CASES, chosen, follow=True).content.decode()
    other.refresh_from_db()
    assert other.case == case
    split = {"action": "split", "_selected_action": [other.pk]}
    client.post("/admin/reports/hoaxreport/", split)
    other.refresh_from_db()
    assert other.case != case


def test_the_head_of_the_desk(client, case):
    report = processed(OTHER, contact="siti@contoh.id")
    Message.objects.create(report=report, channel="email", state="uncertain")
    HoaxReport.objects.filter(pk=report.pk).update(failure="OSError in core.fetch:12")
    text = client.get(CASES).content.decode()
    assert '<a href="?jenis=hoax">2</a>' in text and "web 3" in text
    assert "Gagal diproses" in text and "Kabar tidak pasti terkirim" in text
    listed = client.get("/admin/reports/message/?perlu=ya").content.decode()
    assert "tidak pasti" in listed and "siti" not in listed


def test_a_patrol_teams_list_is_taken_at_the_desk(client, editor):
    def send(text: bytes):
        file = SimpleUploadedFile("patroli.csv", text, "text/csv")
        return client.post(f"{CASES}import/", {"file": file}, follow=True).content.decode()

    assert "Impor daftar patroli" in client.get(CASES).content.decode()
    assert "1 baris diterima, 0 sudah ada, 0 ditolak" in send(f"\ufefftext\n{HOAX}\n".encode())
    page = send(f"text,kind\n{OTHER},hoax\nKabar,gosip\n".encode())
    assert "1 baris diterima, 0 sudah ada, 1 ditolak" in page and "3: Jenis laporan" in page
    assert "Paling banyak 1000 baris; yang ini 1001" in send(b"text\n" + b"Kabar\n" * 1001)
    assert "CSV UTF-8" in send(b"text\nKabar \xe9\n")
    assert "bukan CSV yang utuh" in send(b'text\n"Kabar yang tidak ditutup\n')
    assert "Tidak dikenal: pengirim" in send(b"text,pengirim\nKabar,Budi\n")
    assert HoaxReport.objects.filter(channel="csv").count() == 2


def test_who_may_not_change_cases_brings_no_list(client):
    user = make_user("peninjau", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_case"))
    client.force_login(user)
    assert client.post(f"{CASES}import/").status_code == 403
    assert "Impor daftar" not in client.get(CASES).content.decode()


def test_the_desk_shows_nobody_a_receipt(client, case):
    report = case.reports.first()
    page = client.get(f"/admin/reports/hoaxreport/{report.pk}/change/").content.decode()
    assert "/admin/r/" not in page and report.receipt not in page


def test_what_was_perhaps_sent_is_sent_again_or_let_be_by_a_person(client, editor):
    again, left, done = (
        Message.objects.create(report=processed(f"{OTHER} {at}"), channel="email", state=state, sent_at=at)
        for state, at in (("uncertain", None), ("failed", None), ("sent", timezone.now()))
    )
    chosen = {"action": "send_again", "_selected_action": [again.pk, done.pk]}
    assert "1 kabar dikirim lagi" in client.post(MESSAGES, chosen, follow=True).content.decode()
    client.post(MESSAGES, {"action": "leave", "_selected_action": [left.pk]})
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {again.pk: "waiting", left.pk: "left", done.pk: "sent"}
    assert not Message.objects.to_look_at().exists()
    assert AuditEntry.objects.filter(action__in=["send_again", "leave"]).count() == 2


def test_who_may_only_look_sends_nothing_again(client):
    message = Message.objects.create(report=processed(), channel="email", state="uncertain")
    user = make_user("peninjau", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_message"))
    client.force_login(user)
    answer = client.post(MESSAGES, {"action": "send_again", "_selected_action": [message.pk]})
    assert answer.status_code == 403
