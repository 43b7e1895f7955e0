"""The steps of the workflow that ask something first: each has a page of its own, and ends in one action."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck import actions, checklist, scheduling
from factcheck.actions import ActionRefused
from factcheck.admin.step_forms import ApprovalForm, NoteForm, RetractionForm, StepForm, TimeForm
from factcheck.four_eyes import holds_emergency_role, objection
from factcheck.models import Debunk

State = Debunk.State


@dataclass(frozen=True)
class Step:
    """`act(debunk, actor, form)` does it; `told` is what the editor reads before, `said` after."""

    title: str | Promise
    told: str | Promise
    button: str | Promise
    state: str
    form: type[StepForm]
    act: Callable
    said: str | Promise


def _approve(debunk, actor, form) -> None:
    given = {"ticks": form.cleaned_data["ticks"], "emergency": form.cleaned_data.get("emergency")}
    if at := form.cleaned_data["publish_at"]:
        scheduling.schedule(debunk=debunk, actor=actor, at=at, **given)
    else:
        actions.publish(debunk=debunk, actor=actor, **given)


STEPS = {
    "approve": Step(
        gettext_lazy("Setujui debunk"),
        gettext_lazy("Anda menjamin bahwa debunk ini benar dan lengkap. Nama Anda dicatat."),
        gettext_lazy("Setujui dan terbitkan"),
        State.REVIEW,
        ApprovalForm,
        _approve,
        gettext_lazy("Disetujui."),
    ),
    "send-back": Step(
        gettext_lazy("Kembalikan kepada penulis"),
        gettext_lazy("Debunk ini kembali menjadi draf. Penulis membaca catatan Anda di atas formulirnya."),
        gettext_lazy("Kembalikan"),
        State.REVIEW,
        NoteForm,
        lambda debunk, actor, form: actions.send_back(
            debunk=debunk, actor=actor, note=form.cleaned_data["note"]
        ),
        gettext_lazy("Dikembalikan kepada penulis."),
    ),
    "reschedule": Step(
        gettext_lazy("Ubah jadwal"),
        gettext_lazy("Teksnya tetap seperti disetujui; hanya waktunya yang berubah."),
        gettext_lazy("Ubah jadwal"),
        State.SCHEDULED,
        TimeForm,
        lambda debunk, actor, form: scheduling.reschedule(
            debunk=debunk, actor=actor, at=form.cleaned_data["publish_at"]
        ),
        gettext_lazy("Jadwal diubah."),
    ),
    "unschedule": Step(
        gettext_lazy("Batalkan jadwal"),
        gettext_lazy("Debunk ini kembali diperiksa dan harus disetujui lagi sebelum terbit."),
        gettext_lazy("Batalkan jadwal"),
        State.SCHEDULED,
        StepForm,
        lambda debunk, actor, form: scheduling.unschedule(debunk=debunk, actor=actor),
        gettext_lazy("Jadwal dibatalkan; debunk ini kembali diperiksa."),
    ),
    "retract": Step(
        gettext_lazy("Tarik debunk"),
        gettext_lazy(
            "Debunk ini akan hilang dari daftar dan pencarian. Halamannya tetap ada dan menyebut alasan di "
            "bawah. Penarikan tidak bisa dibatalkan."
        ),
        gettext_lazy("Tarik debunk ini"),
        State.PUBLISHED,
        RetractionForm,
        lambda debunk, actor, form: actions.retract(
            debunk=debunk, actor=actor, reason=form.cleaned_data["reason"]
        ),
        gettext_lazy("Ditarik. Halamannya tetap ada dan menyebut alasannya."),
    ),
}


class StepsMixin(ModelAdmin):
    """The pages of `STEPS`, for those who may publish."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.step_view)
        steps = [
            path(f"<int:pk>/{name}/", page, {"name": name}, name=f"factcheck_debunk_{name.replace('-', '_')}")
            for name in STEPS
        ]
        return [*steps, *super().get_urls()]

    def step_view(self, request, pk, name):
        """Asks what the step needs, then does it."""
        step, debunk = STEPS[name], get_object_or_404(Debunk, pk=pk)
        if not self.has_view_permission(request, debunk):
            raise Http404
        back = HttpResponseRedirect(reverse("admin:factcheck_debunk_change", args=[pk]))
        allowed = self.has_change_permission(request) and self.has_publish_permission(request)
        if debunk.state != step.state or not allowed:
            self.message_user(request, _("Langkah ini tidak berlaku sekarang."), messages.ERROR)
            return back
        hindrance = objection(debunk, request.user) if name == "approve" else ""
        excused = bool(hindrance) and holds_emergency_role(request.user)
        form = step.form(request.POST or None, debunk=debunk, excused=excused)
        if request.method == "POST" and form.is_valid() and self._done(request, step, debunk, form):
            return back
        context = self.admin_site.each_context(request) | {
            "title": step.title,
            "opts": self.opts,
            "step": step,
            "debunk": debunk,
            "form": form,
            "points": checklist.points(debunk) if name == "approve" else (),
            "hindrance": hindrance,
            "excused": excused,
        }
        return render(request, "admin/factcheck/debunk/step.html", context)

    def _done(self, request, step, debunk, form) -> bool:
        debunk.version = form.cleaned_data["version_seen"]
        try:
            step.act(debunk, request.user, form)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        debunk.refresh_from_db()
        self.message_user(request, format_html("{} {}", step.said, self.whereabouts(debunk)))
        return True

    def whereabouts(self, debunk):
        """Where a debunk is now, after it moved on: for the message to the editor."""
        if debunk.state == State.SCHEDULED:
            at = date_format(localtime(debunk.publish_at), "j F Y H.i")
            return _("Terbit dengan sendirinya pada %(at)s WIB.") % {"at": at}
        if debunk.state not in (State.PUBLISHED, State.RETRACTED):
            return ""
        said = ""
        if debunk.state == State.PUBLISHED:
            said = _("Terbit. Pencarian, halaman, dan API menyusul dalam dua detik.")
        return format_html('{} <a href="{}">{}</a>', said, debunk.get_absolute_url(), _("Lihat di situs"))
