"""What people say about an answer. Counted, and nothing else: no cookie, no name."""

from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from factcheck.feedback import NotTold, UnknownReceipt, give_feedback
from factcheck.models import Check, Debunk
from factcheck.views.private import private


@csrf_exempt
@require_POST
def check_feedback(request, receipt):
    """`answer` is `ya`, `tidak`, or the number of the debunk that answered it."""
    said = request.POST.get("answer", "")
    if said not in ("ya", "tidak") and not (said.isdecimal() and len(said) <= 18):
        return HttpResponseBadRequest()
    debunk_id = int(said) if said.isdecimal() else None
    try:
        give_feedback(receipt=receipt, answered=said != "tidak", debunk_id=debunk_id)
    except (UnknownReceipt, NotTold) as error:
        raise Http404 from error
    answer = redirect("check_thanks_no" if said == "tidak" else "check_thanks", receipt)
    answer.status_code = 303
    return private(answer)


@require_safe
def check_thanks(request, receipt, answered=True):
    """Thanks, and after a yes the debunk that answered, with what to forward."""
    if not Check.objects.filter(receipt=receipt).exists():
        raise Http404
    said = Debunk.objects.published().filter(feedback__check_made__receipt=receipt, feedback__answered=True)
    context = {"receipt": receipt, "answered": answered, "debunk": said.first() if answered else None}
    return private(render(request, "factcheck/thanks.html", context))
