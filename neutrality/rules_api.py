"""The rules of neutrality in the JSON API: who may do what, when, on which ground; who hears of a breach."""

import django_filters
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers

from candidates.filters import FactFilters
from candidates.serializers import FACT, FactSerializer
from core.filtering import DayFilter
from core.resources import BY_CHANGE, Resource
from neutrality.models import Body, Competence, HandlingStep, LegalBasis, Rule, Sanction
from neutrality.terms import Act, Audience, Period


class LegalBasisSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="slug")

    class Meta:
        model = LegalBasis
        fields = ("id", "title", "article", "says", "valid_from", "valid_to", "source_title", "source_url")


class RuleSerializer(FactSerializer):
    """What the audiences may or may not do in the periods, from `valid_from` to `valid_to`."""

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


@extend_schema_view(
    list=extend_schema(summary="Rules of neutrality for civil servants"),
    retrieve=extend_schema(summary="One rule"),
)
class RuleViewSet(Resource):
    """Confirmed rules with their legal bases. Nothing about any report or person stands here."""

    queryset = Rule.objects.published().prefetch_related("bases")
    serializer_class = RuleSerializer
    filterset_class = RuleFilters
    lookup_field = "slug"
    orderings = {"order": ("order", "id"), "slug": ("slug",), "updated_at": BY_CHANGE}
    default_ordering = "order"


class SanctionSerializer(FactSerializer):
    """What a severity (`least` and `most` of a rule) means for the audiences."""

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


@extend_schema_view(
    list=extend_schema(summary="What breaches of neutrality can lead to"),
    retrieve=extend_schema(summary="One sanction"),
)
class SanctionViewSet(Resource):
    """Confirmed sanctions with their legal basis. Nobody is named here."""

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


class CompetenceSerializer(FactSerializer):
    """That a body receives reports of one kind of violation, until when, and in which steps it works.

    `days` of `day_kind` is the limit for reporting since one knew of it; null: none that we know.
    """

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


@extend_schema_view(
    list=extend_schema(summary="Who receives reports about neutrality"),
    retrieve=extend_schema(summary="One competence"),
)
class CompetenceViewSet(Resource):
    """Which body receives which violation, from when to when, and the steps and days that it takes."""

    queryset = Competence.objects.published().with_terms()
    serializer_class = CompetenceSerializer
    filterset_class = CompetenceFilters
    lookup_field = "slug"
    orderings = {"slug": ("slug",), "updated_at": BY_CHANGE}
    default_ordering = "slug"
