"""The buttons of the desk: what saving a form, or a button beside it, does to a debunk."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck import actions
from factcheck.actions import ActionRefused
from factcheck.admin.forms import RetractionForm
from factcheck.models import Debunk

State = Debunk.State
SAID = {
    State.REVIEW: gettext_lazy("Terkirim untuk diperiksa."),
    State.PUBLISHED: gettext_lazy("Terbit. Pencarian, halaman, dan API menyusul dalam dua detik."),
}


class WorkflowMixin(ModelAdmin):
    """Every way of saving ends in one of `factcheck.actions`; who may do what is decided here."""

    change_form_template = "admin/factcheck/debunk/change_form.html"

    def has_publish_permission(self, request, obj=None):
        return request.user.has_perm("factcheck.publish_debunk")

    def has_change_permission(self, request, obj=None):
        """Public debunks change only in the hands of those who may publish; retracted ones never."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or obj.state in (State.DRAFT, State.REVIEW):
            return allowed
        return allowed and obj.state == State.PUBLISHED and self.has_publish_permission(request)

    def has_delete_permission(self, request, obj=None):
        """What was ever public stays; nothing is deleted in bulk."""
        return (
            obj is not None
            and obj.state in (State.DRAFT, State.REVIEW)
            and super().has_delete_permission(request, obj)
        )

    def changeform_view(self, request, *args, **kwargs):
        """A refused action undoes the whole request and says why."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        """Stores a draft. A published debunk waits for its lists, so that one action tells all."""
        if obj.state in (State.DRAFT, State.REVIEW):
            actions.save_draft(debunk=obj, actor=request.user)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        debunk = form.instance
        if debunk.state == State.PUBLISHED:
            self._change_published(request, form, formsets)
        elif "_submit" in request.POST:
            actions.submit_for_review(debunk=debunk, actor=request.user)
        elif "_publish" in request.POST and self.has_publish_permission(request):
            actions.publish(debunk=debunk, actor=request.user)

    def delete_model(self, request, obj):
        actions.discard(debunk=obj, actor=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        return self._stay(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._stay(request, obj) or super().response_change(request, obj)

    def get_urls(self):
        retract = self.admin_site.admin_view(self.retract_view)
        return [
            path("<int:pk>/retract/", retract, name="factcheck_debunk_retract"),
            *super().get_urls(),
        ]

    def retract_view(self, request, pk):
        """Asks for the reason, then retracts."""
        debunk = get_object_or_404(Debunk, pk=pk)
        back = reverse("admin:factcheck_debunk_change", args=[pk])
        if debunk.state != State.PUBLISHED or not self.has_change_permission(request, debunk):
            self.message_user(request, _("Debunk ini tidak bisa ditarik."), messages.ERROR)
            return HttpResponseRedirect(back)
        form = RetractionForm(request.POST or None, initial={"version_seen": debunk.version})
        if request.method == "POST" and form.is_valid() and self._retract(request, debunk, form.cleaned_data):
            return HttpResponseRedirect(back)
        context = self.admin_site.each_context(request) | {
            "title": _("Tarik debunk"),
            "opts": self.opts,
            "debunk": debunk,
            "form": form,
        }
        return render(request, "admin/factcheck/debunk/retract.html", context)

    def _change_published(self, request, form, formsets):
        fields = form.changed_fields()
        related = form.changed_links() + [formset.prefix for formset in formsets if formset.has_changed()]
        debunk = Debunk(pk=form.instance.pk, version=form.instance.version)
        if form.changes_finding:
            reason = form.cleaned_data["reason"]
            actions.correct(debunk=debunk, actor=request.user, reason=reason, fields=fields, related=related)
        elif fields or related:
            actions.update(debunk=debunk, actor=request.user, fields=fields, related=related)

    def _retract(self, request, debunk, data) -> bool:
        debunk.version = data["version_seen"]
        try:
            actions.retract(debunk=debunk, actor=request.user, reason=data["reason"])
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        self.message_user(request, _("Ditarik. Halamannya tetap ada dan menyebut alasannya."))
        return True

    def _stay(self, request, obj):
        """After a button of the workflow the editor stays at the debunk; None after a plain save."""
        if not {"_submit", "_publish"} & request.POST.keys():
            return None
        obj.refresh_from_db()
        said = SAID.get(obj.state, _("Tersimpan sebagai draf."))
        link = format_html(' <a href="{}">{}</a>', obj.get_absolute_url(), _("Lihat di situs"))
        shown = obj.state == State.PUBLISHED
        self.message_user(request, format_html("{}{}", said, link if shown else ""), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:factcheck_debunk_change", args=[obj.pk]))
