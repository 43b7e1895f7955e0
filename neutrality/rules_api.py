"""The rules of neutrality in the JSON API: who may do what, when, and on which ground."""

import django_filters
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers

from candidates.filters import FactFilters
from candidates.serializers import FACT, FactSerializer
from core.resources import BY_CHANGE, Resource
from neutrality.models import LegalBasis, Rule
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
        confirmed = [basis for basis in rule.bases.all() if basis.is_published]
        return LegalBasisSerializer(confirmed, many=True).data


class RuleFilters(FactFilters):
    on = django_filters.DateFilter(method="in_force", help_text=_("Yang berlaku pada tanggal ini."))

    class Meta:
        model = Rule
        fields = ["permission", "medium", "election_kind"]

    def in_force(self, rules, name, value):
        return rules.in_force(value)


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
