"""A case: all reports of one claim, and what the editors decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from factcheck.models import Debunk


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Case.State.OPEN)

    def answered_with(self, debunk):
        return self.filter(state=Case.State.ANSWERED, debunk=debunk)

    def with_size(self):
        """Each case with the number of its reports as `size`."""
        return self.annotate(size=Count("reports"))


class Case(models.Model):
    """Reports of the same claim; what an editor works on.

    An open case may point at the draft that will answer it; an answered one at the debunk that did.
    """

    class State(models.TextChoices):
        OPEN = "open", _("terbuka")
        ANSWERED = "answered", _("dijawab")
        REJECTED = "rejected", _("ditolak")

    title = models.CharField(_("judul"), max_length=200)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.OPEN)
    debunk = models.ForeignKey(
        Debunk, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("debunk")
    )
    reason = models.TextField(_("alasan penolakan"), blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("dikerjakan oleh"),
    )
    created_at = models.DateTimeField(_("dibuka"), auto_now_add=True)
    closed_at = models.DateTimeField(_("ditutup"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("kasus")
        verbose_name_plural = _("kasus")
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["state", "created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="closed_case_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(debunk__isnull=False), name="answered_case_has_debunk"
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""), name="rejected_case_has_reason"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("admin:reports_case_change", args=[self.pk])


class CaseBand(models.Model):
    """One band of the MinHash of a text in the case: texts that share a band are perhaps the same claim."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "value"], name="one_band_per_case")]

    def __str__(self):
        return f"{self.case_id} {self.value}"
