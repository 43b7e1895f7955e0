"""The filters of the API's lists of debunks, of their corrections, and of what others found."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.filtering import DayFilter, MomentFilter
from factcheck.api_errors import NotReady
from factcheck.index import engine
from factcheck.models import Correction, Debunk, Kind, Outlet, Review, Topic, Verdict
from factcheck.searching import MOST_FOUND
from matching.index import IndexUnavailable


class DebunkFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="holding",
        max_length=300,
        help_text=_(
            "Kata-kata, dalam bentuk apa pun, yang semuanya ada di judul, klaim, atau ringkasan; "
            "paling banyak 1.000 debunk yang paling cocok, dan hanya yang terbit. Untuk mencocokkan "
            "sebuah pesan, pakai check/."
        ),
    )
    verdict = django_filters.MultipleChoiceFilter(
        choices=Verdict.choices, help_text=_("Vonis; boleh berulang.")
    )
    kind = django_filters.MultipleChoiceFilter(
        choices=Kind.choices, help_text=_("Jenis konten; boleh berulang.")
    )
    state = django_filters.ChoiceFilter(
        choices=[(state.value, state.label) for state in (Debunk.State.PUBLISHED, Debunk.State.RETRACTED)],
        help_text=_("published (bawaan) atau retracted: yang kami tarik, dengan waktu dan alasannya."),
    )
    topic = django_filters.CharFilter("topics__slug", help_text=_("Slug tema."))
    election = django_filters.CharFilter("elections__slug", help_text=_("Slug pemilu."))
    candidate = django_filters.CharFilter("people__slug", help_text=_("Slug orang yang disebut."))
    party = django_filters.CharFilter("parties__slug", help_text=_("Slug partai yang disebut."))
    published_after = MomentFilter(
        "published_at", "gte", help_text=_("Terbit pada waktu ini atau sesudahnya (ISO 8601).")
    )
    published_before = MomentFilter("published_at", "lt", help_text=_("Terbit sebelum waktu ini (ISO 8601)."))
    updated_since = MomentFilter(
        "updated_at",
        "gt",
        help_text=_(
            "Hanya yang berubah sesudah waktu ini (ISO 8601), terlama dahulu, termasuk yang sudah ditarik."
        ),
    )

    def holding(self, debunks, name, words):
        """The debunks of the match index that hold all the words; the list's own order stays."""
        try:
            found = engine().holding(words, MOST_FOUND)
        except IndexUnavailable as error:
            raise NotReady(_("Pencarian sedang disiapkan. Coba lagi sebentar lagi.")) from error
        return debunks.filter(pk__in=found)

    class Meta:
        model = Debunk
        fields: list[str] = []


class CorrectionFilters(django_filters.FilterSet):
    debunk = django_filters.NumberFilter("debunk_id", help_text=_("Koreksi debunk dengan id ini."))
    after = MomentFilter("at", "gte", help_text=_("Pada waktu ini atau sesudahnya."))
    before = MomentFilter("at", "lt", help_text=_("Sebelum waktu ini (ISO 8601)."))
    from_verdict = django_filters.ChoiceFilter(choices=Verdict.choices, help_text=_("Vonis lama."))
    to_verdict = django_filters.ChoiceFilter(choices=Verdict.choices, help_text=_("Vonis baru."))

    class Meta:
        model = Correction
        fields: list[str] = []


class WordsFilters(django_filters.FilterSet):
    """`q`: rows in which every word stands in one of `columns`, in these very letters."""

    q = django_filters.CharFilter(
        method="holding", max_length=300, help_text=_("Kata-kata yang semuanya ada.")
    )
    columns: tuple[str, ...] = ("name",)

    def holding(self, rows, name, words):
        for word in words.split()[:10]:
            found = Q()
            for column in self.columns:
                found |= Q(**{f"{column}__icontains": word})
            rows = rows.filter(found)
        return rows


class TopicFilters(WordsFilters):
    class Meta:
        model = Topic
        fields: list[str] = []


class OutletFilters(WordsFilters):
    class Meta:
        model = Outlet
        fields: list[str] = []


class ReviewFilters(WordsFilters):
    columns = ("title", "claim")
    outlet = django_filters.NumberFilter("outlet_id", help_text=_("Id pemeriksa fakta."))
    language = django_filters.CharFilter("language", "istartswith", help_text=_("Kode bahasa, seperti id."))
    reviewed_after = DayFilter(
        "reviewed_on", "gte", help_text=_("Diperiksa pada tanggal ini atau sesudahnya.")
    )
    reviewed_before = DayFilter("reviewed_on", "lt", help_text=_("Diperiksa sebelum tanggal ini."))
    updated_since = MomentFilter(
        "updated_at", "gt", help_text=_("Hanya yang berubah sesudah waktu ini (ISO 8601).")
    )

    class Meta:
        model = Review
        fields: list[str] = []
