"""The desk: cases in a list that tells nothing, and the page of one case, where the seals are broken."""

from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from core.admin_filters import OpenFirstFilter
from core.sealing import CannotOpen
from neutrality import clock, custody, desk, dossier, drafts, evidence, intake, keys
from neutrality.admin.custody import OfficersOnly
from neutrality.admin.steps import next_of
from neutrality.admin.verbs import VERBS, Mask
from neutrality.leads import COLUMNS, import_leads
from neutrality.models import Case, CustodyCheck, EvidenceFile, Referral
from neutrality.reporting_forms import LeadForm
from neutrality.uploads import keep_in_memory

SHOWN = {"image/png", "image/jpeg", "image/webp", "image/gif"}
PDF = "application/pdf"
REFUSALS = (desk.Refused, ValidationError)
LOCKED = _("Kuncinya tidak ada di sini: isi kasus tidak dapat dibuka.")


class LeadsForm(forms.Form):
    file = forms.FileField(label=_("Berkas CSV"))


class CaseList(ChangeList):
    """Cases with their nearest deadline, for which bodies and holidays are read once."""

    def get_results(self, request):
        super().get_results(request)
        register = clock.Register.of(timezone.localdate())
        for case in self.result_list:
            dated = [deadline for deadline in dossier.clocks(case, register) if deadline.day]
            case.clock = min(dated, key=lambda deadline: deadline.day, default=None)


@admin.register(Case)
class CaseAdmin(OfficersOnly):
    change_list_template = "admin/neutrality/case/change_list.html"
    list_display = ["__str__", "due", "state", "act", "level", "known_on"]
    list_filter = [OpenFirstFilter, "level"]
    list_select_related = ["election"]
    list_per_page = 25
    actions = None

    def has_add_permission(self, request):
        return self.has_view_permission(request)

    @admin.display(description=_("batas waktu terdekat"))
    def due(self, case):
        if case.clock is None:
            return "-"
        return render_to_string("admin/neutrality/case/clock.html", {"deadline": case.clock})

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                "referrals__news", "referrals__competence__body", "referrals__competence__steps"
            )
        )

    def get_changelist(self, request, **kwargs):
        return CaseList

    def changelist_view(self, request, extra_context=None):
        """The list, under warnings where keys are missing or the nightly verification found changes."""
        self._officer(request)
        if missing := keys.missing():
            told = _(
                "Kunci %(names)s di DATA_DIR/keys bukan kunci basis data ini: laporan lama tidak dapat "
                "dibuka. Pulihkan kuncinya dari cadangan yang terpisah."
            )
            messages.error(request, told % {"names": ", ".join(missing)})
        last = CustodyCheck.objects.first()
        if last and last.problems:
            told = _("Pemeriksaan %(day)s menemukan %(count)d hal yang berubah. Lihat %(name)s.")
            name = CustodyCheck._meta.verbose_name
            messages.error(request, told % {"day": last.at.date(), "count": len(last.problems), "name": name})
        title = {"title": Case._meta.verbose_name_plural.capitalize()}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_urls(self):
        def guarded(view):
            return self.admin_site.admin_view(self._or_back(view))

        return [
            path("add/", csrf_exempt(self.lead_view), name="neutrality_case_add"),
            path("temuan/", self.admin_site.admin_view(self.leads_view), name="neutrality_case_leads"),
            path("<int:pk>/bukti/<int:file>/", guarded(self.file_view), name="neutrality_case_file"),
            path("<int:pk>/samarkan/<int:piece>/", guarded(self.mask_view), name="neutrality_case_mask"),
            path("<int:pk>/draf/<int:referral>/", guarded(self.draft_view), name="neutrality_case_draft"),
            path(
                "<int:pk>/draf/<int:referral>/surat.pdf",
                guarded(self.draft_letter_view),
                name="neutrality_case_draft_letter",
            ),
            path(
                "<int:pk>/draf/<int:referral>/<int:number>/",
                guarded(self.draft_piece_view),
                name="neutrality_case_draft_piece",
            ),
            path("<int:pk>/berkas/<int:referral>/", guarded(self.bundle_view), name="neutrality_case_bundle"),
            *super().get_urls(),
        ]

    def lead_view(self, request):
        """The way to `add_view`. Its pictures must be kept in memory before the CSRF check reads the form;
        `admin_view` makes that check."""
        keep_in_memory(request)
        return self.admin_site.admin_view(self.add_view)(request)

    def add_view(self, request, form_url="", extra_context=None):
        """A lead that a patrol found."""
        self._officer(request)
        form = LeadForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            try:
                lead, files = form.lead(), form.cleaned_data["pictures"]
                report = intake.note_lead(lead=lead, uploads=files, actor=request.user)
                return redirect("admin:neutrality_case_change", report.case_id)
            except ValidationError as error:
                form.add_error(None, error)
        return self._page(request, "lead", {"title": _("Temuan patroli"), "form": form})

    def leads_view(self, request):
        """A table of leads, all of it or nothing."""
        self._officer(request)
        form = LeadsForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            try:
                found = import_leads(actor=request.user, data=form.cleaned_data["file"].read())
                messages.success(request, _("%(count)d temuan disimpan.") % {"count": len(found)})
                return redirect("admin:neutrality_case_changelist")
            except ValidationError as error:
                form.add_error("file", error)
        context = {"title": _("Impor temuan patroli"), "form": form, "columns": COLUMNS}
        return self._page(request, "lead", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self._officer(request)
        case = get_object_or_404(Case.objects.select_related("rule", "election"), pk=object_id)
        bound = None
        if request.method == "POST":
            bound = self._verb(request, case)
            if bound is None:
                return redirect("admin:neutrality_case_change", case.pk)
        return self._page(request, "desk", self._context(request, case, bound), 409 if bound else 200)

    def _verb(self, request, case):
        """Do what the pressed button says; its form where that is refused, so that no word is lost."""
        name = request.POST.get("verb")
        if name not in VERBS:
            raise Http404
        form = VERBS[name](case, request.POST)
        if not form.offered_to(request.user):
            messages.error(request, _("Itu tidak dapat dilakukan pada keadaan kasus sekarang."))
            return None
        if form.is_valid():
            try:
                form.run(request.user)
                messages.success(request, _("Tersimpan."))
                return None
            except REFUSALS as refused:
                form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))
            except CannotOpen:
                form.add_error(None, LOCKED)
        return form

    def _context(self, request, case, bound) -> dict:
        forms = {name: verb(case) for name, verb in VERBS.items()}
        if bound is not None:
            name = next(name for name, verb in VERBS.items() if type(bound) is verb)
            forms[name] = bound
        try:
            opened, locked = dossier.read_case(case=case, actor=request.user), False
            referrals = dossier.read_referrals(case=case, actor=request.user)
        except CannotOpen:
            opened, referrals, locked = [], [], True
        offered = {name: form for name, form in forms.items() if form.offered_to(request.user)}
        first = offered.pop(next_of(case), None)
        return {
            "title": str(case),
            "case": case,
            "opened": opened,
            "locked": locked,
            "accounts": dossier.registered_accounts(case, opened),
            "clocks": dossier.clocks(case),
            "alike": dossier.look_alikes(case),
            "referrals": referrals,
            "replies": dossier.replies_of(case),
            "custody": custody.of_case(case.pk).order_by("-number")[:30],
            "first": (next_of(case), first) if first else None,
            "verbs": offered.items(),
            "late": dossier.came_late(case),
            "may_mask": case.state in Mask.states,
            "masked": evidence.masks_of(case),
            "proposal": next((one.referral for one in referrals if one.referral.state == "proposed"), None),
        }

    def file_view(self, request, pk, file):
        """One file, open. Only pictures are shown; pages come as plain text, so that nothing in them runs."""
        self._officer(request)
        found = get_object_or_404(EvidenceFile, pk=file, evidence__report__case=pk)
        return _opened(evidence.read(file=found, actor=request.user), found.media_type)

    def draft_view(self, request, pk, referral):
        """What waits for the second officer's word, as it would be referred."""
        self._officer(request)
        found = get_object_or_404(Referral.objects.select_related("case"), pk=referral, case=pk)
        pieces = drafts.pieces(referral=found, actor=request.user)
        shown = [(number, piece, piece.file.media_type in SHOWN) for number, piece in enumerate(pieces)]
        context = {"title": _("Draf rujukan"), "case": found.case, "referral": found, "pieces": shown}
        return self._page(request, "draft", context)

    def draft_letter_view(self, request, pk, referral):
        self._officer(request)
        found = get_object_or_404(Referral, pk=referral, case=pk)
        return _opened(drafts.letter(referral=found, actor=request.user), PDF)

    def draft_piece_view(self, request, pk, referral, number):
        self._officer(request)
        found = get_object_or_404(Referral, pk=referral, case=pk)
        try:
            part, media_type = drafts.piece(referral=found, number=number, actor=request.user)
        except IndexError as error:
            raise Http404 from error
        return _opened(part.data, media_type)

    def mask_view(self, request, pk, piece):
        """The picture itself, to draw boxes on."""
        self._officer(request)
        case = get_object_or_404(Case, pk=pk)
        shown = get_object_or_404(EvidenceFile, evidence=piece, evidence__report__case=case, role="view")
        form = Mask(case, request.POST or None, piece=shown.evidence)
        if not form.offered_to(request.user):
            raise desk.Refused(_("Itu tidak dapat dilakukan pada keadaan kasus sekarang."))
        if form.is_valid():
            try:
                form.run(request.user)
                messages.success(request, _("Tersimpan."))
                return redirect("admin:neutrality_case_change", pk)
            except REFUSALS as refused:
                form.add_error(None, str(refused) if isinstance(refused, desk.Refused) else refused)
        picture = reverse("admin:neutrality_case_file", args=[pk, shown.pk])
        return self._page(
            request, "mask", {"title": form.title, "case": case, "form": form, "picture": picture}
        )

    def bundle_view(self, request, pk, referral):
        self._officer(request)
        found = get_object_or_404(Referral, pk=referral, case=pk)
        data = desk.download(referral=found, actor=request.user)
        name = f"rujukan-{found.pk}.zip"
        return HttpResponse(
            data,
            content_type="application/zip",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _or_back(self, view):
        """`view` of something in a case; what is refused or cannot be opened leads back to it and says so."""

        @wraps(view)
        def guarded(request, pk, **kwargs):
            try:
                return view(request, pk, **kwargs)
            except (desk.Refused, CannotOpen) as error:
                messages.error(request, LOCKED if isinstance(error, CannotOpen) else str(error))
                return redirect("admin:neutrality_case_change", pk)

        return guarded

    def _officer(self, request) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _page(self, request, name, context, status=200):
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": reverse("admin:neutrality_case_changelist"),
        }
        return render(request, f"admin/neutrality/case/{name}.html", shared | context, status=status)


def _opened(data: bytes, media_type: str) -> HttpResponse:
    """A confidential file. What is neither picture nor our letter comes as plain text: nothing in it runs."""
    kind = media_type if media_type in SHOWN | {PDF} else "text/plain; charset=utf-8"
    return HttpResponse(data, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})
