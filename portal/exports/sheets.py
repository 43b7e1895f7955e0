"""What is exported: the rows of the API's own resources, shaped by the very views that answer there."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, QueryDict
from rest_framework.request import Request

from candidates.api import (
    CandidacyViewSet,
    DistrictViewSet,
    ElectionViewSet,
    PartyResultViewSet,
    PartyViewSet,
    PersonViewSet,
    RaceViewSet,
    StageViewSet,
)
from core.resources import START, Resource
from factcheck.api import CorrectionViewSet, DebunkViewSet, OutletViewSet, ReviewViewSet, TopicViewSet
from neutrality.api import CampaignAccountViewSet
from neutrality.rules_api import CompetenceViewSet, RuleViewSet, SanctionViewSet
from portal.lesson_api import LessonViewSet

DEBUNKS = "debunks"
# By the names that the resources have in the API.
SHEETS: dict[str, type[Resource]] = {
    "elections": ElectionViewSet,
    "stages": StageViewSet,
    "districts": DistrictViewSet,
    "parties": PartyViewSet,
    "people": PersonViewSet,
    "candidacies": CandidacyViewSet,
    "races": RaceViewSet,
    "party-results": PartyResultViewSet,
    "topics": TopicViewSet,
    DEBUNKS: DebunkViewSet,
    "corrections": CorrectionViewSet,
    "outlets": OutletViewSet,
    "reviews": ReviewViewSet,
    "campaign-accounts": CampaignAccountViewSet,
    "neutrality-rules": RuleViewSet,
    "neutrality-sanctions": SanctionViewSet,
    "neutrality-competences": CompetenceViewSet,
    "lessons": LessonViewSet,
}
MIRRORED = [name for name, viewset in SHEETS.items() if viewset.mirrored]


class Asking(HttpRequest):
    """A request that nobody sent: for what the API would answer at the site's own address."""

    def build_absolute_uri(self, location=None):
        return urljoin(f"{settings.SITE_URL}/", location or "")


def view_of(name: str) -> Resource:
    """The view of a resource, asked for whole rows, what was retracted included."""
    asking = Asking()
    asking.method = "GET"
    asking.GET = QueryDict(f"since={START}" + ("&include=all" if name == DEBUNKS else ""))
    view = SHEETS[name](action="list", request=Request(asking), format_kwarg=None, args=(), kwargs={})
    return view


def keys_after(view: Resource, after: int, count: int) -> list[int]:
    """The next `count` keys of a resource's table, be their rows public or not: to find the public ones in
    the order of their keys, SQLite would sort all of them each time."""
    table = view.get_queryset().model._default_manager
    return list(table.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:count])


def columns_of(name: str) -> list[str]:
    """The fields of a row, in the order of the columns of the flat table."""
    return SHEETS[name]().field_names()
