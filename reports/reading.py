"""The words of a report that has none of its own: those of its page, or of its pictures."""

from factcheck import ocr, pages
from reports.models import HoaxReport

MOST = 20_000
PASSING = {"unreachable", "slow"}  # perhaps only now


def read(report: HoaxReport) -> str:
    """The words, or "" where there are none to be had. Raises CannotRead for what may be better later."""
    if report.url:
        return _page(report.url)
    texts = [_picture(each) for each in report.images.all()]
    return "\n\n".join(text for text in texts if text)[:MOST]


def _page(url: str) -> str:
    try:
        return pages.read(url).claim[:MOST].replace("\x00", "")
    except pages.CannotRead as error:
        if error.code in PASSING:
            raise
        return ""


def _picture(each) -> str:
    with each.image.open() as file:
        return ocr.text_in(file.read())
