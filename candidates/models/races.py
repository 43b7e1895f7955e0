"""What is known of a race besides who stands in it, and the results of parties."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.models.candidacies import Candidacy
from candidates.models.districts import District
from candidates.models.elections import Election
from candidates.models.facts import Fact, FactQuerySet
from candidates.models.parties import Party


class PlaceQuerySet(FactQuerySet):
    def public(self):
        """Confirmed ones in confirmed elections and places, these selected."""
        return (
            self.published()
            .filter(election__publication="published", district__publication="published")
            .select_related("election", "district")
        )


class Race(Fact):
    """An office in a district at an election: against the empty column, or not elected there at all."""

    class Form(models.TextChoices):
        CONTESTED = "contested", _("Dipilih di antara calon")
        EMPTY_COLUMN = "empty_column", _("Calon tunggal melawan kolom kosong")
        NOT_ELECTED = "not_elected", _("Tidak dipilih di daerah ini")

    election = models.ForeignKey(Election, models.PROTECT, related_name="races", verbose_name=_("pemilu"))
    office = models.CharField(_("jabatan"), max_length=15, choices=Candidacy.Office.choices)
    district = models.ForeignKey(District, models.PROTECT, related_name="races", verbose_name=_("daerah"))
    form = models.CharField(_("bentuk"), max_length=15, choices=Form.choices, default=Form.CONTESTED)
    note = models.CharField(_("penjelasan"), max_length=280, blank=True)
    empty_votes = models.PositiveBigIntegerField(_("suara kolom kosong"), null=True, blank=True)
    invalid_votes = models.PositiveBigIntegerField(_("suara tidak sah"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("pemilihan di daerah")
        verbose_name_plural = _("pemilihan di daerah")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["election", "office", "district"], name="one_race_in_a_place"),
            models.CheckConstraint(
                condition=Q(form="empty_column") | Q(empty_votes__isnull=True),
                name="empty_votes_need_the_empty_column",
            ),
        ]

    def __str__(self):
        return f"{self.get_office_display()} {self.district} ({self.election})"

    def clean(self):
        super().clean()
        if self.form == self.Form.NOT_ELECTED and not self.note:
            raise ValidationError({"note": _("Jelaskan mengapa jabatan ini tidak dipilih di sini.")})
        if self.empty_votes is not None and self.form != self.Form.EMPTY_COLUMN:
            raise ValidationError({"empty_votes": _("Hanya untuk calon tunggal melawan kolom kosong.")})

    def get_absolute_url(self):
        return reverse("race", args=[self.election.slug, self.office, self.district.code])


class PartyResultQuerySet(PlaceQuerySet):
    def places(self):
        """Results of the whole country, one for each office: where its page is."""
        country = self.filter(district__level=District.Level.COUNTRY).order_by("office", "-votes")
        return list({one.office: one for one in country[:100]}.values())


class PartyResult(Fact):
    """The votes a party won for an office in a district, and the seats that came of them."""

    election = models.ForeignKey(
        Election, models.PROTECT, related_name="party_results", verbose_name=_("pemilu")
    )
    office = models.CharField(_("jabatan"), max_length=15, choices=Candidacy.Office.choices)
    district = models.ForeignKey(
        District, models.PROTECT, related_name="party_results", verbose_name=_("daerah")
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="results", verbose_name=_("partai"))
    votes = models.PositiveBigIntegerField(_("suara sah"))
    seats = models.PositiveSmallIntegerField(_("kursi"), null=True, blank=True)

    objects = PartyResultQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("hasil partai")
        verbose_name_plural = _("hasil partai")
        ordering = ["-votes", "id"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["election", "office", "district", "party"], name="one_result_per_party"
            ),
        ]

    def __str__(self):
        return f"{self.party}: {self.votes}"

    def get_absolute_url(self):
        """The page of the race, with the results of all parties."""
        return reverse("race", args=[self.election.slug, self.office, self.district.code])
