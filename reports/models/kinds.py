"""What is reported, and who is competent for what is no hoax."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    HOAX = "hoax", _("Hoaks atau kabar yang meragukan")
    SARA = "sara", _("Serangan SARA (suku, agama, ras, antargolongan)")
    VIOLATION = "violation", _("Pelanggaran lain")


class CompetentBodyQuerySet(models.QuerySet):
    def current(self, kind, day):
        """Those that take reports of `kind` on `day`."""
        return self.filter(
            models.Q(valid_to=None) | models.Q(valid_to__gte=day), kind=kind, valid_from__lte=day
        )


class CompetentBody(models.Model):
    """An authority that takes such reports through a channel of its own. Duties move: hence the dates."""

    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("lembaga"), max_length=120)
    duty = models.CharField(_("menangani apa"), max_length=200)
    url = models.URLField(_("saluran"), max_length=300, blank=True)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    source = models.CharField(_("sumber"), max_length=300)

    objects = CompetentBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("lembaga berwenang")
        verbose_name_plural = _("lembaga berwenang")
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="competent_body_has_source"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="competent_body_dates_in_order",
            ),
        ]

    def __str__(self):
        return self.name
