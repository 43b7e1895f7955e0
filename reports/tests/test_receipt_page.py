import pytest

from factcheck import actions as debunks
from factcheck.tests.making import published
from reports import answers, cases, news
from reports.models import HoaxReport
from reports.tests.making import HOAX, accepted, processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]


def page(client, report) -> str:
    response = client.get(report.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_receipt_is_for_its_holder_alone(client):
    response = client.get(accepted().get_absolute_url())
    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert b'content="noindex"' in response.content and not response.cookies


def test_what_was_reported_is_not_shown(client):
    report = accepted(contact="siti@contoh.id")
    text = page(client, report)
    assert HOAX not in text and "siti" not in text and report.receipt in text


def test_received(client):
    assert "sudah kami terima" in page(client, accepted())


def test_queued_with_others(client):
    processed()
    processed(HOAX + "!")
    text = page(client, processed(HOAX + "?"))
    assert "menunggu editor" in text and "2 orang lain" in text and "tidak berarti benar" in text


def test_answered_and_corrected(client):
    report, debunk = processed(), published(title="Tidak ada kontainer")
    cases.answer(case=report.case, debunk=debunk, actor=None)
    text = page(client, report)
    assert "sudah dijawab" in text and "Tidak ada kontainer" in text and debunk.get_absolute_url() in text
    debunk.refresh_from_db()
    debunks.correct(debunk=debunk, actor=None, reason="Ada bukti baru", fields={"verdict": "menyesatkan"})
    assert "Menyesatkan" in page(client, report)


def test_a_withdrawn_answer_is_told_until_there_is_another(client):
    report, debunk = processed(), published(title="Tidak ada kontainer")
    cases.answer(case=report.case, debunk=debunk, actor=None)
    answers.write_all()
    debunks.retract(debunk=debunk, actor=None, reason="Fotonya ternyata asli")
    news.follow()
    text = page(client, report)
    assert "menunggu editor" in text and "Jawaban sebelumnya ditarik" in text
    assert "Tidak ada kontainer" in text and debunk.get_absolute_url() in text
    told = client.get(f"/api/v1/reports/{report.receipt}/").json()
    assert told["debunk"] is None and told["withdrawn"]["title"] == "Tidak ada kontainer"
    report.case.refresh_from_db()
    cases.answer(case=report.case, debunk=published(title="Fotonya asli"), actor=None)
    text = page(client, report)
    assert "Fotonya asli" in text and "ditarik" not in text


def test_rejected_with_the_reason(client):
    report = processed()
    cases.reject(case=report.case, reason="Ini <b>pendapat</b>.", actor=None)
    text = page(client, report)
    assert "Ini &lt;b&gt;pendapat&lt;/b&gt;." in text and "tidak berarti isi pesannya benar" in text


def test_a_code_can_be_mistyped(client):
    report = accepted()
    assert client.get(f"/laporan/{report.receipt.lower()}/").status_code == 200
    assert client.get("/laporan/DMP-0000-0000-0000/").status_code == 404
    assert client.get("/laporan/apa-saja/").status_code == 404


def test_finding_a_report_by_its_code(client):
    report = accepted()
    response = client.post("/laporan/", {"receipt": report.receipt.lower().replace("-", " ")})
    assert (response.status_code, response["Location"]) == (303, f"/laporan/{report.receipt}/")


def test_an_unknown_code_is_kept_in_the_form(client):
    response = client.post("/laporan/", {"receipt": "DMP-0000-0000-0000"})
    text = response.content.decode()
    assert response.status_code == 422 and "Tidak ada laporan dengan kode ini" in text
    assert "DMP-0000-0000-0000" in text
    assert client.get("/laporan/").status_code == 200


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    for mark in range(5):
        report = processed(HOAX + "!" * mark)
    cases.answer(case=report.case, debunk=published(), actor=None)
    assert HoaxReport.objects.filter(case=report.case).count() == 5
    with django_assert_max_num_queries(4):
        page(client, report)
