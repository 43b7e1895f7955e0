"""Reporting in confidence: the form, the receipt that is shown once, and the way back in.

Nothing here reads a session, sets a cookie or may be kept by a cache. What is typed stays in the POST.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from neutrality import clock, keys, receipts, replies, reporters, retention
from neutrality.models import Case, Competence
from neutrality.reporting_forms import (
    AnswerForm,
    EnterForm,
    MoreEvidenceForm,
    ReplyForm,
    ReportForm,
    WithdrawalForm,
)
from neutrality.uploads import keep_in_memory


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by no search engine, and its address told to no other site."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def show(request, template: str, context: dict, status: int = 200) -> HttpResponse:
    return private(render(request, f"neutrality/{template}.html", context, status=status))


@csrf_exempt
@sensitive_post_parameters()
def report(request):
    if request.method != "POST":
        return show(request, "report", {"form": ReportForm(), **promises()})
    keep_in_memory(request)
    form = ReportForm(request.POST, request.FILES)
    accepted = form.accept() if not refused_size(request, form) else None
    if accepted is None:
        return show(request, "report", {"form": form, **promises()}, 422)
    return show(request, "accepted", {"accepted": accepted, **promises()}, 201)


def refused_size(request, form) -> bool:
    request.POST  # noqa: B018 - reading the form is what finds out
    if request.too_large:
        form.add_error(None, _("Semua gambar bersama-sama terlalu besar. Kirim sebagian dulu."))
    return request.too_large


def promises() -> dict:
    """What the form says before anything is sent: who else receives reports, and how long we keep ours."""
    today = timezone.localdate()
    rows = Competence.objects.published().in_force(today).with_terms()
    return {
        "competences": [row for row in rows if row.audiences != ["armed"]],
        "days_kept": max(retention.time_kept(name).days for name in retention.DataClass),
    }


@csrf_exempt
@sensitive_post_parameters()
def reply(request):
    """The right of reply of who was reported. The answer is the same whether there is a report or not."""
    form = ReplyForm(request.POST or None)
    context = {"form": form, "days": replies.KEPT.days}
    if not form.is_valid():
        return show(request, "reply", context, 422 if form.errors else 200)
    replies.request_reply(words=form.cleaned_data)
    return show(request, "reply", context | {"sent": True}, 201)


@csrf_exempt
@sensitive_post_parameters()
def enter(request):
    form = EnterForm(request.POST or None)
    if not form.is_valid():
        return show(request, "enter", {"form": form}, 422 if form.errors else 200)
    try:
        stay = reporters.enter(**form.cleaned_data)
    except reporters.TooManyTries:
        form.add_error(None, _("Terlalu banyak percobaan untuk kode ini. Coba lagi 15 menit lagi."))
        return show(request, "enter", {"form": form}, 429)
    if stay is None:
        form.add_error(None, _("Kode dan frasa sandi ini tidak cocok. Periksa lagi tiap hurufnya."))
        context = {"form": form, "unknown": True}
        if keys.missing():  # whatever was typed: it tells nothing of this code
            form.add_error(
                None,
                _("Situs ini sedang dipulihkan tanpa sebagian kuncinya dan belum mengenali kode lama. ")
                + _("Simpan kode Anda, lalu coba lagi nanti."),
            )
        return show(request, "enter", context, 422)
    return inside(request, stay)


@csrf_exempt
@sensitive_post_parameters()
def act(request):
    """Evidence or an answer from the page of a report; its ticket says which report that is."""
    if request.method != "POST":
        return redirect("neutrality_enter")
    keep_in_memory(request)
    stay = receipts.stay_of(request.POST.get("ticket", ""))
    if stay is None:
        form = EnterForm()
        context = {
            "form": form,
            "told": _("Halaman itu sudah terlalu lama terbuka. Masuk lagi dengan kode Anda."),
        }
        return show(request, "enter", context, 403)
    if "answer" in request.POST:
        return _do(request, stay, AnswerForm(request.POST), reporters.answer)
    if "forget" in request.POST:
        return _do(request, stay, forms.Form(request.POST), reporters.forget_contact)
    if "withdraw" in request.POST:
        return _withdraw(request, stay)
    form = MoreEvidenceForm(request.POST, request.FILES)
    return _do(request, stay, form, reporters.add_evidence)


def _withdraw(request, stay):
    """The report is gone afterwards, and its page with it."""
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        try:
            reporters.withdraw(stay=stay)
            return show(request, "withdrawn", {})
        except ValidationError as error:
            form.add_error(None, error)
    return inside(request, stay, form=form, status=422)


def _do(request, stay, form, action):
    """Run `action` with what the form holds; the page of the report again, with thanks or with the error."""
    if not refused_size(request, form) and form.is_valid():
        values = dict(form.cleaned_data)
        if "pictures" in values:
            values["uploads"] = values.pop("pictures")
        try:
            action(stay=stay, **values)
            return inside(request, stay, told=_("Sudah kami terima. Terima kasih."))
        except ValidationError as error:
            form.add_error(None, error)
    return inside(request, stay, form=form, status=422)


def inside(request, stay, *, told: str = "", form=None, status: int = 200):
    """The page of a report: its state, where it went, and the conversation. Never the report's own words."""
    found = reporters.report_of(stay)
    case = found.case
    context = {
        "report": found,
        "case": case,
        "is_open": case.is_open,
        "state": STATES[case.state],
        "onward": reporters.referrals_of(case),
        "kept": reporters.why_kept(case),
        "meaning": CLOSINGS.get(case.closing, ""),
        "deadlines": deadlines_of(case) if case.closing not in SETTLED else [],
        "conversation": reporters.conversation(stay),
        "evidence": found.evidence.order_by("id"),
        "ticket": stay.ticket(),
        "told": told,
        "failed": form,
        "evidence_form": form if isinstance(form, MoreEvidenceForm) else MoreEvidenceForm(),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "withdrawal_form": form if isinstance(form, WithdrawalForm) else WithdrawalForm(),
    }
    return show(request, "inside", context, status)


STATES: dict[str, object] = {
    Case.State.NEW: gettext_lazy("Diterima, menunggu petugas"),
    Case.State.REVIEW: gettext_lazy("Sedang diperiksa petugas"),
    Case.State.PROPOSED: gettext_lazy("Sedang ditimbang oleh petugas kedua"),
    Case.State.REFERRED: gettext_lazy("Sudah dirujuk ke lembaga yang berwenang"),
    Case.State.CLOSED: gettext_lazy("Ditutup"),
}


# A report found false has no page any more: the page to come back by tells of that.
CLOSINGS: dict[str, object] = {
    Case.Closing.NO_BREACH: gettext_lazy(
        "Petugas memeriksa perbuatan itu terhadap aturan yang berlaku pada tanggal kejadian, dan aturan itu "
        "tidak melarangnya."
    ),
    Case.Closing.THIN: gettext_lazy(
        "Dari bukti yang ada, petugas tidak dapat memastikan apa yang terjadi. Itu tidak berarti Anda keliru."
    ),
    Case.Closing.OUTSIDE: gettext_lazy(
        "Menurut data kami, tidak ada lembaga penerima rujukan yang berwenang menangani perbuatan ini."
    ),
    Case.Closing.ANSWERED: gettext_lazy(
        "Lembaga penerima rujukan sudah memutuskannya. Isi putusan dan keberatan ada pada lembaga itu."
    ),
}
SETTLED = (Case.Closing.ANSWERED, Case.Closing.WITHDRAWN)


def deadlines_of(case: Case) -> list[clock.Deadline]:
    """Until when a reporter can still go to a body on their own."""
    register, kind = clock.Register.of(timezone.localdate()), case.election.kind if case.election else ""
    found = []
    for violation in ("conduct", "offence"):
        rows = register.receiving(violation=violation, audience=case.audience, election_kind=kind)
        found += [register.deadline(row, known_on=case.known_on) for row in rows]
    return found
