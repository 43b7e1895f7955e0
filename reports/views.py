"""The pages of those who report: the form, and the receipt by which they follow their report."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports import progress, withdrawal
from reports.channels import web
from reports.forms import ReceiptForm, ReportForm
from reports.models import CompetentBody, HoaxReport, Kind
from reports.receipts import tidy


@csrf_exempt
def report_form(request):
    """`draft` in a POST fills the form in without sending it: the way from a check to a report."""
    if request.method != "POST":
        return _form_page(request, ReportForm())
    if "draft" in request.POST:
        return _form_page(request, ReportForm(initial=request.POST.dict()))
    form = ReportForm(request.POST, request.FILES)
    if taken := web.take(form):
        return _see(taken[0].receipt)
    return _form_page(request, form, status=422)


def _form_page(request, form: ReportForm, status: int = 200) -> HttpResponse:
    """Who is competent for what is no hoax stands beside the form: they need not wait for us."""
    others = [kind for kind in Kind if kind != Kind.HOAX]
    competent = [{"label": kind.label, "bodies": bodies(kind)} for kind in others]
    return render(request, "reports/form.html", {"form": form, "competent": competent}, status=status)


@csrf_exempt
def report_find(request):
    form = ReceiptForm(request.POST or None)
    if form.is_valid():
        receipt = tidy(form.cleaned_data["receipt"])
        if receipt and HoaxReport.objects.filter(receipt=receipt).exists():
            return _see(receipt)
        form.add_error("receipt", _("Tidak ada laporan dengan kode ini. Periksa lagi tiap hurufnya."))
    return render(request, "reports/find.html", {"form": form}, status=422 if form.errors else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_receipt(request, receipt: str):
    """The receipt is the authority: who holds it may follow the report, and take it back."""
    code = tidy(receipt)
    if code is None:
        raise Http404
    report = get_object_or_404(HoaxReport.objects.select_related("debunk", "case"), receipt=code)
    if request.method == "POST":
        return _take_back(request, report)
    context = {
        "report": report,
        "headline": progress.headline(report),
        "steps": progress.steps(report),
        "bodies": bodies(report.kind) if report.kind != Kind.HOAX else (),
        "corrected": _earlier_verdict(report),
        "withdrawn": progress.withdrawn(report),
        "waiting": report.state in (HoaxReport.State.RECEIVED, HoaxReport.State.PROCESSING),
    }
    return private(render(request, "reports/receipt.html", context))


def bodies(kind: str):
    return CompetentBody.objects.current(kind, timezone.localdate())


def private(response: HttpResponse) -> HttpResponse:
    """For what one person may see: kept by nobody, and its address told to no other site."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _earlier_verdict(report: HoaxReport):
    """The last answer with another verdict of the same debunk, if there was one."""
    if report.state != HoaxReport.State.ANSWERED or report.debunk is None:
        return None
    answers = report.answers.filter(debunk=report.debunk_id).exclude(verdict=report.debunk.verdict)
    return answers.last()


def _take_back(request, report: HoaxReport) -> HttpResponse:
    if request.POST.get("withdraw") == "report":
        withdrawal.withdraw(report=report)
        return private(render(request, "reports/withdrawn.html"))
    if request.POST.get("withdraw") == "contact":
        withdrawal.withdraw_contact(report=report)
    return _see(report.receipt)


def _see(receipt: str) -> HttpResponse:
    response = redirect("report_receipt", receipt)
    response.status_code = 303
    return response
