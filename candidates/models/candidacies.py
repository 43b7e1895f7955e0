"""People, and the offices they stand for."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.models.districts import District
from candidates.models.elections import Election
from candidates.models.facts import Fact, FactQuerySet
from candidates.models.parties import Party


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
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=Q(photo="") | ~Q(photo_credit=""), name="photo_needs_credit"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("person", args=[self.slug])


class CandidacyQuerySet(FactQuerySet):
    def standing(self):
        """Those on the ballot: withdrawn, replaced and disqualified ones left out."""
        return self.filter(state__in=Candidacy.ON_BALLOT)

    def public(self):
        """What a page may show: the candidacy, its people, party, place and election are confirmed."""
        return (
            self.published()
            .filter(
                election__publication="published",
                district__publication="published",
                person__publication="published",
            )
            .filter(Q(running_mate=None) | Q(running_mate__publication="published"))
            .filter(Q(party=None) | Q(party__publication="published"))
        )

    def in_race(self, election, office, district):
        """Those who stand against each other, in ballot order; a withdrawn one keeps its place."""
        return self.filter(election=election, office=office, district=district).order_by(
            "ballot_number", "id"
        )

    def of_person(self, person):
        """All that `person` stood for, alone or as a running mate, the newest election first."""
        return self.filter(Q(person=person) | Q(running_mate=person)).order_by("-election__date", "-id")

    def with_names(self):
        """All that a row of a list shows, in the same query."""
        return self.select_related("election", "district", "person", "running_mate", "party")


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

    ON_BALLOT = (State.LISTED, State.ELECTED)
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
        indexes = [
            models.Index(fields=["election", "office", "district", "ballot_number"]),
            models.Index(fields=["party", "id"], name="candidacy_by_party"),
        ]
        constraints = [
            *Fact.Meta.constraints,
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
            models.CheckConstraint(
                condition=Q(state="listed") | (Q(state_date__isnull=False) & ~Q(state_source="")),
                name="changed_state_has_date_and_ground",
            ),
        ]

    def __str__(self):
        return f"{self.ballot_number} {self.name}"

    def clean(self):
        super().clean()
        if self.state != self.State.LISTED and not (self.state_date and self.state_source):
            raise ValidationError(
                {
                    "state": _("Status “%(state)s” memerlukan tanggal dan dasar.")
                    % {"state": self.get_state_display()}
                }
            )

    @property
    def name(self) -> str:
        """The person's name, or both names of a pair."""
        return f"{self.person} – {self.running_mate}" if self.running_mate else str(self.person)

    @property
    def people(self) -> list[Person]:
        """The one person or both of the pair."""
        return [person for person in (self.person, self.running_mate) if person]

    @property
    def is_standing(self) -> bool:
        """Whether the name is still on the ballot."""
        return self.state in self.ON_BALLOT

    def get_absolute_url(self):
        return reverse("candidacy", args=[self.pk])
