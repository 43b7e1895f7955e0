"""A case: all reports of one claim, and what the editors decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models import Debunk


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Case.State.OPEN)

    def empty(self):
        """Open cases that lost their reports and that nobody has begun to work on."""
        return self.open().filter(reports=None, debunk=None, assignee=None)

    def unchecked(self, number):
        """Open cases that were not yet held against all debunks as of change `number`."""
        return self.open().filter(checked_to__lt=number).order_by("checked_to", "id")

    def answered_with(self, debunk):
        return self.filter(state=Case.State.ANSWERED, debunk=debunk)

    def with_size(self):
        """Each case with the number of its reports as `size`."""
        return self.annotate(size=Count("reports"))

    def create_answered(self, debunk):
        """A case that was answered before anyone opened it."""
        return self.create(
            title=debunk.title[:200], state=Case.State.ANSWERED, debunk=debunk, closed_at=timezone.now()
        )


class Case(models.Model):
    """Reports of the same claim; what an editor works on.

    An open case may point at the draft that will answer it; an answered one at the debunk that did.
    `checked_to` is the number of the change of a debunk up to which the case was held against them all.
    """

    class State(models.TextChoices):
        OPEN = "open", _("terbuka")
        ANSWERED = "answered", _("dijawab")
        REJECTED = "rejected", _("ditolak")

    title = models.CharField(_("judul"), max_length=200)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.OPEN)
    debunk = models.ForeignKey(
        Debunk, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("debunk")
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
    checked_to = models.BigIntegerField(default=0, editable=False)
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

    def outcome(self) -> dict:
        """What the case means for each report in it, as values of the report's fields."""
        state = {"open": "queued"}.get(self.state, self.state)
        return {"state": state, "debunk": self.debunk if self.state == Case.State.ANSWERED else None}


class CaseSketch(models.Model):
    """The MinHash of one wording of the case's claim: enough to know it again, too little to read it.

    `digest` is `likeness.NUMBERS` unsigned 32-bit integers, little-endian.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="sketches")
    digest = models.BinaryField()

    def __str__(self):
        return f"{self.case_id} {self.pk}"


class CaseBand(models.Model):
    """One band of a sketch, hashed: wordings that share a band are perhaps the same claim."""

    sketch = models.ForeignKey(CaseSketch, models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)

    def __str__(self):
        return f"{self.sketch_id} {self.value}"
