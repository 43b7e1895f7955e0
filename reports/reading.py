"""The words that a report has besides its own: those of its pictures, or where it has none, of its page."""

from core.images import ImageRefused, reencode
from factcheck import ocr, pages
from reports.channels import Refused, channel
from reports.models import HoaxReport, ReportImage
from reports.models.report import private_storage

MOST = 20_000
PASSING = {"unreachable", "slow"}  # perhaps only now


def read(report: HoaxReport) -> str:
    """The words, or "" where there are none to be had. Raises CannotRead for what may be better later."""
    texts = [_picture(each) for each in report.images.fetched()]
    found = "\n\n".join(text for text in texts if text)[:MOST]
    if report.url and not (found or report.text):
        return _page(report.url)
    return found


def fetch_pictures(report: HoaxReport) -> None:
    """Bring what a chat service keeps for this report here. Raises NotSent for what may be better later.

    What the service no longer has, or what is no fair picture, is left out.
    """
    for each in report.images.to_fetch():
        try:
            _keep(each, channel(report.channel).picture(each.picture_id))
        except (Refused, ImageRefused):
            each.delete()


def _keep(each: ReportImage, data: bytes) -> None:
    file = reencode(data)
    name = private_storage().save(f"reports/{file.name}", file)
    if not ReportImage.objects.to_fetch().filter(pk=each.pk).update(image=name):
        private_storage().delete(name)  # withdrawn meanwhile, or another worker was faster


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
