"""The claim check as a page. Nobody's authority is used, so no token is needed, and nothing is cached."""

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from factcheck.check import CannotCheck, MatchingUnavailable
from factcheck.check import check as check_claim
from factcheck.models import Debunk
from factcheck.receipts import recall
from factcheck.results import Result


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """The form, and the answer to what was sent with it."""
    if request.method != "POST":
        return render(request, "factcheck/check.html", {"count": Debunk.objects.published().count()})
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        _refuse_picture_alone(request, text)
        result = check_claim(text=text)
    except CannotCheck as refusal:
        status = 503 if isinstance(refusal, MatchingUnavailable) else 400
        context = {"error": str(refusal), "text": text}
        return _private(render(request, "factcheck/check.html", context, status=status))
    return _answer(request, result, text=text)


@require_safe
def check_receipt(request, receipt):
    """An answer given before, with the debunks as they are now. The message was never kept."""
    result = recall(receipt)
    if result is None:
        raise Http404(_("Tanda terima ini tidak ada."))
    return _answer(request, result, text="")


def _answer(request, result: Result, *, text: str):
    debunks = [match.debunk for match in result.matches]
    prefetch_related_objects(debunks, "topics", "appearances")
    standing = [match for match in result.matches if match.debunk.state == Debunk.State.PUBLISHED]
    best = next((match for match in standing if match.tier == "match"), None)
    related = [match.debunk for match in standing if match is not best and match.tier != "none"]
    context = {
        "status": "match" if best else "related" if related else "none",
        "best": best,
        "debunk": best and best.debunk,
        "spans": [{"start": word.start, "end": word.end} for word in best.matched] if best else [],
        "related": related,
        "retracted": [debunk for debunk in debunks if debunk.state == Debunk.State.RETRACTED],
        "result": result,
        "text": text,
        "count": None if best else Debunk.objects.published().count(),
    }
    return _private(render(request, "factcheck/answer.html", context))


def _refuse_picture_alone(request, text: str) -> None:
    if request.FILES and not text.strip():
        raise CannotCheck(
            _("Tangkapan layar belum bisa kami baca. Salin atau ketik kata-katanya di kotak ini.")
        )


def _private(response):
    """No cache keeps it, and no site that is visited next learns of its address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
