"""Who stands, where and when, in the JSON API. Only confirmed facts."""

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext_lazy as _
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
from core.resources import BY_CHANGE, Resource, documented


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


@documented(
    _("Pemilu, terbaru dahulu"),
    _("Satu pemilu"),
    _("Pemilu yang harinya sudah dipastikan. `id`-nya dipakai di daftar lain sebagai `election`."),
)
class ElectionViewSet(FollowsOldSlugs, Resource):
    """Elections with a confirmed day."""

    queryset = Election.objects.published()
    serializer_class = serializers.ElectionSerializer
    filterset_class = filters.ElectionFilters
    lookup_field = "slug"
    orderings = {"date": ("date", "id"), "name": ("name", "id"), "updated_at": BY_CHANGE}
    default_ordering = "-date"


@documented(
    _("Tahapan dalam jadwal, yang paling awal dahulu"),
    _("Satu tahapan"),
    _(
        "Bagian jadwal yang bertanggal. Hari pertama dan hari terakhir ikut dihitung; tanpa jam, tahapan "
        "berlangsung sehari penuh."
    ),
)
class StageViewSet(Resource):
    """Dated parts of a schedule."""

    queryset = Stage.objects.public().prefetch_related("revisions")
    serializer_class = serializers.StageSerializer
    filterset_class = filters.StageFilters
    lookup_value_regex = r"\d{1,18}"
    orderings = {"starts": ("starts", "id"), "ends": ("ends", "id"), "updated_at": BY_CHANGE}
    default_ordering = "starts"


@documented(
    _("Daerah, menurut kode"),
    _("Satu daerah"),
    _("Negara, provinsi, kabupaten dan kota, serta daerah pemilihan (dapil) DPR dan kedua jenis DPRD."),
)
class DistrictViewSet(Resource):
    """Country, provinces, regencies, and the districts (dapil)."""

    queryset = District.objects.published().select_related("parent").prefetch_related("parts")
    serializer_class = serializers.DistrictSerializer
    filterset_class = filters.DistrictFilters
    lookup_field = "code"
    lookup_value_regex = r"[a-z0-9.-]+"
    orderings = {"code": ("code",), "name": ("name", "id"), "updated_at": BY_CHANGE}
    default_ordering = "code"


@documented(
    _("Partai, menurut slug"),
    _("Satu partai"),
    _("Nomor urut partai berlaku untuk satu pemilu: sebutkan dengan `?election=`."),
)
class PartyViewSet(FollowsOldSlugs, Resource):
    """Parties; a number belongs to an election."""

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


@documented(
    _("Orang, menurut slug"),
    _("Satu orang"),
    _(
        "Orang yang mencalonkan diri, sekarang atau dahulu. `id`-nya dipakai `debunks/` sebagai `candidate`; "
        "`id` yang lama pun tetap menemukannya."
    ),
)
class PersonViewSet(FollowsOldSlugs, Resource):
    """People who stand or stood."""

    queryset = Person.objects.published()
    serializer_class = serializers.PersonSerializer
    filterset_class = filters.PersonFilters
    lookup_field = "slug"
    orderings = {"slug": ("slug",), "name": ("name", "id"), "updated_at": BY_CHANGE}
    default_ordering = "slug"


@documented(
    _("Daftar pencalonan"),
    _("Satu pencalonan"),
    _(
        "Siapa mencalonkan diri untuk apa. Yang keluar dari surat suara tetap terdaftar: lihat `state` dan "
        "`on_ballot`."
    ),
)
class CandidacyViewSet(Resource):
    """Who stands for what, those that left the ballot included."""

    queryset = Candidacy.objects.public().with_names().prefetch_related("coalition")
    serializer_class = serializers.CandidacySerializer
    filterset_class = filters.CandidacyFilters
    lookup_value_regex = r"\d{1,18}"

    orderings = {"id": ("id",), "ballot_number": ("ballot_number", "id"), "updated_at": BY_CHANGE}

    @property
    def default_ordering(self):
        """In ballot order within a district; else by id, a key that no two rows share."""
        return "ballot_number" if "district" in self.request.query_params else "id"


@documented(
    _("Keadaan khusus pemilihan"),
    _("Satu pemilihan"),
    _(
        "Jabatan di suatu daerah yang pemilihannya tidak biasa (melawan kolom kosong, atau tidak dipilih di "
        "sana), dan suara yang tidak jatuh kepada calon mana pun. Suara para calon dan partai ada di "
        "`candidacies/` dan `party-results/`."
    ),
)
class RaceViewSet(Resource):
    """Offices in a place that are not simply contested, and votes that went to no candidate."""

    queryset = Race.objects.public()
    serializer_class = serializers.RaceSerializer
    filterset_class = filters.RaceFilters
    lookup_value_regex = r"\d{1,18}"
    orderings = {"id": ("id",), "updated_at": BY_CHANGE}
    default_ordering = "id"


@documented(
    _("Hasil partai"),
    _("Satu hasil partai"),
    _("Suara dan kursi resmi partai, sejauh sudah dipastikan. Suara orang per orang ada di `candidacies/`."),
)
class PartyResultViewSet(Resource):
    """Official votes and seats of parties, as far as confirmed."""

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
