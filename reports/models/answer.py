"""What a reporter is answered, and the message that tells it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models import Debunk, Verdict
from reports.models.report import HoaxReport

SENDING = timedelta(seconds=90)  # longer than any task may live


class Answer(models.Model):
    """One per report and verdict. A rejection has no debunk and no verdict."""

    report = models.ForeignKey(HoaxReport, models.CASCADE, related_name="answers")
    debunk = models.ForeignKey(Debunk, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(_("vonis"), max_length=20, choices=Verdict.choices, blank=True)
    created_at = models.DateTimeField(_("waktu"), auto_now_add=True)

    class Meta:
        verbose_name = _("jawaban")
        verbose_name_plural = _("jawaban")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "debunk", "verdict"],
                name="one_answer_per_report_and_verdict",
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(debunk=None), name="one_rejection_per_report"
            ),
            models.CheckConstraint(
                condition=Q(debunk=None, verdict="") | (Q(debunk__isnull=False) & ~Q(verdict="")),
                name="answer_has_debunk_and_verdict",
            ),
        ]

    def __str__(self):
        return f"{self.report_id} {self.verdict or '-'}"


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        """To be sent now. An answer of a case that was opened again waits for the editors' next word."""
        reopened = Q(answer__isnull=False, report__state=HoaxReport.State.QUEUED)
        waiting = self.filter(state=Message.State.WAITING, retry_at__lte=now)
        return waiting.exclude(reopened).order_by("retry_at", "id")

    def abandoned(self, now):
        """Claimed by a worker that is surely dead: nobody knows whether they were sent."""
        return self.filter(state=Message.State.SENDING, claimed_at__lt=now - SENDING)

    def to_look_at(self):
        """What a person should know of: perhaps sent, or given up."""
        return self.filter(state__in=[Message.State.UNCERTAIN, Message.State.FAILED])


class Message(models.Model):
    """The telling of one answer, of its withdrawal, or of the receipt, by the contact a reporter gave.

    Claimed before it is sent: killed in between, nobody knows, and it is not sent again by itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        SENDING = "sending", _("sedang dikirim")
        SENT = "sent", _("terkirim")
        UNCERTAIN = "uncertain", _("tidak pasti")
        FAILED = "failed", _("gagal")
        LEFT = "left", _("dibiarkan")  # a person looked at it, and it is not sent again

    report = models.ForeignKey(HoaxReport, models.CASCADE, related_name="messages")
    answer = models.OneToOneField(Answer, models.CASCADE, null=True, related_name="message")
    withdraws = models.OneToOneField(Answer, models.CASCADE, null=True, related_name="withdrawal")
    channel = models.CharField(_("saluran"), max_length=10)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    retry_at = models.DateTimeField(_("dicoba"), default=timezone.now)
    claimed_at = models.DateTimeField(_("diambil"), null=True, blank=True)
    sent_at = models.DateTimeField(_("terkirim"), null=True, blank=True)
    failure = models.CharField(_("sebab"), max_length=200, blank=True)
    # A keyed hash of the service's id of what was sent, until the service says what became of it.
    sent_key = models.CharField(max_length=64, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("pesan keluar")
        verbose_name_plural = _("pesan keluar")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "retry_at"]),
            models.Index(fields=["sent_key"], condition=~Q(sent_key=""), name="messages_underway"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(answer=None, withdraws=None),
                name="one_receipt_message_per_report",
            ),
            models.CheckConstraint(
                condition=Q(answer=None) | Q(withdraws=None), name="message_tells_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="sent_message_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.pk} {self.channel} {self.state}"
