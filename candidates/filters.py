"""The filters of the API's lists."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from candidates.identifiers import read_race_id
from candidates.models import Candidacy, District, Election, Party, PartyResult, Person, Race, Stage
from core.filtering import DayFilter, MomentFilter


class FactFilters(django_filters.FilterSet):
    updated_since = MomentFilter(
        "updated_at", "gt", help_text=_("Hanya yang berubah sesudah waktu ini (ISO 8601).")
    )


class NamedFilters(FactFilters):
    q = django_filters.CharFilter(method="with_words", help_text=_("Kata dalam nama."))
    columns: tuple[str, ...] = ("name",)

    def with_words(self, queryset, name, value):
        for word in value.split()[:10]:
            found = Q()
            for column in self.columns:
                found |= Q(**{f"{column}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


class ElectionFilters(FactFilters):
    class Meta:
        model = Election
        fields = ["kind"]


class StageFilters(FactFilters):
    election = django_filters.CharFilter("election__slug", help_text=_("Slug pemilu."))
    on = DayFilter(method="running", help_text=_("Tahapan yang berlangsung pada tanggal ini."))

    class Meta:
        model = Stage
        fields = ["phase", "kind"]

    def running(self, queryset, name, value):
        return queryset.current(value)


class DistrictFilters(NamedFilters):
    parent = django_filters.CharFilter("parent__code", help_text=_("Kode daerah induk."))

    class Meta:
        model = District
        fields = ["level"]


class PartyFilters(NamedFilters):
    columns = ("name", "full_name")
    election = django_filters.CharFilter(
        "numbers__election__slug",
        help_text=_("Slug pemilu: partai yang bernomor di situ, dengan nomor di pemilu itu."),
    )

    class Meta:
        model = Party
        fields = ["scope"]


class PersonFilters(NamedFilters):
    class Meta:
        model = Person
        fields: list[str] = []


class PlaceFilters(FactFilters):
    """Of what belongs to an office in a district at an election."""

    election = django_filters.CharFilter("election__slug", help_text=_("Slug pemilu."))
    district = django_filters.CharFilter("district__code", help_text=_("Kode daerah."))
    race = django_filters.CharFilter(
        method="of_race", help_text=_("Pengenal tetap, seperti dpr.jawa-barat-1.2024-02-14.")
    )

    def of_race(self, queryset, name, value):
        try:
            key = read_race_id(value)
        except ValueError as error:
            wrong = _("bukan pengenal pemilihan, seperti dpr.jawa-barat-1.2024-02-14")
            raise ValidationError({"race": [wrong]}) from error
        return queryset.filter(office=key.office, district__code__in=key.codes, election__date=key.day)


class CandidacyFilters(PlaceFilters):
    district = django_filters.CharFilter(
        "district__code", help_text=_("Kode daerah; hasilnya menurut nomor urut.")
    )
    party = django_filters.CharFilter("party__slug", help_text=_("Slug partai pada daftar calon."))
    person = django_filters.CharFilter(method="of_person", help_text=_("Slug calon atau calon wakil."))

    class Meta:
        model = Candidacy
        fields = ["office", "state"]

    def of_person(self, queryset, name, value):
        return queryset.filter(Q(person__slug=value) | Q(running_mate__slug=value))


class RaceFilters(PlaceFilters):
    class Meta:
        model = Race
        fields = ["office", "form"]


class PartyResultFilters(PlaceFilters):
    party = django_filters.CharFilter("party__slug", help_text=_("Slug partai."))

    class Meta:
        model = PartyResult
        fields = ["office"]
