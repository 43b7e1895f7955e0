"""Parties and the numbers they have on the ballots of each election."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.models.elections import Election
from candidates.models.facts import Fact, FactQuerySet


class PartyQuerySet(FactQuerySet):
    def with_number(self, election):
        """Each party with its `number` in `election` (an Election or None); None where it has none."""
        here = PartyNumber.objects.filter(party=OuterRef("pk"), election=election)
        return self.annotate(number=Subquery(here.values("number")[:1]))


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

    objects = PartyQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("partai")
        verbose_name_plural = _("partai")
        ordering = ["slug"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("party", args=[self.slug])


class PartyNumberQuerySet(models.QuerySet):
    def public(self):
        """Numbers of confirmed parties, in ballot order, the parties selected."""
        return self.filter(party__publication="published").select_related("party").order_by("number")

    def published_elections(self):
        """Numbers in confirmed elections, the newest first, the elections selected."""
        return (
            self.filter(election__publication="published")
            .select_related("election")
            .order_by("-election__date")
        )


class PartyNumber(models.Model):
    """A party's ballot number: it belongs to one election."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="numbers", verbose_name=_("partai"))
    election = models.ForeignKey(
        Election, models.PROTECT, related_name="party_numbers", verbose_name=_("pemilu")
    )
    number = models.PositiveSmallIntegerField(_("nomor urut"), validators=[MinValueValidator(1)])
    source_title = models.CharField(_("sumber"), max_length=300, blank=True)

    objects = PartyNumberQuerySet.as_manager()

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
