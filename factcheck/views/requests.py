"""Asking for a correction. Nobody's authority is used, so no token is needed."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from factcheck import requests
from factcheck.forms import CorrectionRequestForm
from factcheck.models import CorrectionRequest, Debunk
from factcheck.views.private import private


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask_correction(request, slug):
    debunk = get_object_or_404(Debunk.objects.public(), slug=slug)
    form = CorrectionRequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        language = (get_language() or "id")[:2]
        asked = requests.ask(debunk=debunk, language=language, **form.cleaned_data)
        return _see(asked)
    context = {"debunk": debunk, "form": form}
    return render(request, "factcheck/ask_correction.html", context, status=422 if form.errors else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def correction_receipt(request, receipt):
    """The receipt is the authority: who holds it reads the answer, and may withdraw the request."""
    asked = get_object_or_404(CorrectionRequest.objects.select_related("debunk"), receipt=receipt)
    if request.method == "POST":
        requests.withdraw(request=asked)
        return private(render(request, "factcheck/request_withdrawn.html", {"debunk": asked.debunk}))
    return private(render(request, "factcheck/request.html", {"asked": asked, "debunk": asked.debunk}))


def _see(asked: CorrectionRequest):
    response = redirect(asked)
    response.status_code = 303
    return private(response)
