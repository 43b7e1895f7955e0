"""Who stands, where and when, in the JSON API. Only confirmed facts."""

from django.db.models import Prefetch
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.routers import SimpleRouter

from candidates import filters, serializers
from candidates.models import (
    Candidacy,
    District,
    Election,
    Party,
    PartyNumber,
    PartyResult,
    Person,
    PreviousSlug,
    Race,
    Stage,
    current_slug,
)
from core.resources import BY_CHANGE, Resource


def documented(many: str, one: str):
    return extend_schema_view(list=extend_schema(summary=many), retrieve=extend_schema(summary=one))


class FollowsOldSlugs:
    """A slug that a fact had once still finds it."""

    def get_object(self):
        try:
            return super().get_object()
        except Http404:
            slug = current_slug(self.queryset.model, self.kwargs["slug"])
            if slug is None:
                raise
            self.kwargs["slug"] = slug
            return super().get_object()

    def former_ids(self, numbers):
        """Slugs that the facts had before: who keeps them by slug must drop those."""
        known = PreviousSlug.objects.filter(
            model=self.queryset.model._meta.label_lower, object_id__in=numbers
        )
        return list(known.values_list("object_id", "slug"))


@documented("Elections, newest first", "One election")
class ElectionViewSet(FollowsOldSlugs, Resource):
    """Elections with a confirmed day. `id` is what other resources take as `election`."""

    queryset = Election.objects.published()
    serializer_class = serializers.ElectionSerializer
    filterset_class = filters.ElectionFilters
    lookup_field = "slug"
    orderings = {"date": ("date", "id"), "name": ("name", "id"), "updated_at": BY_CHANGE}
    default_ordering = "-date"


@documented("Stages of the schedules, earliest first", "One stage")
class StageViewSet(Resource):
    """Dated parts of a schedule. Both days belong to a stage; without hours it takes whole days."""

    queryset = Stage.objects.public().prefetch_related("revisions")
    serializer_class = serializers.StageSerializer
    filterset_class = filters.StageFilters
    lookup_value_regex = r"\d{1,18}"
    orderings = {"starts": ("starts", "id"), "ends": ("ends", "id"), "updated_at": BY_CHANGE}
    default_ordering = "starts"


@documented("Districts, by code", "One district")
class DistrictViewSet(Resource):
    """Country, provinces, regencies, and the districts (dapil) of the DPR and of both kinds of DPRD."""

    queryset = District.objects.published().select_related("parent").prefetch_related("parts")
    serializer_class = serializers.DistrictSerializer
    filterset_class = filters.DistrictFilters
    lookup_field = "code"
    lookup_value_regex = r"[a-z0-9.-]+"
    orderings = {"code": ("code",), "name": ("name", "id"), "updated_at": BY_CHANGE}
    default_ordering = "code"


@documented("Parties, by name", "One party")
class PartyViewSet(FollowsOldSlugs, Resource):
    """Parties. A number belongs to an election: name it with `?election=`."""

    queryset = Party.objects.none()
    serializer_class = serializers.PartySerializer
    filterset_class = filters.PartyFilters
    lookup_field = "slug"
    orderings = {"slug": ("slug",), "name": ("name", "id"), "updated_at": BY_CHANGE}
    default_ordering = "slug"

    def get_queryset(self):
        slug = self.request.query_params.get("election")
        asked = Election.objects.published().filter(slug=slug).first() if slug else None
        parties = Party.objects.published().with_number(asked or Election.objects.latest_general())
        return parties.prefetch_related(Prefetch("numbers", PartyNumber.objects.published_elections()))


@documented("People, by name", "One person")
class PersonViewSet(FollowsOldSlugs, Resource):
    """People who stand or stood. `id` is what debunks take as `candidate`; an older one finds them, too."""

    queryset = Person.objects.published()
    serializer_class = serializers.PersonSerializer
    filterset_class = filters.PersonFilters
    lookup_field = "slug"
    orderings = {"slug": ("slug",), "name": ("name", "id"), "updated_at": BY_CHANGE}
    default_ordering = "slug"


@documented("Candidacies", "One candidacy")
class CandidacyViewSet(Resource):
    """Who stands for what. Those that left the ballot stay listed: look at `state` and `on_ballot`."""

    queryset = Candidacy.objects.public().with_names().prefetch_related("coalition")
    serializer_class = serializers.CandidacySerializer
    filterset_class = filters.CandidacyFilters
    lookup_value_regex = r"\d{1,18}"

    orderings = {"id": ("id",), "ballot_number": ("ballot_number", "id"), "updated_at": BY_CHANGE}

    @property
    def default_ordering(self):
        """In ballot order within a district; else by id, a key that no two rows share."""
        return "ballot_number" if "district" in self.request.query_params else "id"


@documented("What is special about races", "One race")
class RaceViewSet(Resource):
    """Offices in a place that are not simply contested (against the empty column, or not elected there), and
    the votes that went to no candidate. Whose votes those are: `candidacies/` and `party-results/`."""

    queryset = Race.objects.public()
    serializer_class = serializers.RaceSerializer
    filterset_class = filters.RaceFilters
    lookup_value_regex = r"\d{1,18}"
    orderings = {"id": ("id",), "updated_at": BY_CHANGE}
    default_ordering = "id"


@documented("Results of parties", "One result of a party")
class PartyResultViewSet(Resource):
    """Official votes and seats of parties, as far as confirmed. Those of people stand in `candidacies/`."""

    queryset = PartyResult.objects.public().filter(party__publication="published").select_related("party")
    serializer_class = serializers.PartyResultSerializer
    filterset_class = filters.PartyResultFilters
    lookup_value_regex = r"\d{1,18}"
    orderings = {"id": ("id",), "votes": ("votes", "id"), "updated_at": BY_CHANGE}
    default_ordering = "id"


router = SimpleRouter()
router.register("elections", ElectionViewSet)
router.register("stages", StageViewSet)
router.register("districts", DistrictViewSet)
router.register("parties", PartyViewSet)
router.register("people", PersonViewSet)
router.register("candidacies", CandidacyViewSet)
router.register("races", RaceViewSet)
router.register("party-results", PartyResultViewSet)
urlpatterns = router.urls
