"""Elections and the dated stages of their schedules."""

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.models.facts import Fact, FactQuerySet


class ElectionQuerySet(FactQuerySet):
    def newest_first(self):
        """In an order that no two rows share."""
        return self.order_by("-date", "-id")

    def with_stages(self):
        """Those that have a schedule to show."""
        return self.filter(Exists(Stage.objects.published().filter(election=OuterRef("pk"))))

    def with_parties(self):
        """Those in which parties have numbers."""
        return self.filter(party_numbers__isnull=False).distinct()

    def with_quiet(self, day):
        """Each with `quiet`: whether its quiet period runs on `day`."""
        return self.annotate(quiet=Exists(Stage.objects.quiet_on(day).filter(election=OuterRef("pk"))))

    def latest_general(self):
        """The general election held or announced last, or None: party numbers default to it."""
        return self.published().filter(kind=Election.Kind.GENERAL).newest_first().first()


class Election(Fact):
    class Kind(models.TextChoices):
        GENERAL = "general", _("Pemilihan umum")
        LOCAL = "local", _("Pemilihan kepala daerah")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices)
    date = models.DateField(_("hari pemungutan suara"))
    summary = models.CharField(_("ringkasan"), max_length=280, blank=True)

    objects = ElectionQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("pemilu")
        verbose_name_plural = _("pemilu")
        ordering = ["-date"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("election", args=[self.slug])


class StageQuerySet(FactQuerySet):
    def public(self):
        """Confirmed stages of confirmed elections, the elections selected."""
        return self.published().filter(election__publication="published").select_related("election")

    def in_force(self):
        """Those that were not cancelled."""
        return self.filter(cancelled_by="")

    def current(self, day):
        """Stages that run on `day` (a date)."""
        return self.filter(starts__lte=day, ends__gte=day)

    def quiet_on(self, day):
        """Quiet periods that run on `day`: nothing that campaigns is to be promoted."""
        return self.published().in_force().current(day).filter(kind=Stage.Kind.QUIET)


class Stage(Fact):
    """A dated part of an election's schedule. Both days belong to it; hours are of the zone named."""

    class Phase(models.TextChoices):
        BEFORE = "before", _("Sebelum")
        DURING = "during", _("Saat")
        AFTER = "after", _("Sesudah")

    class Kind(models.TextChoices):
        """What a stage is, where pages, lessons or the check of facts must know."""

        NOMINATION = "nomination", _("Pencalonan")
        CAMPAIGN = "campaign", _("Kampanye")
        QUIET = "quiet", _("Masa tenang")
        VOTING = "voting", _("Pemungutan suara")
        COUNTING = "counting", _("Penghitungan dan rekapitulasi")
        RESULT = "result", _("Penetapan hasil")
        OATH = "oath", _("Pelantikan")
        OTHER = "other", _("Lainnya")

    class Zone(models.TextChoices):
        WIB = "WIB", "WIB"
        WITA = "WITA", "WITA"
        WIT = "WIT", "WIT"
        LOCAL = "", _("waktu setempat")

    NAMES_OF_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}

    election = models.ForeignKey(Election, models.PROTECT, related_name="stages", verbose_name=_("pemilu"))
    slug = models.SlugField(max_length=80)
    phase = models.CharField(_("masa"), max_length=10, choices=Phase.choices)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    name = models.CharField(_("nama"), max_length=160)
    starts = models.DateField(_("mulai"))
    ends = models.DateField(_("selesai"))
    start_time = models.TimeField(_("pukul mulai"), null=True, blank=True)
    end_time = models.TimeField(_("pukul selesai"), null=True, blank=True)
    zone = models.CharField(_("zona waktu"), max_length=4, choices=Zone.choices, blank=True)
    note = models.CharField(_("catatan"), max_length=280, blank=True)
    cancelled_by = models.CharField(
        _("dibatalkan oleh"),
        max_length=300,
        blank=True,
        help_text=_("Peraturan atau keputusan yang membatalkan tahapan ini; kosong bila tetap berlaku."),
    )

    objects = StageQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("tahapan")
        verbose_name_plural = _("tahapan")
        ordering = ["starts", "ends", "id"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["election", "slug"], name="stage_slug_in_election"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="stage_ends_after_start"),
            models.CheckConstraint(
                condition=Q(start_time__isnull=True, end_time__isnull=True)
                | Q(start_time__isnull=False, end_time__isnull=False),
                name="stage_times_paired",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.election})"

    def get_absolute_url(self):
        return f"{reverse('schedule_of', args=[self.election.slug])}#{self.slug}"

    @property
    def all_day(self) -> bool:
        return self.start_time is None

    @property
    def timezone(self) -> ZoneInfo:
        """The zone of the hours; a stage in local time is reckoned in WIB."""
        return ZoneInfo(self.NAMES_OF_ZONES.get(self.zone, "Asia/Jakarta"))

    @property
    def is_cancelled(self) -> bool:
        return bool(self.cancelled_by)

    def is_past(self, day=None) -> bool:
        return self.ends < (day or timezone.localdate())

    def is_current(self, day=None) -> bool:
        return self.starts <= (day or timezone.localdate()) <= self.ends


class StageRevision(models.Model):
    """The dates a stage had before a regulation changed them."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="revisions", verbose_name=_("tahapan"))
    starts = models.DateField(_("mulai semula"))
    ends = models.DateField(_("selesai semula"))
    start_time = models.TimeField(_("pukul mulai semula"), null=True, blank=True)
    end_time = models.TimeField(_("pukul selesai semula"), null=True, blank=True)
    regulation = models.CharField(_("diubah oleh"), max_length=300)
    regulation_url = models.URLField(_("tautan peraturan"), max_length=500, blank=True)
    at = models.DateTimeField(_("dicatat"), auto_now_add=True)

    class Meta:
        verbose_name = _("perubahan jadwal")
        verbose_name_plural = _("perubahan jadwal")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(regulation=""), name="revision_names_its_regulation"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="revision_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.stage}: {self.starts} – {self.ends}"
