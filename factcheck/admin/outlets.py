"""Other fact-checkers on the desk: whom we follow, what was wrong with their feeds, and what they found."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin
from factcheck.models import Outlet, OutletProblem, Review
from factcheck.registers import save_outlet

LONGEST_LEAD = 2000  # characters that an address carries


class ProblemInline(admin.TabularInline):
    """The latest problems; none of them changed a review."""

    model = OutletProblem
    fields = readonly_fields = ("last_at", "what", "url", "times", "first_at")
    max_num = extra = 0
    can_delete = False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("factcheck.view_outlet")


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin):
    list_display = ("name", "active", "polled_at", "failures", "outcome", "next_poll_at")
    list_filter = ("active",)
    search_fields = ("name", "homepage")
    fields = (
        *("name", "homepage", "address", "active", "interval", "budget"),
        *("polled_at", "failures", "outcome", "next_poll_at"),
    )
    readonly_fields = ("polled_at", "failures", "outcome")
    inlines = (ProblemInline,)

    def save_model(self, request, obj, form, change):
        save_outlet(outlet=obj, actor=request.user)

    def has_delete_permission(self, request, obj=None):
        """An outlet that is not followed any more is switched off: its reviews stay accountable."""
        return False


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """What others found: leads for our own work, never published as ours."""

    list_display = ("heading", "rating", "outlet", "reviewed_on", "found_at", "withdrawn_at")
    list_filter = ("outlet", ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("outlet",)
    search_fields = ("title", "claim")
    fields = (
        *("outlet", "link", "lead", "title", "claim", "text", "rating", "language"),
        *("claimed_on", "reviewed_on", "found_at", "updated_at", "withdrawn_at"),
    )

    def get_fields(self, request, obj=None):
        may_write = request.user.has_perm("factcheck.add_debunk")
        return [name for name in self.fields if may_write or name != "lead"]

    @admin.display(description=_("klaim"))
    def heading(self, review):
        return review.title or review.claim[:120]

    @admin.display(description=_("jadikan debunk"))
    def lead(self, review):
        """A draft of our own that begins with this claim; the finding has to be ours."""
        begun = urlencode({"claim": (review.text or review.claim)[:LONGEST_LEAD]})
        address = f"{reverse('admin:factcheck_debunk_add')}?{begun}"
        return format_html('<a class="button" href="{}">{}</a>', address, _("Mulai debunk dari klaim ini"))

    @admin.display(description=_("alamat"))
    def link(self, review):
        return format_html('<a href="{}" rel="external noreferrer">{}</a>', review.url, review.url)
