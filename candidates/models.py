"""Who stands, where and when."""

from zoneinfo import ZoneInfo

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Tracked


class Publication(models.TextChoices):
    """A fact is shown only once an editor has confirmed it."""

    SUGGESTED = "suggested", _("usulan")
    PUBLISHED = "published", _("terbit")
    REJECTED = "rejected", _("ditolak")


class FactQuerySet(models.QuerySet):
    def published(self):
        return self.filter(publication=Publication.PUBLISHED)


class Fact(Tracked):
    """Common to every fact: a source, and whether an editor has confirmed it."""

    source_title = models.CharField(_("sumber"), max_length=300, blank=True)
    source_url = models.URLField(_("tautan sumber"), max_length=500, blank=True)
    publication = models.CharField(
        _("keadaan"), max_length=10, choices=Publication.choices, default=Publication.SUGGESTED
    )
    demo = models.BooleanField(_("konten contoh"), default=False)

    objects = FactQuerySet.as_manager()

    class Meta(Tracked.Meta):
        abstract = True


class Election(Fact):
    class Kind(models.TextChoices):
        GENERAL = "general", _("Pemilihan umum")
        LOCAL = "local", _("Pemilihan kepala daerah")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices)
    date = models.DateField(_("hari pemungutan suara"))
    summary = models.CharField(_("ringkasan"), max_length=280, blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("pemilu")
        verbose_name_plural = _("pemilu")
        ordering = ["-date"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("election", args=[self.slug])


class StageQuerySet(FactQuerySet):
    def current(self, day):
        """Stages that run on `day` (a date)."""
        return self.filter(starts__lte=day, ends__gte=day)

    def upcoming(self, day):
        """Stages that begin after `day`, the next one first."""
        return self.filter(starts__gt=day).order_by("starts", "ends")


class Stage(Fact):
    """A dated part of an election's schedule. Both days belong to it; hours are of the zone named."""

    class Phase(models.TextChoices):
        BEFORE = "before", _("Sebelum")
        DURING = "during", _("Saat")
        AFTER = "after", _("Sesudah")

    class Zone(models.TextChoices):
        WIB = "WIB", "WIB"
        WITA = "WITA", "WITA"
        WIT = "WIT", "WIT"
        LOCAL = "", _("waktu setempat")

    NAMES_OF_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}

    election = models.ForeignKey(Election, models.PROTECT, related_name="stages", verbose_name=_("pemilu"))
    slug = models.SlugField(max_length=80)
    phase = models.CharField(_("masa"), max_length=10, choices=Phase.choices)
    name = models.CharField(_("nama"), max_length=160)
    starts = models.DateField(_("mulai"))
    ends = models.DateField(_("selesai"))
    start_time = models.TimeField(_("pukul mulai"), null=True, blank=True)
    end_time = models.TimeField(_("pukul selesai"), null=True, blank=True)
    zone = models.CharField(_("zona waktu"), max_length=4, choices=Zone.choices, blank=True)
    note = models.CharField(_("catatan"), max_length=280, blank=True)

    objects = StageQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("tahapan")
        verbose_name_plural = _("tahapan")
        ordering = ["starts", "ends", "id"]
        constraints = [
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

    @property
    def all_day(self) -> bool:
        return self.start_time is None

    @property
    def timezone(self) -> ZoneInfo:
        """The zone of the hours; a stage in local time is reckoned in WIB."""
        return ZoneInfo(self.NAMES_OF_ZONES.get(self.zone, "Asia/Jakarta"))

    def is_past(self, day=None) -> bool:
        return self.ends < (day or timezone.localdate())

    def is_current(self, day=None) -> bool:
        return self.starts <= (day or timezone.localdate()) <= self.ends


class District(Fact):
    """A place in which people are elected: the country, a province, a regency or a dapil."""

    class Level(models.TextChoices):
        COUNTRY = "country", _("Nasional")
        PROVINCE = "province", _("Provinsi")
        REGENCY = "regency", _("Kabupaten/kota")
        DPR = "dpr", _("Dapil DPR")
        DPRD_PROVINCE = "dprd_province", _("Dapil DPRD provinsi")
        DPRD_REGENCY = "dprd_regency", _("Dapil DPRD kabupaten/kota")

    code = models.CharField(_("kode"), max_length=80, unique=True)
    level = models.CharField(_("tingkat"), max_length=15, choices=Level.choices)
    name = models.CharField(_("nama"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("induk")
    )
    seats = models.PositiveSmallIntegerField(
        _("kursi"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("daerah")
        verbose_name_plural = _("daerah")
        ordering = ["level", "code"]
        indexes = [models.Index(fields=["level", "code"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="district_valid_in_order",
            ),
            models.CheckConstraint(
                condition=Q(level="country", parent__isnull=True) | ~Q(level="country"),
                name="country_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats__gte=1), name="district_seats_positive"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("district", args=[self.code])


class Party(Fact):
    class Scope(models.TextChoices):
        NATIONAL = "national", _("Partai nasional")
        ACEH = "aceh", _("Partai lokal Aceh")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nama singkat"), max_length=60)
    full_name = models.CharField(_("nama lengkap"), max_length=160)
    scope = models.CharField(_("lingkup"), max_length=10, choices=Scope.choices, default=Scope.NATIONAL)
    aliases = models.JSONField(_("nama lain"), default=list, blank=True)
    logo = models.ImageField(_("lambang"), upload_to="parties", blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("partai")
        verbose_name_plural = _("partai")
        ordering = ["slug"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("party", args=[self.slug])


class PartyNumber(models.Model):
    """A party's ballot number: it belongs to one election."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="numbers", verbose_name=_("partai"))
    election = models.ForeignKey(
        Election, models.PROTECT, related_name="party_numbers", verbose_name=_("pemilu")
    )
    number = models.PositiveSmallIntegerField(_("nomor urut"), validators=[MinValueValidator(1)])
    source_title = models.CharField(_("sumber"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("nomor urut partai")
        verbose_name_plural = _("nomor urut partai")
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="one_party_per_number"),
            models.UniqueConstraint(fields=["election", "party"], name="one_number_per_party"),
            models.CheckConstraint(condition=Q(number__gte=1), name="party_number_positive"),
        ]

    def __str__(self):
        return f"{self.number} {self.party} ({self.election})"


class Person(Fact):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    aliases = models.JSONField(_("nama lain"), default=list, blank=True)
    profile = models.TextField(_("profil"), max_length=400, blank=True)
    photo = models.ImageField(_("foto"), upload_to="people", blank=True)
    photo_credit = models.CharField(_("kredit foto"), max_length=160, blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("orang")
        verbose_name_plural = _("orang")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(photo="") | ~Q(photo_credit=""), name="photo_needs_credit")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("person", args=[self.slug])


class CandidacyQuerySet(FactQuerySet):
    def standing(self):
        """Those on the ballot: withdrawn, replaced and disqualified ones left out."""
        return self.filter(state__in=[Candidacy.State.LISTED, Candidacy.State.ELECTED])


class Candidacy(Fact):
    """A person or pair standing for an office in a district."""

    class Office(models.TextChoices):
        PRESIDENT = "president", _("Presiden dan wakil presiden")
        DPR = "dpr", "DPR"
        DPD = "dpd", "DPD"
        DPRD_PROVINCE = "dprd_province", _("DPRD provinsi")
        DPRD_REGENCY = "dprd_regency", _("DPRD kabupaten/kota")
        GOVERNOR = "governor", _("Gubernur dan wakil gubernur")
        REGENT = "regent", _("Bupati dan wakil bupati")
        MAYOR = "mayor", _("Wali kota dan wakil wali kota")

    class State(models.TextChoices):
        LISTED = "listed", _("Terdaftar")
        WITHDRAWN = "withdrawn", _("Mundur")
        REPLACED = "replaced", _("Diganti")
        DISQUALIFIED = "disqualified", _("Dicoret")
        ELECTED = "elected", _("Terpilih")

    election = models.ForeignKey(
        Election, models.PROTECT, related_name="candidacies", verbose_name=_("pemilu")
    )
    office = models.CharField(_("jabatan"), max_length=15, choices=Office.choices)
    district = models.ForeignKey(
        District, models.PROTECT, related_name="candidacies", verbose_name=_("daerah")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="candidacies", verbose_name=_("calon"))
    running_mate = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidacies_as_mate",
        verbose_name=_("calon wakil"),
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidacies",
        verbose_name=_("partai"),
        help_text=_("Daftar partai untuk kursi legislatif; kosong untuk pasangan dan DPD."),
    )
    coalition = models.ManyToManyField(
        Party, blank=True, related_name="supported_candidacies", verbose_name=_("partai pengusung")
    )
    ballot_number = models.PositiveSmallIntegerField(_("nomor urut"), validators=[MinValueValidator(1)])
    state = models.CharField(
        _("status pencalonan"), max_length=12, choices=State.choices, default=State.LISTED
    )
    state_date = models.DateField(_("tanggal status"), null=True, blank=True)
    state_source = models.CharField(_("dasar status"), max_length=300, blank=True)
    vision = models.TextField(_("visi"), max_length=600, blank=True)
    mission = models.TextField(_("misi"), max_length=1500, blank=True)
    sources = models.JSONField(_("sumber lain"), default=list, blank=True)
    votes = models.PositiveBigIntegerField(_("suara sah"), null=True, blank=True)
    votes_source = models.CharField(_("sumber suara"), max_length=300, blank=True)

    objects = CandidacyQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("pencalonan")
        verbose_name_plural = _("pencalonan")
        ordering = ["election", "office", "district", "ballot_number", "id"]
        indexes = [models.Index(fields=["election", "office", "district", "ballot_number"])]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "office", "district", "ballot_number"],
                condition=Q(party__isnull=True, state__in=["listed", "elected"]),
                name="one_candidacy_per_number",
            ),
            models.UniqueConstraint(
                fields=["election", "office", "district", "party", "ballot_number"],
                condition=Q(party__isnull=False, state__in=["listed", "elected"]),
                name="one_candidacy_per_list_number",
            ),
            models.CheckConstraint(condition=Q(ballot_number__gte=1), name="ballot_number_positive"),
            models.CheckConstraint(
                condition=Q(running_mate__isnull=True) | ~Q(running_mate=F("person")),
                name="mate_is_another_person",
            ),
            models.CheckConstraint(
                condition=Q(votes__isnull=True) | ~Q(votes_source=""), name="votes_need_source"
            ),
        ]

    def __str__(self):
        return f"{self.ballot_number} {self.name}"

    @property
    def name(self) -> str:
        """The person's name, or both names of a pair."""
        return f"{self.person} – {self.running_mate}" if self.running_mate else str(self.person)

    def get_absolute_url(self):
        return reverse("candidacy", args=[self.pk])
