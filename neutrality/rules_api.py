"""The rules of neutrality in the JSON API: who may do what, when, on which ground; who hears of a breach."""

import django_filters
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from candidates.filters import FactFilters
from candidates.serializers import FACT, FactSerializer
from core.filtering import DayFilter
from core.resources import BY_CHANGE, Resource, documented
from neutrality.models import Body, Competence, HandlingStep, LegalBasis, Rule, Sanction
from neutrality.terms import Act, Audience, Period


class LegalBasisSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="slug")

    class Meta:
        model = LegalBasis
        fields = ("id", "title", "article", "says", "valid_from", "valid_to", "source_title", "source_url")


@extend_schema_serializer(
    description=_(
        "Yang boleh atau tidak boleh dilakukan `audiences` dalam `periods`, dari `valid_from` sampai "
        "`valid_to`."
    )
)
class RuleSerializer(FactSerializer):
    acts = serializers.ListField(child=serializers.ChoiceField(Act.choices))
    audiences = serializers.ListField(child=serializers.ChoiceField(Audience.choices))
    periods = serializers.ListField(child=serializers.ChoiceField(Period.choices))
    checklist = serializers.ListField(child=serializers.CharField())
    bases = serializers.SerializerMethodField()

    class Meta:
        model = Rule
        fields = (
            *("id", "title", "acts", "audiences", "periods", "medium", "election_kind", "permission"),
            *(
                "explanation",
                "example",
                "least",
                "most",
                "checklist",
                "bases",
                "valid_from",
                "valid_to",
                *FACT,
            ),
        )

    def get_url(self, rule: Rule) -> str:
        return settings.SITE_URL + reverse("neutrality")

    @extend_schema_field(LegalBasisSerializer(many=True))
    def get_bases(self, rule):
        return LegalBasisSerializer(rule.confirmed_bases, many=True).data


class DatedFilters(FactFilters):
    """Of what is in force from a day to a day."""

    on = DayFilter(method="in_force", help_text=_("Yang berlaku pada tanggal ini."))

    def in_force(self, rows, name, value):
        return rows.in_force(value)


class RuleFilters(DatedFilters):
    class Meta:
        model = Rule
        fields = ["permission", "medium", "election_kind"]


@documented(
    _("Aturan netralitas ASN"),
    _("Satu aturan"),
    _("Aturan yang sudah dipastikan, dengan dasar hukumnya. Di sini tidak ada laporan maupun nama orang."),
)
class RuleViewSet(Resource):
    """Confirmed rules with their legal bases; nothing of any report or person."""

    queryset = Rule.objects.published().prefetch_related("bases")
    serializer_class = RuleSerializer
    filterset_class = RuleFilters
    lookup_field = "slug"
    orderings = {"order": ("order", "id"), "slug": ("slug",), "updated_at": BY_CHANGE}
    default_ordering = "order"


@extend_schema_serializer(
    description=_("Arti sebuah tingkat sanksi (`least` dan `most` pada aturan) bagi `audiences`.")
)
class SanctionSerializer(FactSerializer):
    audiences = serializers.ListField(child=serializers.ChoiceField(Audience.choices))
    basis = serializers.SerializerMethodField()

    class Meta:
        model = Sanction
        fields = (
            *("id", "severity", "audiences", "election_kind", "text", "basis"),
            *("valid_from", "valid_to", *FACT),
        )

    def get_url(self, sanction: Sanction) -> str:
        return settings.SITE_URL + reverse("neutrality_check")

    @extend_schema_field(LegalBasisSerializer(allow_null=True))
    def get_basis(self, sanction):
        return LegalBasisSerializer(sanction.basis).data if sanction.basis.is_published else None


class SanctionFilters(DatedFilters):
    class Meta:
        model = Sanction
        fields = ["severity", "election_kind"]


@documented(
    _("Akibat pelanggaran netralitas"),
    _("Satu sanksi"),
    _("Sanksi yang sudah dipastikan, dengan dasar hukumnya. Di sini tidak ada nama orang."),
)
class SanctionViewSet(Resource):
    """Confirmed sanctions with their legal basis."""

    queryset = Sanction.objects.published().select_related("basis")
    serializer_class = SanctionSerializer
    filterset_class = SanctionFilters
    lookup_field = "slug"
    orderings = {"slug": ("slug",), "updated_at": BY_CHANGE}
    default_ordering = "slug"


class BodySerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="slug")

    class Meta:
        model = Body
        fields = ("id", "abbreviation", "name", "address", "channel_url")


class HandlingStepSerializer(serializers.ModelSerializer):
    class Meta:
        model = HandlingStep
        fields = ("name", "days", "day_kind")


@extend_schema_serializer(
    description=_(
        "Lembaga mana menerima laporan satu jenis pelanggaran, sampai kapan, dan dengan langkah apa.\n\n"
        "`days` dan `day_kind` adalah batas waktu melapor sejak pelanggaran diketahui; null: tidak ada yang "
        "kami ketahui."
    )
)
class CompetenceSerializer(FactSerializer):
    body = BodySerializer()
    audiences = serializers.ListField(child=serializers.ChoiceField(Audience.choices))
    steps = HandlingStepSerializer(many=True)

    class Meta:
        model = Competence
        fields = (
            *("id", "body", "violation", "audiences", "election_kind", "named_reporter", "days", "day_kind"),
            *("steps", "basis", "valid_from", "valid_to", *FACT),
        )

    def get_url(self, competence: Competence) -> str:
        return settings.SITE_URL + reverse("neutrality_report")


class CompetenceFilters(DatedFilters):
    body = django_filters.CharFilter("body__slug", help_text=_("Slug lembaga."))

    class Meta:
        model = Competence
        fields = ["violation", "election_kind"]


@documented(
    _("Penerima laporan netralitas"),
    _("Satu kewenangan"),
    _(
        "Lembaga mana menerima laporan pelanggaran apa, dari kapan sampai kapan, dengan langkah-langkahnya "
        "dan jumlah harinya."
    ),
)
class CompetenceViewSet(Resource):
    """Which body receives which violation, until when."""

    queryset = Competence.objects.published().with_terms()
    serializer_class = CompetenceSerializer
    filterset_class = CompetenceFilters
    lookup_field = "slug"
    orderings = {"slug": ("slug",), "updated_at": BY_CHANGE}
    default_ordering = "slug"
