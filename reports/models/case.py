"""A case: all reports of one claim, and what the editors decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models import Debunk
from reports.models.kinds import Kind


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Case.State.OPEN)

    def empty(self):
        """Open cases that lost their reports and that nobody has begun to work on."""
        return self.open().filter(reports=None, debunk=None, assignee=None)

    def unchecked(self, number):
        """Open cases of claims that were not yet held against all debunks as of change `number`."""
        return self.open().filter(kind=Kind.HOAX, checked_to__lt=number).order_by("checked_to", "id")

    def answered_with(self, debunk):
        return self.filter(state=Case.State.ANSWERED, debunk=debunk)

    def holding(self, receipt: str | None):
        """The case of the report with this receipt."""
        return self.filter(reports__receipt=receipt) if receipt else self.none()

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
    `refused_debunks` are those of which a person said that they do not answer this claim.
    """

    class State(models.TextChoices):
        OPEN = "open", _("terbuka")
        ANSWERED = "answered", _("dijawab")
        REJECTED = "rejected", _("ditolak")

    title = models.CharField(_("judul"), max_length=200)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices, default=Kind.HOAX)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.OPEN)
    debunk = models.ForeignKey(
        Debunk,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("debunk"),
        limit_choices_to={"state": Debunk.State.PUBLISHED},  # those offered; a draft comes by `start_debunk`
    )
    refused_debunks = models.ManyToManyField(Debunk, related_name="+", editable=False)
    reason = models.TextField(_("alasan penolakan"), blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("dikerjakan oleh"),
    )
    harm = models.PositiveSmallIntegerField(
        _("bahaya"),
        choices=[(1, _("kecil")), (2, _("sedang")), (3, _("besar"))],
        default=2,
        help_text=_("Besar: orang bisa kehilangan hak pilih, uang, atau keselamatan."),
    )
    score = models.FloatField(_("nilai"), default=0, editable=False)
    checked_to = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("dibuka"), auto_now_add=True)
    closed_at = models.DateTimeField(_("ditutup"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("kasus")
        verbose_name_plural = _("kasus")
        ordering = ["-score", "created_at", "id"]
        indexes = [
            models.Index(fields=["state", "created_at"]),
            models.Index(fields=["state", "-score", "created_at"]),
        ]
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
        answered = self.state == Case.State.ANSWERED
        state = {"open": "queued"}.get(self.state, self.state)
        return {
            "state": state,
            "debunk_id": self.debunk_id if answered else None,
            "to_tell": self.state != "open",
        }


class CaseSketch(models.Model):
    """The MinHash of one wording of the case's claim: enough to know it again, too little to read it.

    `digest` is `likeness.NUMBERS` unsigned 32-bit integers, little-endian. `ruled` wordings were put
    here by a person: nothing the machine thinks takes them elsewhere.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="sketches")
    digest = models.BinaryField()
    ruled = models.BooleanField(default=False)

    def __str__(self):
        return f"{self.case_id} {self.pk}"


class CaseBand(models.Model):
    """One band of a sketch, hashed: wordings that share a band are perhaps the same claim."""

    sketch = models.ForeignKey(CaseSketch, models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)

    def __str__(self):
        return f"{self.sketch_id} {self.value}"


class CaseNumber(models.Model):
    """A phone number that stands in the case's claim, as a keyed hash: scams share their numbers."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="numbers")
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "digest"], name="one_number_per_case")]

    def __str__(self):
        return f"{self.case_id} {self.digest[:8]}"
