"""The claim check as a page. Nobody's authority is used, so no token is needed, and nothing is cached."""

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from factcheck import pending
from factcheck.check import CannotCheck, MatchingUnavailable, NothingToCheck
from factcheck.check import check as check_claim
from factcheck.inputs import check_address, check_picture
from factcheck.links import only_address
from factcheck.models import Debunk
from factcheck.pending import CannotHold, Pending
from factcheck.receipts import recall
from factcheck.results import Result
from factcheck.views.private import private
from matching.text import terms

SHOWN = 600  # characters of what was read on a page
FEW_WORDS = 4  # with fewer that count, nothing is answered for certain
WAITING_PAGES = {
    pending.WAITING: "factcheck/waiting.html",
    pending.TEXT: "factcheck/read.html",
    pending.FAILED: "factcheck/unread.html",
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """The form, and the answer to what was sent with it."""
    if request.method != "POST":
        return render(request, "factcheck/check.html", {"count": Debunk.objects.published().count()})
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        answer = _checked(text, request.FILES.get("image"))
    except CannotCheck as refusal:
        status = 503 if isinstance(refusal, MatchingUnavailable | CannotHold) else 400
        context = {"error": str(refusal), "text": text, "count": Debunk.objects.published().count()}
        return private(render(request, "factcheck/check.html", context, status=status))
    if isinstance(answer, Pending):
        response = redirect("check_receipt", answer.receipt)
        response.status_code = 303
        return private(response)
    return _answer(request, answer, text=text)


@require_safe
def check_receipt(request, receipt):
    """What has become of a check: still being read, to be looked over, or answered, with the debunks as they
    are now. The message was never kept."""
    held = pending.find(receipt)
    if held and held.state in WAITING_PAGES:
        return private(render(request, WAITING_PAGES[held.state], _waiting(held)))
    result = recall(receipt)
    if result is None:
        raise Http404(_("Tanda terima ini tidak ada."))
    return _answer(request, result, text=held.text if held else "", again=True)


def _checked(text: str, image) -> Result | Pending:
    if image and text.strip():
        raise NothingToCheck(_("Pilih salah satu: teks atau tangkapan layar. Teks Anda masih ada di sini."))
    if image:
        return check_picture(image, edit=True)
    if address := only_address(text):
        return check_address(address)
    return check_claim(text=text)


def _waiting(held: Pending) -> dict:
    similar = Debunk.objects.published().prefetch_related("topics").in_bulk(held.similar)
    return {"held": held, "similar": [similar[pk] for pk in held.similar if pk in similar]}


def _answer(request, result: Result, *, text: str, again: bool = False):
    """`again`: the receipt was opened, so the answer may be older than the debunks."""
    debunks = [match.debunk for match in result.matches]
    prefetch_related_objects(debunks, "topics", "appearances")
    told = _told(result)
    context = told | {
        "retracted": [debunk for debunk in debunks if debunk.state == Debunk.State.RETRACTED],
        "result": result,
        "same": _same(told["best"]),
        "recorded": _recorded(text, result),
        "disagrees": any(not record["agrees"] for record in result.records),
        "text": text,
        "short": bool(text) and len(terms(text)) < FEW_WORDS,
        "shown": Truncator(text).chars(SHOWN) if again else text,
        "again": again,
        "count": Debunk.objects.published().count(),
    }
    return private(render(request, "factcheck/answer.html", context))


def _told(result: Result) -> dict:
    """The best match that stands, what else is answered for certain, and what is perhaps meant."""
    standing = [match for match in result.matches if match.debunk.state == Debunk.State.PUBLISHED]
    best, *also = [match for match in standing if match.tier == "match"] or [None]
    related = [match for match in standing if match.tier == "related"]
    return {
        "status": "match" if best else "related" if related else "none",
        "best": best,
        "debunk": best and best.debunk,
        "also": also,
        "related": related,
    }


def _same(best) -> list[dict]:
    """The words of the message that the claim has, too, to be marked."""
    return [{"start": word.start, "end": word.end} for word in best.matched] if best else []


def _recorded(text: str, result: Result) -> list[dict]:
    """The words of the message that an official record answers, to be marked otherwise."""
    statements = [record.get("statement", "") for record in result.records]
    starts = [(text.find(statement), len(statement)) for statement in statements if statement]
    return [{"start": start, "end": start + size, "kind": "rec"} for start, size in starts if start >= 0]
