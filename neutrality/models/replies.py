"""What somebody who was reported wants to say or have put right. Stands here only sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neutrality.models.cases import Case


class ReplyRequest(models.Model):
    class State(models.TextChoices):
        NEW = "new", _("baru")
        ATTACHED = "attached", _("dicatat pada kasus")
        DECLINED = "declined", _("tidak ada kasusnya")

    content = models.BinaryField(null=True)
    received_at = models.DateTimeField(_("diterima"), default=timezone.now)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.NEW)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kasus")
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("permintaan hak jawab")
        verbose_name_plural = _("permintaan hak jawab")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="new") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="decided_reply_has_officer",
            ),
            models.CheckConstraint(
                condition=Q(state="attached", case__isnull=False)
                | (~Q(state="attached") & Q(case__isnull=True)),
                name="attached_reply_has_case",
            ),
        ]

    def __str__(self):
        return _("Permintaan hak jawab %(number)s") % {"number": self.pk}
