"""What saving the form, or a button beside it, does to a debunk."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from factcheck import actions
from factcheck.actions import ActionRefused
from factcheck.admin.steps import StepsMixin
from factcheck.models import Debunk

State = Debunk.State
UNPUBLISHED = (State.DRAFT, State.REVIEW)


class WorkflowMixin(StepsMixin):
    """Every way of saving ends in one of `factcheck.actions`; who may do what is decided here."""

    change_form_template = "admin/factcheck/debunk/change_form.html"

    def has_publish_permission(self, request, obj=None):
        return request.user.has_perm("factcheck.publish_debunk")

    def has_change_permission(self, request, obj=None):
        """Public debunks change only in the hands of those who may publish; what was approved for a later
        time is first taken off the schedule; retracted ones never change."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or obj.state in UNPUBLISHED:
            return allowed
        return allowed and obj.state == State.PUBLISHED and self.has_publish_permission(request)

    def has_delete_permission(self, request, obj=None):
        """What was ever public stays; nothing is deleted in bulk."""
        return obj is not None and obj.state in UNPUBLISHED and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """Stores a draft. A published debunk waits for its lists, so that one action tells all."""
        if obj.state in UNPUBLISHED:
            actions.save_draft(debunk=obj, actor=request.user)

    def save_related(self, request, form, formsets, change):
        related = [formset.prefix for formset in formsets if formset.has_changed()]
        super().save_related(request, form, formsets, change)
        debunk = form.instance
        if debunk.state == State.PUBLISHED:
            self._change_published(request, form, related)
            return
        if related:
            debunk = actions.change_evidence(debunk=debunk, actor=request.user, related=related)
        if "_submit" in request.POST and debunk.state == State.DRAFT:
            self._submit(request, debunk)

    def _submit(self, request, debunk):
        """Hands it on; where that is refused, what was typed stays saved."""
        try:
            with transaction.atomic():
                actions.submit_for_review(debunk=debunk, actor=request.user)
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)

    def delete_model(self, request, obj):
        actions.discard(debunk=obj, actor=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        return self._stay(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._stay(request, obj) or super().response_change(request, obj)

    def _change_published(self, request, form, related):
        fields = form.changed_fields()
        related = form.changed_links() + related
        debunk = Debunk(pk=form.instance.pk, version=form.instance.version)
        said = _("Tidak ada yang berubah.")
        if form.changes_finding:
            reason = form.cleaned_data["reason"]
            actions.correct(debunk=debunk, actor=request.user, reason=reason, fields=fields, related=related)
            said = " ".join([_("Koreksi ini sekarang publik."), self._heard(form)])
        elif fields or related:
            actions.update(debunk=debunk, actor=request.user, fields=fields, related=related)
            said = _("Perubahan ini sekarang publik.")
        request.said = format_html(
            '{} <a href="{}">{}</a>', said, form.instance.get_absolute_url(), _("Lihat di situs")
        )

    @staticmethod
    def _heard(form) -> str:
        """Who reported the claim is told of a new verdict, and of nothing less."""
        if "verdict" not in form.changed_data:
            return _("Vonisnya tetap, jadi pelapor tidak dikabari.")
        count = form.instance.reports.to_hear(form.instance.verdict).count()
        return _("Pelapor yang dikabari vonis baru: %(count)d.") % {"count": count}

    def _stay(self, request, obj):
        """After a button of the workflow, or a change of what is public, the editor stays at the debunk; None
        after a plain save."""
        said = getattr(request, "said", "")
        if "_submit" in request.POST:
            obj.refresh_from_db()
            handed_on = obj.state == State.REVIEW
            said = _("Terkirim untuk diperiksa.") if handed_on else _("Tersimpan sebagai draf.")
        if not said:
            return None
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:factcheck_debunk_change", args=[obj.pk]))
