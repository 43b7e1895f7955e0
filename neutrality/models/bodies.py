"""Who receives a referral, until when, and the days on which nobody works."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neutrality.models.rules import Dated, DatedQuerySet, audiences
from neutrality.terms import Days, ElectionKind, Violation


class Body(models.Model):
    """An institution that receives referrals."""

    slug = models.SlugField(max_length=40, unique=True)
    abbreviation = models.CharField(_("singkatan"), max_length=30)
    name = models.CharField(_("nama"), max_length=160)
    address = models.CharField(_("alamat surat"), max_length=300, blank=True)
    channel_url = models.URLField(_("kanal resmi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lembaga penerima")
        verbose_name_plural = _("lembaga penerima")
        ordering = ["abbreviation"]

    def __str__(self):
        return self.abbreviation


class CompetenceQuerySet(DatedQuerySet):
    def with_terms(self):
        """With the body, and the steps in which it works."""
        return self.select_related("body").prefetch_related("steps")


class Competence(Dated):
    """That a body receives one kind of violation between two dates, and on which terms."""

    slug = models.SlugField(max_length=80, unique=True)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="competences", verbose_name=_("lembaga penerima")
    )
    violation = models.CharField(_("jenis pelanggaran"), max_length=10, choices=Violation.choices)
    audiences = models.JSONField(_("pegawai"), validators=[audiences])
    election_kind = models.CharField(
        _("jenis pemilihan"), max_length=10, choices=ElectionKind.choices, blank=True
    )
    named_reporter = models.BooleanField(_("meminta nama dan alamat pelapor"), default=False)
    days = models.PositiveSmallIntegerField(
        _("batas waktu lapor sejak diketahui"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    day_kind = models.CharField(_("hitungan hari"), max_length=10, choices=Days.choices, blank=True)
    basis = models.CharField(_("dasar"), max_length=200)

    objects = CompetenceQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("kewenangan lembaga")
        verbose_name_plural = _("kewenangan lembaga")
        ordering = ["violation", "valid_from", "slug"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(days__isnull=True, day_kind="") | (Q(days__gte=1) & ~Q(day_kind="")),
                name="competence_days_paired",
            ),
        ]

    def __str__(self):
        return f"{self.body}: {self.get_violation_display()}"


class HandlingStep(models.Model):
    """One of the steps in which a body deals with what it received; each begins when the one before ends."""

    competence = models.ForeignKey(
        Competence, models.CASCADE, related_name="steps", verbose_name=_("kewenangan")
    )
    order = models.PositiveSmallIntegerField(_("urutan"), validators=[MinValueValidator(1)])
    name = models.CharField(_("langkah"), max_length=120)
    days = models.PositiveSmallIntegerField(_("lamanya"), validators=[MinValueValidator(1)])
    day_kind = models.CharField(_("hitungan hari"), max_length=10, choices=Days.choices)

    class Meta:
        verbose_name = _("langkah penanganan")
        verbose_name_plural = _("langkah penanganan")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["competence", "order"], name="one_handling_step_per_place"),
            models.CheckConstraint(condition=Q(days__gte=1), name="handling_step_lasts"),
        ]

    def __str__(self):
        return f"{self.order}. {self.name}"


class Holiday(models.Model):
    """A day on which offices are closed, beside Saturdays and Sundays."""

    date = models.DateField(_("tanggal"), unique=True)
    name = models.CharField(_("nama"), max_length=120)
    source_title = models.CharField(_("sumber"), max_length=300)

    class Meta:
        verbose_name = _("hari libur")
        verbose_name_plural = _("hari libur")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(condition=~Q(source_title=""), name="holiday_has_source"),
        ]

    def __str__(self):
        return f"{self.date} {self.name}"
