"""The editors' pages for facts. Every save goes through `candidates.actions`."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates import actions
from candidates.forms import LinesField, PictureField, SourcesField, StageForm
from candidates.models import (
    Candidacy,
    District,
    Election,
    Fact,
    Party,
    PartyNumber,
    PartyResult,
    Person,
    Race,
    Stage,
)

SOURCE = (_("Sumber dan keadaan"), {"fields": ["source_title", "source_url", "publication", "demo"]})
DATES = ("starts", "ends", "start_time", "end_time", "zone")
STATE = ("state", "state_date", "state_source")


class FactAdmin(admin.ModelAdmin):
    """Facts are confirmed or rejected, never deleted: others may have quoted them."""

    actions = ["confirm_selected", "reject_selected"]
    readonly_fields = ["demo"]
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {
        models.JSONField: {"form_class": LinesField},
        models.ImageField: {"form_class": PictureField},
    }

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """Nothing yet: the fact is stored together with what belongs to it, in `save_related`."""

    def save_related(self, request, form, formsets, change):
        actions.save_fact(
            actor=request.user,
            fact=form.instance,
            save_related=lambda: super(FactAdmin, self).save_related(request, form, formsets, change),
        )

    def save_formset(self, request, form, formset, change):
        """Rows of an inline that are facts themselves are stored as facts."""
        if not issubclass(formset.model, Fact):
            return super().save_formset(request, form, formset, change)
        for fact in formset.save(commit=False):
            actions.save_fact(actor=request.user, fact=fact)
        return formset.save_m2m()

    @admin.action(description=_("Terbitkan yang dipilih"), permissions=["change"])
    def confirm_selected(self, request, queryset):
        try:
            moved = actions.confirm(actor=request.user, facts=list(queryset))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, _("%(count)d fakta diterbitkan.") % {"count": len(moved)})

    @admin.action(description=_("Tolak atau tarik yang dipilih"), permissions=["change"])
    def reject_selected(self, request, queryset):
        moved = actions.reject(actor=request.user, facts=list(queryset))
        self.message_user(request, _("%(count)d fakta ditolak atau ditarik.") % {"count": len(moved)})


class StageInline(admin.TabularInline):
    model = Stage
    fields = ["name", "slug", "phase", "starts", "ends", "source_title", "publication"]
    prepopulated_fields = {"slug": ["name"]}
    extra = 0
    can_delete = False
    show_change_link = True


class PartyNumberInline(admin.TabularInline):
    model = PartyNumber
    autocomplete_fields = ["election"]
    extra = 0


@admin.register(Election)
class ElectionAdmin(FactAdmin):
    list_display = ["name", "kind", "date", "publication", "demo"]
    list_filter = ["kind", "publication", "demo"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    date_hierarchy = "date"
    fieldsets = [(None, {"fields": ["name", "slug", "kind", "date", "summary"]}), SOURCE]
    inlines = [StageInline]


@admin.register(Stage)
class StageAdmin(FactAdmin):
    form = StageForm
    list_display = ["name", "election", "kind", "starts", "ends", "publication", "demo"]
    list_filter = ["election", "phase", "kind", "publication", "demo"]
    list_select_related = ["election"]
    search_fields = ["name", "slug", "election__name"]
    autocomplete_fields = ["election"]
    prepopulated_fields = {"slug": ["name"]}
    date_hierarchy = "starts"
    fieldsets = [
        (None, {"fields": ["election", "name", "slug", ("phase", "kind")]}),
        (_("Tanggal dan jam"), {"fields": [("starts", "ends"), ("start_time", "end_time", "zone")]}),
        (_("Perubahan jadwal"), {"fields": ["regulation", "regulation_url", "cancelled_by"]}),
        (None, {"fields": ["note"]}),
        SOURCE,
    ]

    def save_related(self, request, form, formsets, change):
        """New dates under a new regulation are a revision: stored after the rest, with the old dates kept."""
        stage, regulation = form.instance, form.cleaned_data["regulation"]
        dates = {name: getattr(stage, name) for name in DATES}
        revised = change and bool(regulation) and not set(DATES).isdisjoint(form.changed_data)
        if revised:
            for name in DATES:
                setattr(stage, name, form.initial[name])
        super().save_related(request, form, formsets, change)
        if revised:
            actions.revise_stage(
                actor=request.user,
                stage=stage,
                regulation=regulation,
                regulation_url=form.cleaned_data["regulation_url"],
                **dates,
            )


@admin.register(District)
class DistrictAdmin(FactAdmin):
    list_display = ["name", "code", "level", "parent", "seats", "publication", "demo"]
    list_filter = ["level", "publication", "demo"]
    list_select_related = ["parent"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["parent", "parts"]
    fieldsets = [
        (None, {"fields": ["name", ("code", "official_code"), "level", "parent", "parts", "seats"]}),
        (_("Masa berlaku"), {"fields": [("valid_from", "valid_to")]}),
        SOURCE,
    ]

    def get_readonly_fields(self, request, obj=None):
        """A code is what others quote: it never changes once given."""
        return [*self.readonly_fields, "code"] if obj else self.readonly_fields


@admin.register(Party)
class PartyAdmin(FactAdmin):
    list_display = ["name", "full_name", "scope", "publication", "demo"]
    list_filter = ["scope", "publication", "demo"]
    search_fields = ["name", "full_name", "slug", "aliases"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "full_name", "slug", "scope", "aliases", "logo"]}), SOURCE]
    inlines = [PartyNumberInline]


@admin.register(Person)
class PersonAdmin(FactAdmin):
    list_display = ["name", "slug", "publication", "demo"]
    list_filter = ["publication", "demo"]
    search_fields = ["name", "slug", "aliases"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "aliases", "profile", "photo", "photo_credit"]}),
        SOURCE,
    ]


@admin.register(Candidacy)
class CandidacyAdmin(FactAdmin):
    list_display = ["ballot_number", "name", "office", "district", "party", "state", "publication", "demo"]
    list_display_links = ["ballot_number", "name"]
    list_filter = ["election", "office", "state", "publication", "demo"]
    list_select_related = ["person", "running_mate", "district", "party"]
    search_fields = ["person__name", "running_mate__name", "party__name", "district__name"]
    autocomplete_fields = ["election", "district", "person", "running_mate", "party", "coalition"]
    formfield_overrides = {models.JSONField: {"form_class": SourcesField}}
    fieldsets = [
        (None, {"fields": ["election", "office", "district", "ballot_number"]}),
        (_("Siapa"), {"fields": ["person", "running_mate", "party", "coalition"]}),
        (_("Status pencalonan"), {"fields": list(STATE)}),
        (_("Program dan hasil"), {"fields": ["vision", "mission", "votes", "votes_source", "sources"]}),
        SOURCE,
    ]

    def save_related(self, request, form, formsets, change):
        """A change of state is a verb of its own: stored after the rest, with its date and ground."""
        candidacy = form.instance
        state, on, ground = (getattr(candidacy, name) for name in STATE)
        moved = change and not set(STATE).isdisjoint(form.changed_data)
        if moved:
            for name in STATE:
                setattr(candidacy, name, form.initial[name])
        super().save_related(request, form, formsets, change)
        if moved:
            actions.change_state(actor=request.user, candidacy=candidacy, state=state, on=on, ground=ground)


class PlaceAdmin(FactAdmin):
    """What is known of an office in a district."""

    list_filter = ["election", "office", "publication", "demo"]
    search_fields = ["district__name", "district__code"]
    autocomplete_fields = ["election", "district"]


@admin.register(Race)
class RaceAdmin(PlaceAdmin):
    list_display = ["office", "district", "election", "form", "publication", "demo"]
    list_filter = ["form", *PlaceAdmin.list_filter]
    list_select_related = ["election", "district"]
    fieldsets = [
        (None, {"fields": ["election", "office", "district", "form", "note"]}),
        (_("Hasil"), {"fields": ["empty_votes", "invalid_votes"]}),
        SOURCE,
    ]


@admin.register(PartyResult)
class PartyResultAdmin(PlaceAdmin):
    list_display = ["party", "votes", "seats", "office", "district", "election", "publication", "demo"]
    list_select_related = ["election", "district", "party"]
    search_fields = ["party__name", *PlaceAdmin.search_fields]
    autocomplete_fields = ["party", *PlaceAdmin.autocomplete_fields]
    fieldsets = [(None, {"fields": ["election", "office", "district", "party", "votes", "seats"]}), SOURCE]
