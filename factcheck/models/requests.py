"""What readers ask us to correct."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from factcheck.models.debunks import Debunk


class CorrectionRequestQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has answered yet, the longest waiting first."""
        return self.filter(state=CorrectionRequest.State.OPEN).order_by("created_at", "id")

    def answered(self):
        return self.exclude(state=CorrectionRequest.State.OPEN)

    def to_tell(self):
        """Answered ones whose asker left a contact and was not written to yet."""
        return self.answered().exclude(contact=None).filter(told_at=None).order_by("id")

    def raw_until(self, answered_before, asked_before):
        """Those whose words have been kept long enough."""
        return self.filter(erased_at=None).kept_since(answered_before, asked_before)

    def reachable_until(self, answered_before, asked_before):
        """Those whose contact has been kept long enough."""
        return self.exclude(contact=None).kept_since(answered_before, asked_before)

    def kept_since(self, answered_before, asked_before):
        return self.filter(Q(answered_at__lt=answered_before) | Q(created_at__lt=asked_before))


class CorrectionRequest(models.Model):
    """One request. Its receipt is for its asker alone; `contact` is sealed, like those of reports."""

    class State(models.TextChoices):
        OPEN = "open", _("baru")
        ACCEPTED = "accepted", _("diterima")
        DECLINED = "declined", _("ditolak")

    receipt = models.CharField(max_length=32, unique=True, editable=False)
    debunk = models.ForeignKey(
        Debunk, models.PROTECT, related_name="correction_requests", verbose_name=_("debunk")
    )
    text = models.TextField(_("yang keliru"), max_length=5_000, blank=True)
    source_url = models.URLField(_("sumber"), max_length=1000, blank=True)
    contact = models.BinaryField(_("kontak tersegel"), null=True)
    language = models.CharField(_("bahasa"), max_length=2, default="id")
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("jawaban"), max_length=5_000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dijawab oleh"),
    )
    created_at = models.DateTimeField(_("diminta"), auto_now_add=True, db_index=True)
    answered_at = models.DateTimeField(_("dijawab"), null=True, blank=True)
    told_at = models.DateTimeField(_("dikabari"), null=True, blank=True)
    erased_at = models.DateTimeField(_("isi dihapus"), null=True, blank=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("permintaan koreksi")
        verbose_name_plural = _("permintaan koreksi")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True, answer="")
                | (~Q(state="open") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_request_has_answer",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(erased_at__isnull=False), name="request_has_text"
            ),
        ]

    def __str__(self):
        return _("Permintaan %(number)s") % {"number": self.pk}

    def get_absolute_url(self):
        return reverse("correction_receipt", args=[self.receipt])
