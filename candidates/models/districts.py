"""The places in which people are elected."""

import re

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.models.facts import Fact, FactQuerySet

CODE = RegexValidator(
    r"^[a-z0-9]+([.-][a-z0-9]+)*\Z", _("Hanya huruf kecil, angka, titik, dan tanda hubung.")
)


class DistrictQuerySet(FactQuerySet):
    def level(self, level):
        return self.filter(level=level).order_by("code")

    def in_force(self, day):
        """Districts valid on `day` (a date); an absent limit means always."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class District(Fact):
    """A place in which people are elected: the country, a province, a regency or a dapil."""

    class Level(models.TextChoices):
        COUNTRY = "country", _("Nasional")
        PROVINCE = "province", _("Provinsi")
        REGENCY = "regency", _("Kabupaten/kota")
        DPR = "dpr", _("Dapil DPR")
        DPRD_PROVINCE = "dprd_province", _("Dapil DPRD provinsi")
        DPRD_REGENCY = "dprd_regency", _("Dapil DPRD kabupaten/kota")

    code = models.CharField(_("kode"), max_length=80, unique=True, validators=[CODE])
    official_code = models.CharField(
        _("kode wilayah resmi"),
        max_length=13,
        blank=True,
        help_text=_("Kode wilayah administrasi dari Kementerian Dalam Negeri, misalnya 32.73."),
    )
    level = models.CharField(_("tingkat"), max_length=15, choices=Level.choices)
    name = models.CharField(_("nama"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("induk")
    )
    seats = models.PositiveSmallIntegerField(
        _("kursi"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    parts = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="part_of",
        verbose_name=_("wilayah"),
        help_text=_("Kabupaten dan kota yang masuk dapil ini."),
    )
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = DistrictQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("daerah")
        verbose_name_plural = _("daerah")
        ordering = ["level", "code"]
        indexes = [models.Index(fields=["level", "code"])]
        constraints = [
            *Fact.Meta.constraints,
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

    @property
    def sorting_key(self) -> list:
        """For sorting: the tenth dapil comes after the ninth, not after the first."""
        return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", self.code)]

    def get_absolute_url(self):
        return reverse("district", args=[self.code])
