"""What the buttons under a case do, each with an action."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from reports import cases
from reports.models import Case


def decide(request, case: Case, button: str):
    """Do what the pressed button says; a response where it leads elsewhere. Raises ActionRefused."""
    return BUTTONS.get(button, _save)(request, case)


def _answer(request, case: Case):
    if case.debunk:
        cases.answer(case=case, debunk=case.debunk, actor=request.user)
        messages.success(request, _("Kasus dijawab: semua pelapornya melihat debunk ini."))


def _reject(request, case: Case):
    cases.reject(case=case, reason=case.reason, actor=request.user)
    messages.success(request, _("Kasus ditutup: semua pelapornya membaca alasan ini."))


def _reopen(request, case: Case):
    cases.reopen(case=case, actor=request.user, why="an editor looks again")
    messages.success(request, _("Kasus dibuka lagi."))


def _start(request, case: Case):
    draft = cases.start_debunk(case=case, actor=request.user)
    messages.success(request, _("Draf dimulai dari kasus ini. Begitu terbit, semua pelapornya dijawab."))
    if not request.user.has_perm("factcheck.change_debunk"):
        messages.info(request, _("Seorang penulis melanjutkannya; Anda boleh membacanya."))
    return redirect("admin:factcheck_debunk_change", draft.pk)


def _take(request, case: Case):
    cases.assign(case=case, assignee=request.user, actor=request.user)
    messages.success(request, _("Kasus ini Anda kerjakan."))


def _save(request, case: Case):
    cases.edit(case=case, title=case.title, assignee=case.assignee, harm=case.harm, actor=request.user)
    messages.success(request, _("Kasus disimpan."))
    return redirect("admin:reports_case_changelist")


BUTTONS = {
    "_answer": _answer,
    "_reject": _reject,
    "_reopen": _reopen,
    "_start": _start,
    "_take": _take,
}
