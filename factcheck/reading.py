"""What workers do for a check that waits: read the page or the picture, then check its text."""

import io
import logging
from dataclasses import replace

from celery.exceptions import SoftTimeLimitExceeded

from factcheck import ocr, pages, pending
from factcheck.check import MatchingUnavailable, check, fingerprint
from factcheck.exact import by_address, by_picture, result_of
from factcheck.links import canonical
from factcheck.models import Check
from factcheck.pending import ANSWERED, FAILED, TEXT, Pending
from factcheck.pictures import hash_of
from factcheck.receipts import keep
from factcheck.results import Match, Result

log = logging.getLogger(__name__)

BUDGET = 5.0  # seconds that comparing meaning may take: nobody waits at a form


def read_page(*, receipt: str) -> None:
    """Read the page of a waiting check and answer it; a short address may lead to one that debunks name."""
    _work(receipt, _page)


def read_picture(*, receipt: str) -> None:
    """Read the picture of a waiting check. Its text is checked at once, or after the person has seen it."""
    _work(receipt, _picture)


def _work(receipt: str, work) -> None:
    """Do `work` on the check under `receipt`, once; whatever happens, the person is told."""
    held = pending.find(receipt)
    if held is None or held.state != pending.WAITING or Check.objects.filter(receipt=receipt).exists():
        return
    try:
        work(held)
    except pages.CannotRead as error:
        pending.settle(held, FAILED, failure=error.code)
    except MatchingUnavailable:
        pending.settle(held, FAILED, failure="unready")
    except SoftTimeLimitExceeded:
        pending.settle(held, FAILED, failure="slow" if held.url else "broken")
    except Exception as error:  # a hostile page or picture must not stay in the log, nor its reader wait
        log.warning("a waiting check failed: %s in %s", type(error).__name__, place(error))
        pending.settle(held, FAILED, failure="broken")


def _page(held: Pending) -> None:
    try:
        article = pages.read(held.url)
    except pages.CannotRead as error:
        if _answered_by_address(held, error.url):
            return
        raise
    if not _answered_by_address(held, article.url):
        check(text=article.claim, budget=BUDGET, receipt=held.receipt)
        pending.settle(held, ANSWERED, title=article.title, text=article.claim)


def _answered_by_address(held: Pending, url: str) -> bool:
    matches = by_address(url)
    if matches:
        keep(result_of(matches), fingerprint=fingerprint(canonical(url)), receipt=held.receipt)
        pending.settle(held, ANSWERED)
    return bool(matches)


def _picture(held: Pending) -> None:
    similar = by_picture(hash_of(io.BytesIO(held.image)))
    text = ocr.text_in(held.image)
    if text and held.edit:
        ids = tuple(match.debunk_id for match in similar)
        pending.settle(held, TEXT, text=text, similar=ids)
    elif text or similar:
        result = check(text=text, budget=BUDGET, keep_receipt=False) if text else result_of(())
        keep(_with(result, similar), fingerprint=fingerprint(text), receipt=held.receipt)
        pending.settle(held, ANSWERED, text=text)
    else:
        pending.settle(held, FAILED, failure="no-text")


def _with(result: Result, similar: list[Match]) -> Result:
    """`result`, and after it the debunks with a picture that looks the same."""
    known = {match.debunk_id for match in result.matches}
    matches = [*result.matches, *(match for match in similar if match.debunk_id not in known)]
    status = "related" if result.status == "none" and matches else result.status
    return replace(result, matches=tuple(matches), status=status)


def place(error: BaseException) -> str:
    """Where an error arose. Its message may quote what a person sent, so no log shows it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
