"""Registered campaign accounts and the rules in the JSON API. Of reports nothing is there, nor may be."""

import django_filters
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from rest_framework.routers import SimpleRouter

from candidates.filters import FactFilters
from candidates.serializers import FACT, FactSerializer
from core.filtering import DayFilter
from core.resources import BY_CHANGE, Resource, documented
from neutrality.models import CampaignAccount
from neutrality.rules_api import CompetenceViewSet, RuleViewSet, SanctionViewSet


@extend_schema_serializer(
    description=_(
        "Akun yang terdaftar untuk kampanye dari `valid_from` sampai `valid_to`, kedua hari itu termasuk."
    )
)
class CampaignAccountSerializer(FactSerializer):
    id = serializers.CharField(source="pk")
    election = serializers.CharField(source="election.slug")
    party = serializers.CharField(source="party.slug", default=None, allow_null=True)
    candidacy = serializers.CharField(source="candidacy.pk", default=None, allow_null=True)
    account_url = serializers.CharField(source="url", help_text=_("Alamatnya; kosong bila tidak ada."))

    class Meta:
        model = CampaignAccount
        fields = (
            *("id", "election", "platform", "handle", "account_url", "owner", "party", "candidacy"),
            *("valid_from", "valid_to", *FACT),
        )

    def get_url(self, account: CampaignAccount) -> str:
        return f"{settings.SITE_URL}{reverse('campaign_accounts')}?q={account.handle}"


class CampaignAccountFilters(FactFilters):
    election = django_filters.CharFilter("election__slug", help_text=_("Slug pemilu."))
    party = django_filters.CharFilter("party__slug", help_text=_("Slug partai."))
    q = django_filters.CharFilter(
        method="with_words", help_text=_("Kata dalam nama akun atau pemilik, atau alamat akun.")
    )
    on = DayFilter(method="registered", help_text=_("Yang terdaftar pada tanggal ini."))

    class Meta:
        model = CampaignAccount
        fields = ["platform"]

    def with_words(self, queryset, name, value):
        return queryset.matching(value)

    def registered(self, queryset, name, value):
        return queryset.on(value)


@documented(
    _("Akun kampanye terdaftar, menurut nama"),
    _("Satu akun kampanye terdaftar"),
    _("Akun yang didaftarkan ke penyelenggara pemilu sebagai akun kampanye, sejauh sudah kami masukkan."),
)
class CampaignAccountViewSet(Resource):
    """Accounts that were registered with the election commission, as far as entered."""

    queryset = CampaignAccount.objects.public().with_names()
    serializer_class = CampaignAccountSerializer
    filterset_class = CampaignAccountFilters
    lookup_value_regex = r"\d{1,18}"
    orderings = {"handle": ("handle", "id"), "valid_from": ("valid_from", "id"), "updated_at": BY_CHANGE}
    default_ordering = "handle"


router = SimpleRouter()
router.register("campaign-accounts", CampaignAccountViewSet)
router.register("neutrality-rules", RuleViewSet)
router.register("neutrality-sanctions", SanctionViewSet)
router.register("neutrality-competences", CompetenceViewSet)
urlpatterns = router.urls
