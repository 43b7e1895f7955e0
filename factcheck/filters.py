"""The filters of the API's list of debunks."""

import django_filters
from django.utils.translation import gettext_lazy as _

from factcheck.models import Debunk, Kind, Verdict


class DebunkFilters(django_filters.FilterSet):
    verdict = django_filters.MultipleChoiceFilter(
        choices=Verdict.choices, help_text=_("Vonis; boleh berulang.")
    )
    kind = django_filters.MultipleChoiceFilter(
        choices=Kind.choices, help_text=_("Jenis konten; boleh berulang.")
    )
    topic = django_filters.CharFilter("topics__slug", help_text=_("Slug tema."))
    election = django_filters.CharFilter("elections__slug", help_text=_("Slug pemilu."))
    candidate = django_filters.CharFilter("people__slug", help_text=_("Slug orang yang disebut."))
    party = django_filters.CharFilter("parties__slug", help_text=_("Slug partai yang disebut."))
    published_after = django_filters.IsoDateTimeFilter(
        "published_at", "gte", help_text=_("Terbit pada waktu ini atau sesudahnya (ISO 8601).")
    )
    published_before = django_filters.IsoDateTimeFilter(
        "published_at", "lt", help_text=_("Terbit sebelum waktu ini (ISO 8601).")
    )
    updated_since = django_filters.IsoDateTimeFilter(
        "updated_at",
        "gt",
        help_text=_(
            "Hanya yang berubah sesudah waktu ini (ISO 8601), terlama dahulu, termasuk yang sudah ditarik."
        ),
    )

    class Meta:
        model = Debunk
        fields: list[str] = []
