"""What was changed in published debunks, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models.debunks import Debunk, Verdict


class CorrectionQuerySet(models.QuerySet):
    def public(self):
        """Corrections of what has a public address, the latest first."""
        return self.filter(debunk__in=Debunk.objects.public()).order_by("-at", "-id")


class Correction(models.Model):
    """What was changed in a published debunk, and why."""

    debunk = models.ForeignKey(Debunk, models.PROTECT, related_name="corrections")
    at = models.DateTimeField(_("waktu"))
    text = models.TextField(_("apa yang berubah dan mengapa"))
    from_verdict = models.CharField(_("vonis lama"), max_length=20, choices=Verdict.choices)
    to_verdict = models.CharField(_("vonis baru"), max_length=20, choices=Verdict.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("oleh")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("koreksi")
        verbose_name_plural = _("koreksi")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="correction_has_text")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.debunk}"

    @property
    def changes_verdict(self) -> bool:
        return self.from_verdict != self.to_verdict
