"""The form while it is open: the lock that others see, autosave, and the text that is never lost."""

import re

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from factcheck import editing
from factcheck.actions import ActionRefused
from factcheck.admin.forms import ABOUT, FINDING
from factcheck.models import Debunk

TYPED = (*FINDING, "language", "source_url", "reason")
ROWS = ("appearances-", "sources-", "images-")  # the lists below the text; a picture without its file
TYPED_ROW = r"(appearances|sources|images)-\d+-(?!id$|debunk$|order$|DELETE$)"
RESTORE = "restore"


def typed_anew(debunk, sent) -> list[tuple[str, str]]:
    """Label and text of each field that says something else than `debunk`; then the rows of the lists."""
    names = {field.name: str(field.verbose_name) for field in Debunk._meta.fields}
    found = []
    for name in (*FINDING, "source_url", "reason"):
        text = sent.get(name, "").replace("\r\n", "\n")
        if text and text != getattr(debunk, name, ""):
            found.append((names.get(name) or _("Alasan koreksi"), text))
    if rows := [sent[name] for name in sent if re.match(TYPED_ROW, name) and sent[name]]:
        found.append((_("Kemunculan, rujukan, gambar"), "\n".join(rows)))
    return found


class EditingMixin(ModelAdmin):
    """Without a script the lock is taken by opening the form, and a plain save works."""

    def get_urls(self):
        own = {"lock": self.lock_view, "autosave": self.autosave_view}
        return [
            *(
                path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"factcheck_debunk_{name}")
                for name, view in own.items()
            ),
            path(
                "add/autosave/",
                self.admin_site.admin_view(self.autosave_view),
                name="factcheck_debunk_autosave",
            ),
            *super().get_urls(),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form, told what to restore and why it was refused a moment ago."""
        form = super().get_form(request, obj, change=change, **kwargs)
        kept = editing.autosaved(editor=request.user, debunk=obj) if RESTORE in request.GET else None
        own = {"refusal": getattr(request, "refusal", ""), "restored": None}
        if kept and request.method == "GET":
            own["restored"] = kept.data | {"version_seen": kept.version}
        return type(form)(form.__name__, (form,), own)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """The rows of a list as they were typed: those that lack something say at once what."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if RESTORE not in request.GET or request.method != "GET":
            return kwargs
        kept = editing.autosaved(editor=request.user, debunk=obj if obj.pk else None)
        rows = kept.data.get("rows", {}) if kept else {}
        return kwargs | ({"data": rows} if f"{prefix}-TOTAL_FORMS" in rows else {})

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        """A refused action undoes the whole request; the form comes back as it was typed and says why."""
        if late := self._too_late(request, object_id):
            return late
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except ActionRefused as refusal:
            request.refusal = str(refusal)
            return super().changeform_view(request, object_id, *args, **kwargs)

    def _too_late(self, request, object_id):
        """The debunk moved on while its form was open: what was typed is shown, not thrown away."""
        debunk = self.get_object(request, object_id) if request.method == "POST" and object_id else None
        if debunk is None or self.may_type(request, debunk) or not self.has_change_permission(request):
            return None
        if not self.has_view_permission(request, debunk):
            return None
        context = self.admin_site.each_context(request) | {
            "title": _("Tidak tersimpan"),
            "opts": self.opts,
            "debunk": debunk,
            "typed": typed_anew(debunk, request.POST),
        }
        return render(request, "admin/factcheck/debunk/late.html", context, status=409)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        context |= {"overtaken_by": getattr(form, "overtaken_by", ())}
        if self.may_type(request, obj):
            lock = editing.take_lock(debunk=obj, editor=request.user) if obj else None
            context |= {"typing": True, "lock": lock}
            if RESTORE not in request.GET and request.method == "GET":
                context |= {"autosave": editing.autosaved(editor=request.user, debunk=obj)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        editing.put_down(editor=request.user, debunk=form.instance)
        if not change:
            editing.put_down(editor=request.user, debunk=None)

    def may_type(self, request, obj) -> bool:
        if obj is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, obj)

    def lock_view(self, request, pk):
        """A sign of life of the open form; with `over`, the next editor takes the debunk over."""
        debunk = self._typed_into(request, pk)
        lock = editing.take_lock(debunk=debunk, editor=request.user, over="over" in request.POST)
        if "over" in request.POST:
            return HttpResponseRedirect(reverse("admin:factcheck_debunk_change", args=[pk]))
        return render(request, "admin/factcheck/debunk/lock.html", {"lock": lock, "original": debunk})

    def autosave_view(self, request, pk=None):
        """Keeps what was typed; with `_discard`, forgets what was kept."""
        debunk = self._typed_into(request, pk)
        if "_discard" in request.POST:
            editing.put_down(editor=request.user, debunk=debunk)
            name = "change" if debunk else "add"
            return HttpResponseRedirect(
                reverse(f"admin:factcheck_debunk_{name}", args=[debunk.pk] if debunk else [])
            )
        sent = request.POST
        data = {name: sent[name].replace("\r\n", "\n") for name in TYPED if name in sent}
        data |= {name: sent.getlist(name) for name in ABOUT}
        data["rows"] = {name: sent[name] for name in sent if name.startswith(ROWS)}
        seen = sent.get("version_seen", "")
        kept = editing.autosave(
            editor=request.user, debunk=debunk, version=int(seen) if seen.isdecimal() else 0, data=data
        )
        return render(request, "admin/factcheck/debunk/autosaved.html", {"autosave": kept})

    def _typed_into(self, request, pk) -> Debunk | None:
        """The debunk of a form that this editor may fill in, by POST only."""
        debunk = get_object_or_404(Debunk, pk=pk) if pk is not None else None
        if request.method != "POST" or not self.may_type(request, debunk):
            raise PermissionDenied
        return debunk
