"""Debunks, corrections, topics and what other fact-checkers found, in the JSON API."""

from django.urls import include, path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework.routers import SimpleRouter

from core.remembering import RememberedRows
from core.resources import BY_CHANGE, LABELS, Resource, documented, labels_of
from factcheck.exchange.records import LISTS, LONG, READERS, fetch_lists, record_of
from factcheck.filters import CorrectionFilters, DebunkFilters, OutletFilters, ReviewFilters, TopicFilters
from factcheck.histories import histories_of
from factcheck.models import Correction, Debunk, Outlet, Review, Topic
from factcheck.serializers import (
    CorrectionEntrySerializer,
    DebunkDetailSerializer,
    DebunkSerializer,
    OutletSerializer,
    ReviewSerializer,
    TopicSerializer,
)

ALL, HISTORY = "all", "history"
# Lists that differ show the same rows again and again.
records = RememberedRows(1_000)


@documented(
    _("Debunk, terbaru dahulu"),
    _("Satu debunk dengan semua yang melekat padanya"),
    _(
        "Artikel pemeriksaan fakta. Baris dalam daftar ringkas; `include` menambah `sources`, `appearances`, "
        "`corrections`, dan daftar lain, serta `history`: apa yang diubah setiap versi. Yang kami tarik "
        "keluar dari daftar: ada di `state=retracted`, ikut datang dengan `updated_since` dan `since`, dan "
        "rinciannya menyebut alasannya."
    ),
)
class DebunkViewSet(Resource):
    """Fact-check articles: short in a list, whole by themselves."""

    filterset_class = DebunkFilters
    lookup_value_regex = r"\d{1,18}"
    queryset = Debunk.objects.none()
    serializer_class = DebunkDetailSerializer
    includes = (LABELS, ALL, "text", HISTORY, *LISTS)
    orderings = {"published_at": ("published_at", "id"), "updated_at": BY_CHANGE}
    default_ordering = "-published_at"

    @property
    def ordering(self):
        """Of what changed since a time, oldest first unless something else is asked for."""
        asked = self.request.query_params
        if "updated_since" in asked and "ordering" not in asked:
            return self.orderings["updated_at"]
        return super().ordering

    def get_queryset(self):
        asked = self.request.query_params
        everything = self.action == "retrieve" or asked.keys() & {"updated_since", "since"}
        everything = everything or asked.get("state") == Debunk.State.RETRACTED
        debunks = Debunk.objects.public() if everything else Debunk.objects.published()
        names = self.names()
        return debunks.defer(*(name for name in LONG if name not in names))

    def names(self) -> list[str]:
        """The fields of the record that the answer shows."""
        if self.wanted is None and (ALL in self.included or self.action == "retrieve"):
            return list(READERS)
        usual = DebunkSerializer.Meta.fields if self.wanted is None else self.wanted
        names = {*usual, *self.included}
        return [name for name in READERS if name in names or (name in LONG and "text" in names)]

    def represent(self, rows):
        names, included = self.names(), self.included
        fetch_lists(rows, [*names, "corrections"] if HISTORY in included else names)
        shown = [record_of(row, names) for row in rows]
        if LABELS in included:
            for row, data in zip(rows, shown, strict=True):
                data[LABELS] = labels_of(row, data)
        if HISTORY in included:
            histories = histories_of(rows)
            for row, data in zip(rows, shown, strict=True):
                data[HISTORY] = histories[row.pk]
        return shown

    def list(self, request, *args, **kwargs):
        """Only the keys of a page are looked up anew; its rows where they are not known."""
        if "since" in request.query_params:
            return super().list(request, *args, **kwargs)
        columns = [name.lstrip("-") for name in self.ordering]
        found = self.filter_queryset(self.get_queryset()).values_list(*columns, named=True)
        numbers = [row.id for row in self.paginate_queryset(found)]
        log, look = getattr(request, "log", None), (get_language(), *self.names(), *self.included)
        return self.get_paginated_response(records.of(log, look, numbers, self._read))

    def _read(self, numbers):
        rows = [*self.get_queryset().filter(pk__in=numbers)]
        return {row.pk: shown for row, shown in zip(rows, self.represent(rows), strict=True)}


@documented(
    _("Koreksi pada debunk yang terbit, terbaru dahulu"),
    _("Satu koreksi"),
    _(
        "Kekeliruan kami, atau apa yang berubah, dan sejak kapan. Yang ditarik seluruhnya bukan "
        "koreksi: lihat `debunks/?state=retracted`."
    ),
)
class CorrectionViewSet(Resource):
    """What we got wrong, or what changed, and since when."""

    serializer_class = CorrectionEntrySerializer
    filterset_class = CorrectionFilters
    queryset = Correction.objects.public().select_related("debunk")
    lookup_value_regex = r"\d{1,18}"
    orderings = {"at": ("at", "id")}
    default_ordering = "-at"
    mirrored = False


@documented(_("Tema, menurut nama"), _("Satu tema"), _("Pokok bahasan debunk, untuk `?topic=`."))
class TopicViewSet(Resource):
    """What debunks are about."""

    serializer_class = TopicSerializer
    filterset_class = TopicFilters
    queryset = Topic.objects.with_number_of_debunks()
    lookup_field = "slug"
    orderings = {"name": ("name", "id"), "slug": ("slug",)}
    default_ordering = "name"
    includes = ()
    mirrored = False


@documented(
    _("Pemeriksa fakta lain yang kami ikuti, menurut nama"),
    _("Satu pemeriksa fakta"),
    _("Yang temuannya ada di `reviews/`. Temuan itu milik mereka, dengan kata-kata mereka sendiri."),
)
class OutletViewSet(Resource):
    """Whose reviews we follow."""

    serializer_class = OutletSerializer
    filterset_class = OutletFilters
    queryset = Outlet.objects.followed()
    lookup_value_regex = r"\d{1,18}"
    orderings = {"name": ("name", "id")}
    default_ordering = "name"
    includes = ()
    mirrored = False


@documented(
    _("Temuan pemeriksa fakta lain, sebagaimana kami terima, terbaru dahulu"),
    _("Satu temuan"),
    _("ClaimReview dari pemeriksa fakta lain. `rating` adalah kata mereka sendiri, bukan vonis kami."),
)
class ReviewViewSet(Resource):
    """Reviews (ClaimReview) of other fact-checkers."""

    serializer_class = ReviewSerializer
    filterset_class = ReviewFilters
    queryset = Review.objects.standing().select_related("outlet")
    lookup_value_regex = r"\d{1,18}"
    orderings = {"found_at": ("found_at", "id"), "updated_at": BY_CHANGE}
    default_ordering = "-found_at"
    includes = ()


router = SimpleRouter()
router.register("debunks", DebunkViewSet)
router.register("corrections", CorrectionViewSet)
router.register("topics", TopicViewSet)
router.register("outlets", OutletViewSet)
router.register("reviews", ReviewViewSet)
urlpatterns = [
    *router.urls,
    path("", include("factcheck.api_batches")),
    path("", include("factcheck.api_checks")),
]
