import pytest

from factcheck.pages import Article, CannotRead
from factcheck.tests.making import published
from reports import pipeline
from reports.models import HoaxReport
from reports.tests.making import HOAX, accepted
from reports.tests.test_accept import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
URL = "https://contoh.id/berita"


def process(report):
    pipeline.process(report_id=report.pk)
    report.refresh_from_db()
    return report


def failing_with(code):
    def read(url):
        raise CannotRead(code, url)

    return read


def test_each_report_begins_with_its_own_worker():
    assert accepted(text=HOAX, url=URL).task == "reports.process"
    assert accepted(text="", url=URL).task == "reports.read_page"
    assert accepted(text="", images=[picture()]).task == "reports.read_pictures"
    assert accepted(text="", url=URL, kind="sara").task == "reports.process"


def test_the_words_of_a_page_are_looked_up(monkeypatch):
    monkeypatch.setattr("factcheck.pages.read", lambda url: Article(url, "Judul", HOAX))
    report = process(accepted(text="", url=URL))
    assert HOAX in report.found_text and report.case.title.startswith("Judul")


def test_the_words_of_pictures_are_looked_up(monkeypatch):
    texts = iter([HOAX, ""])
    monkeypatch.setattr("factcheck.ocr.text_in", lambda data: next(texts))
    assert process(accepted(text="", images=[picture(), picture()])).found_text == HOAX


def test_a_page_that_holds_nothing_is_left_to_the_editors(monkeypatch):
    monkeypatch.setattr("factcheck.pages.read", failing_with("refused"))
    report = process(accepted(text="", url=URL))
    assert (report.state, report.failure, report.case.title) == ("queued", "", URL)


def test_a_page_that_does_not_answer_is_tried_again(monkeypatch):
    monkeypatch.setattr("factcheck.pages.read", failing_with("unreachable"))
    report = process(accepted(text="", url=URL))
    assert report.state == "received" and "CannotRead" in report.failure


def test_words_are_read_once(monkeypatch):
    monkeypatch.setattr("factcheck.pages.read", lambda url: Article(url, "", HOAX))
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: 1 / 0)
    report = process(accepted(text="", url=URL))
    monkeypatch.setattr("factcheck.pages.read", lambda url: pytest.fail("read again"))
    process(report)
    assert report.found_text == HOAX and report.attempts == 2


def test_an_address_where_a_debunked_claim_was_seen_is_answered(monkeypatch):
    monkeypatch.setattr("factcheck.pages.read", lambda url: pytest.fail("fetched"))
    debunk = published()
    debunk.appearances.create(platform="web", url=URL)
    report = process(accepted(text="", url=URL + "?utm_source=wa"))
    assert (report.state, report.debunk) == ("answered", debunk)
    assert HoaxReport.objects.get().matches[0]["tier"] == "match"
