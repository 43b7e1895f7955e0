"""What people say about the answers they were given."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models.checks import Check
from factcheck.models.debunks import Debunk


class Feedback(models.Model):
    """Whether a debunk answered a check; without a debunk, whether "not checked yet" helped.

    One a receipt and debunk. The receipt is forgotten with its check; the count stays.
    """

    check_made = models.ForeignKey(
        Check, models.SET_NULL, null=True, related_name="feedback", verbose_name=_("pemeriksaan pembaca")
    )
    debunk = models.ForeignKey(Debunk, models.CASCADE, null=True, related_name="feedback")
    answered = models.BooleanField(_("terjawab"))
    created_at = models.DateTimeField(_("waktu"), auto_now_add=True)

    class Meta:
        verbose_name = _("tanggapan pembaca")
        verbose_name_plural = _("tanggapan pembaca")
        constraints = [
            models.UniqueConstraint(
                fields=["check_made", "debunk"], name="one_feedback_per_check_and_debunk"
            ),
            models.UniqueConstraint(
                fields=["check_made"],
                condition=Q(debunk__isnull=True),
                name="one_feedback_per_check_without_debunk",
            ),
        ]

    def __str__(self):
        return f"{self.debunk_id or '–'} {'+' if self.answered else '-'}"
