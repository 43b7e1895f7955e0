import pytest
from django.utils import timezone

from factcheck import actions as debunks
from factcheck.tests.making import published
from factcheck.tests.test_admin import address, form
from reports import answers, cases, news, notifying
from reports.models import Answer, HoaxReport, Message
from reports.tests.making import HOAX, processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]


@pytest.fixture
def case():
    processed(HOAX)
    return processed(HOAX + "!", contact="siti@contoh.id").case


def test_one_answer_per_report_however_often_written(case):
    debunk = published()
    cases.answer(case=case, debunk=debunk, actor=None)
    assert answers.write_all() == 2
    HoaxReport.objects.update(to_tell=True)
    answers.write_all()
    assert [(answer.debunk, answer.verdict) for answer in Answer.objects.all()] == [(debunk, "salah")] * 2
    assert not HoaxReport.objects.to_be_told().exists()


def test_a_message_for_those_who_left_a_contact(case):
    cases.answer(case=case, debunk=published(), actor=None)
    answers.write_all()
    message = Message.objects.get()
    assert (message.channel, message.state) == ("email", "waiting")
    assert message.answer.report.contact


def test_open_cases_owe_nothing(case):
    assert answers.write_all() == 0


def test_a_corrected_verdict_is_told_once_more(case, client):
    debunk = published()
    cases.answer(case=case, debunk=debunk, actor=None)
    answers.write_all()
    news.follow()
    debunk.refresh_from_db()
    debunks.correct(debunk=debunk, actor=None, reason="Ada bukti", fields={"verdict": "menyesatkan"})
    for _ in range(2):
        news.follow()
        answers.write_all()
    report = HoaxReport.objects.first()
    assert sorted(report.answers.values_list("verdict", flat=True)) == ["menyesatkan", "salah"]
    assert Message.objects.count() == 2
    assert "sebelumnya kami menjawab Salah" in client.get(report.get_absolute_url()).content.decode()


def test_a_verdict_that_comes_back_is_told_again(case, client):
    debunk = published()
    cases.answer(case=case, debunk=debunk, actor=None)
    answers.write_all()
    for verdict in ("benar", "salah"):
        debunk.refresh_from_db()
        debunks.correct(debunk=debunk, actor=None, reason="Ada bukti", fields={"verdict": verdict})
        Message.objects.update(state="sent", sent_at=timezone.now())
        for _ in range(2):
            news.follow()
            answers.write_all()
    message = Message.objects.get(state="waiting")
    report = message.report
    assert message.answer == report.answers.last() and message.answer.verdict == "salah"
    assert list(report.answers.values_list("verdict", flat=True)) == ["benar", "salah"]
    assert notifying.letter(message, report).text.startswith("Koreksi: ")
    assert "sebelumnya kami menjawab Benar" in client.get(report.get_absolute_url()).content.decode()


def test_a_correction_that_keeps_the_verdict_is_not_told(case):
    debunk = published()
    cases.answer(case=case, debunk=debunk, actor=None)
    answers.write_all()
    debunk.refresh_from_db()
    debunks.correct(debunk=debunk, actor=None, reason="Salah ketik", fields={"title": "Judul baru"})
    news.follow()
    answers.write_all()
    assert Answer.objects.count() == 2


def test_a_rejection_is_an_answer_too(case):
    cases.reject(case=case, reason="Pendapat", actor=None)
    answers.write_all()
    assert set(Answer.objects.values_list("debunk", "verdict")) == {(None, "")}
    assert Answer.objects.count() == 2


def test_more_reports_than_fit_in_a_batch(case, monkeypatch):
    monkeypatch.setattr(answers, "BATCH", 2)
    for number in range(3):
        processed(HOAX + "?" * number)
    cases.reject(case=case, reason="Pendapat", actor=None)
    assert answers.write_all() == 5


def test_the_editor_reads_how_many_are_told_of_a_correction(case, admin_client):
    debunk = published()
    cases.answer(case=case, debunk=debunk, actor=None)
    answers.write_all()
    news.follow()

    def saved(**values):
        debunk.refresh_from_db()
        sent = form(debunk, _continue="1", **values)
        return admin_client.post(address(debunk), sent, follow=True).content.decode()

    assert "langsung publik, tanpa pemeriksa kedua" in admin_client.get(address(debunk)).content.decode()
    page = saved(verdict="benar", reason="Ada bukti")
    assert "Koreksi ini sekarang publik. Pelapor yang dikabari vonis baru: 1." in page
    assert f'<a href="{debunk.get_absolute_url()}">Lihat di situs</a>' in page
    news.follow()
    answers.write_all()
    assert Message.objects.filter(answer__verdict="benar").count() == 1  # what was said is what happens
    assert "Pelapor yang dikabari vonis baru: 1." in saved(verdict="salah", reason="Kembali")
    assert "Pelapor yang dikabari vonis baru: 0." in saved(
        verdict="benar", reason="Lebih cepat dari kabarnya"
    )
    assert "publik. Vonisnya tetap, jadi pelapor tidak dikabari." in saved(
        title="Judul", reason="Salah ketik"
    )
    assert "Perubahan ini sekarang publik." in saved(kind="palsu")
    assert "Tidak ada yang berubah." in saved()
