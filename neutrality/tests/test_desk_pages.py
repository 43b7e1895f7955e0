"""The desk in the admin: officers only, every verb a button, and no word lost."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from neutrality import tasks, vault
from neutrality.handles import account_of
from neutrality.models import (
    CampaignAccount,
    Case,
    CustodyCheck,
    CustodyEntry,
    EvidenceFile,
    Message,
    Referral,
    Rule,
)
from neutrality.tests.making import CANARIES, CONTACT, accepted, form, picture

LIST = "/admin/neutrality/case/"


def page(case) -> str:
    return f"{LIST}{case.pk}/change/"


def post(client, case, verb, **values):
    return client.post(page(case), {"verb": verb} | values)


@pytest.fixture
def desk_of(client, case, first):
    client.force_login(first)
    return client


def assess(client, case):
    rule = Rule.objects.get(slug="medsos-sesudah-penetapan")
    return post(client, case, "assess", rule=rule.pk, violation="conduct", ticked=rule.checklist)


def propose(client, case):
    assess(client, case)
    kasn = desk_choice(client, case)
    return post(client, case, "propose", competence=kasn, reasons="Semua butir terbukti.")


def desk_choice(client, case) -> str:
    html = client.get(page(case)).content.decode()
    return html.split('name="competence"')[1].split('value="')[1].split('"')[0]


def test_an_officer_sees_the_case_with_its_clock(desk_of, case):
    response = desk_of.get(page(case))
    html = response.content.decode()
    for said in [*CANARIES.values(), CONTACT, "KASN", "Periksa terhadap aturan"]:
        assert said in html
    assert "no-store" in response["Cache-Control"]
    assert CustodyEntry.objects.last().event == "opened"


def test_the_list_tells_nothing_of_what_was_reported(desk_of, case):
    html = desk_of.get(LIST).content.decode()
    assert f"Kasus {case.pk}" in html and "KENARI" not in html


def test_the_list_begins_with_what_is_open(desk_of, case):
    Case.objects.update(state="closed", closing="thin", closed_at=case.opened_at)
    assert f"Kasus {case.pk}" not in desk_of.get(LIST).content.decode()
    for asked in ("closed", "all"):
        assert f"Kasus {case.pk}" in desk_of.get(LIST, {"keadaan": asked}).content.decode()


@pytest.mark.parametrize("kind", ["superuser", "Pemimpin redaksi", "Triase", None])
def test_nobody_else_gets_in(client, case, kind):
    user = User.objects.create_user("lain", is_staff=True, is_superuser=kind == "superuser")
    if kind not in (None, "superuser"):
        user.groups.add(Group.objects.get_or_create(name=kind)[0])
    client.force_login(user)
    file = EvidenceFile.objects.first()
    for path in (LIST, page(case), f"{LIST}add/", f"{LIST}{case.pk}/bukti/{file.pk}/"):
        response = client.get(path)
        assert response.status_code == 403 and "KENARI" not in response.content.decode()
    assert "/admin/neutrality/case/" not in client.get("/admin/").content.decode()
    assert post(client, case, "close", closing="thin").status_code == 403
    assert Case.objects.get().is_open


def test_a_member_who_is_no_longer_active_staff_is_out(desk_of, case, first):
    User.objects.filter(pk=first.pk).update(is_staff=False)
    assert desk_of.get(page(case)).status_code == 302


def test_from_assessment_to_referral_to_closing(desk_of, case, second, client):
    assert propose(desk_of, case).status_code == 302
    html = desk_of.get(page(case)).content.decode()
    assert "Setujui dan buat berkas" not in html  # not for the officer who proposed
    client.force_login(second)
    assert "Setujui dan buat berkas" in client.get(page(case)).content.decode()
    post(client, case, "approve")
    referral = Referral.objects.get()
    assert referral.state == "approved"
    bundle = client.get(f"{LIST}{case.pk}/berkas/{referral.pk}/")
    assert bundle["Content-Type"] == "application/zip" and bundle.content.startswith(b"PK")
    post(client, case, "news", state="decided", reference="R-1", note="Sudah diputus")
    post(client, case, "close", closing="answered")
    assert Case.objects.get().state == "closed"


def test_a_proposer_cannot_approve_by_sending_the_form_anyway(desk_of, case):
    propose(desk_of, case)
    post(desk_of, case, "approve")
    assert Referral.objects.get().state == "proposed"


def test_a_refused_verb_keeps_the_words_and_says_why(desk_of, case):
    rule = Rule.objects.get(slug="medsos-sesudah-penetapan")
    post(desk_of, case, "assess", rule=rule.pk, violation="conduct")
    response = post(
        desk_of, case, "propose", competence=desk_choice(desk_of, case), reasons="Pertimbangan panjang saya"
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "Pertimbangan panjang saya" in html and "Daftar periksa belum lengkap" in html


def test_a_question_is_asked_and_a_picture_masked(desk_of, case):
    report = case.reports.get()
    post(desk_of, case, "ask", report=report.pk, text="Akun siapa itu?")
    assert Message.objects.get().kind == "question"
    piece = report.evidence.get(kind="file")
    url = f"{LIST}{case.pk}/samarkan/{piece.pk}/"
    assert "errorlist" in desk_of.post(url, {"boxes": "10, 10, 20"}).content.decode()
    desk_of.post(url, {"boxes": "10, 10, 20, 20\n50 50 10 10"})
    masked = EvidenceFile.objects.get(role="masked")
    shown = desk_of.get(f"{LIST}{case.pk}/bukti/{masked.pk}/")
    assert shown["Content-Type"].startswith("image/") and "no-store" in shown["Cache-Control"]


def test_a_captured_page_is_shown_as_text_only(desk_of, case):
    file = EvidenceFile.objects.filter(role="original").first()
    EvidenceFile.objects.filter(pk=file.pk).update(media_type="text/html")
    shown = desk_of.get(f"{LIST}{case.pk}/bukti/{file.pk}/")
    assert shown["Content-Type"].startswith("text/plain") and shown["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_another_case_is_not_found(desk_of, case):
    file = EvidenceFile.objects.first()
    assert desk_of.get(f"{LIST}{case.pk + 1}/bukti/{file.pk}/").status_code == 404


def test_a_patrol_enters_a_lead_into_the_same_intake(desk_of, first):
    sent = {name: value for name, value in form(pictures=[picture()]).items() if name != "contact"}
    response = desk_of.post(f"{LIST}add/", sent)
    case = Case.objects.order_by("-pk").first()
    assert response["Location"] == page(case)
    report = case.reports.get()
    assert (report.channel, report.entered_by, report.code) == ("patrol", first, "")


def test_a_lead_needs_the_token_of_its_form_and_never_touches_the_disk(case, first, monkeypatch):
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryFileUploadHandler.new_file", None)
    client = Client(enforce_csrf_checks=True)
    client.force_login(first)
    sent = form(pictures=[picture()])
    assert client.post(f"{LIST}add/", sent).status_code == 403
    sent["pictures"] = [picture()]
    sent["csrfmiddlewaretoken"] = client.get(f"{LIST}add/").cookies["csrftoken"].value
    assert client.post(f"{LIST}add/", sent).status_code == 302


@pytest.mark.parametrize(("platform", "known"), [("instagram", True), ("tiktok", False)])
def test_the_desk_knows_registered_accounts_of_the_platform_that_was_told(desk_of, case, platform, known):
    CampaignAccount.objects.create(
        election=case.election,
        platform=platform,
        handle=account_of(CANARIES["url"]),
        owner="Pasangan Uji",
        valid_from=date(2023, 11, 28),
        valid_to=date(2024, 2, 10),
        source_title="Daftar KPU",
        publication="published",
    )
    assert ("Pasangan Uji" in desk_of.get(page(case)).content.decode()) == known


def test_without_the_key_the_desk_stays_closed(desk_of, case, settings, tmp_path):
    settings.KEYS_DIR, kept = tmp_path, settings.KEYS_DIR
    (tmp_path / "custody").write_bytes((kept / "custody").read_bytes())
    html = desk_of.get(page(case)).content.decode()
    assert "Kuncinya tidak ada di sini" in html and "KENARI" not in html


def test_accounts_are_imported_in_the_admin(client, elections):
    client.force_login(User.objects.create_superuser("admin"))
    head = "election,platform,handle,owner,valid_from,valid_to,source_title\n"
    row = "pemilu-2024,instagram,tim.uji,Pasangan,2023-11-28,2024-02-10,Daftar KPU\n"
    path = "/admin/neutrality/campaignaccount/import/"
    for line, said in [(row.replace("instagram", "friendster"), "Baris 2"), ("x", "tidak sama")]:
        file = picture()
        file.file.seek(0)
        file.file.truncate()
        file.file.write((head + line).encode())
        file.size = len(head + line)
        file.seek(0)
        assert said in client.post(path, {"file": file}).content.decode()


def test_the_list_asks_the_same_of_the_database_for_many_cases(desk_of, case, django_assert_max_num_queries):
    for _number in range(12):
        accepted()
    with django_assert_max_num_queries(14):
        assert desk_of.get(LIST).content.decode().count("Kasus ") >= 13


def test_boxes_drawn_on_the_picture_are_masked(desk_of, case):
    piece = case.reports.get().evidence.get(kind="file")
    url = f"{LIST}{case.pk}/samarkan/{piece.pk}/"
    html = desk_of.get(url).content.decode()
    assert 'class="masker"' in html and f"/bukti/{piece.files.get(role='view').pk}/" in html
    refused = desk_of.post(url, {"boxes": "90, 0, 20, 10"})
    assert refused.status_code == 200 and "0 sampai 100 persen" in refused.content.decode()
    assert desk_of.post(url, {"boxes": "10, 20, 15, 8"}).status_code == 302
    assert piece.files.filter(role="masked").exists()


def test_a_picture_is_masked_before_a_referral_only(desk_of, case):
    propose(desk_of, case)
    piece = case.reports.get().evidence.get(kind="file")
    url = f"{LIST}{case.pk}/samarkan/{piece.pk}/"
    assert "Samarkan pada gambar" not in desk_of.get(page(case)).content.decode()
    assert desk_of.get(url).status_code == desk_of.post(url, {"boxes": "1, 1, 9, 9"}).status_code == 302
    assert not piece.files.filter(role="masked").exists()


def test_the_next_step_stands_first(desk_of, case, second):
    def next_step(client):
        return (
            client.get(page(case)).content.decode().split("Langkah berikutnya:")[1].split("</h2>")[0].strip()
        )

    assert next_step(desk_of) == "Periksa terhadap aturan"
    assess(desk_of, case)
    assert next_step(desk_of) == "Usulkan rujukan"
    propose(desk_of, case)
    assert next_step(desk_of).startswith("petugas kedua")
    desk_of.force_login(second)
    assert next_step(desk_of) == "Setujui rujukan"
    post(desk_of, case, "approve")
    assert next_step(desk_of) == "Kabar dari lembaga"
    post(desk_of, case, "news", state="decided")
    assert next_step(desk_of) == "Tutup kasus"


@pytest.mark.parametrize(
    ("now", "said"),
    [("2024-01-24 09:00", "1 hari lagi"), ("2024-01-25 09:00", "hari ini"), ("2024-01-26 09:00", "lewat")],
)
def test_the_clock_stands_out_when_time_runs_short(client, case, first, time_machine, now, said):
    time_machine.move_to(now)
    client.force_login(first)
    assert f'<span class="clock now"><b>{said}</b>' in client.get(LIST).content.decode()
    html = client.get(page(case)).content.decode()
    assert '<div class="look"><dt>Ke Bawaslu paling lambat' in html and said in html.lower()


def test_the_nightly_verification_warns_on_the_list(desk_of, case):
    tasks.verify()
    assert "yang berubah. Lihat" not in desk_of.get(LIST).content.decode()
    vault.remove(case.reports.get().evidence.get(kind="file").files.get(role="original").name)
    tasks.verify()
    assert "menemukan 1 hal yang berubah" in desk_of.get(LIST).content.decode()
    assert CustodyCheck.objects.first().problems[0].endswith("is missing")


def test_a_returned_case_is_opened_again_and_referred_once_more(desk_of, case, second):
    propose(desk_of, case)
    desk_of.force_login(second)
    post(desk_of, case, "approve")
    post(desk_of, case, "news", state="returned")
    assert "Langkah berikutnya: Buka lagi" in desk_of.get(page(case)).content.decode()
    post(desk_of, case, "reopen")
    assert Case.objects.get().state == "review" and Case.objects.get().was_referred
    propose(desk_of, case)
    assert [one.state for one in Referral.objects.all()] == ["proposed", "returned"]


def test_what_came_after_the_proposal_is_pointed_out(desk_of, case, second):
    propose(desk_of, case)
    desk_of.force_login(second)
    assert "hal baru masuk" not in desk_of.get(page(case)).content.decode()
    post(desk_of, case, "reply", report=case.reports.get().pk, text="Itu bukan akun saya.")
    assert "1 hal baru masuk" in desk_of.get(page(case)).content.decode()


def test_the_second_officer_reads_why_and_both_read_what_the_body_said(desk_of, case, second):
    propose(desk_of, case)
    desk_of.force_login(second)
    assert "Semua butir terbukti." in desk_of.get(page(case)).content.decode()
    post(desk_of, case, "approve")
    post(desk_of, case, "news", state="received", note="Diterima loket dua")
    html = desk_of.get(page(case)).content.decode()
    assert "Diterima loket dua" in html and '<option value="handled" selected>' in html
