"""Who wants to be reminded of which stages, and the letters that tell them."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.models.elections import Election, Stage

SENDING = timedelta(seconds=90)  # longer than any task may live
TO_CONFIRM = timedelta(hours=48)


class ReminderQuerySet(models.QuerySet):
    def confirmed(self):
        """Those whose owner has answered the first letter."""
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self, now):
        """Never confirmed, although there was time for it."""
        return self.filter(confirmed_at=None, created_at__lt=now - TO_CONFIRM)

    def over(self, day):
        """Nothing is left to tell of their election after `day`."""
        left = Stage.objects.published().in_force().filter(ends__gte=day)
        return self.exclude(election__in=left.values("election"))


class Reminder(models.Model):
    """A wish to be told of stages by e-mail. The address is sealed; nobody can read it on the site."""

    class Days(models.IntegerChoices):
        ONE = 1, _("1 hari sebelumnya")
        THREE = 3, _("3 hari sebelumnya")
        SEVEN = 7, _("7 hari sebelumnya")

    election = models.ForeignKey(Election, models.CASCADE, related_name="reminders")
    stages = models.ManyToManyField(Stage, blank=True, related_name="+")  # none: every stage
    days = models.PositiveSmallIntegerField(choices=Days.choices, default=Days.THREE)
    address = models.BinaryField()
    fingerprint = models.CharField(max_length=64)  # keyed hash of the address: tells the same from the same
    language = models.CharField(max_length=8, default="id")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("pengingat")
        verbose_name_plural = _("pengingat")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["election", "fingerprint"], name="one_reminder_per_address"),
        ]

    def __str__(self):
        return f"#{self.pk}"


class ReminderLetterQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(state=ReminderLetter.State.WAITING, retry_at__lte=now).order_by("retry_at", "id")

    def abandoned(self, now):
        """Claimed by a worker that is surely dead: nobody knows whether they were sent."""
        return self.filter(state=ReminderLetter.State.SENDING, claimed_at__lt=now - SENDING)


class ReminderLetter(models.Model):
    """One letter. Claimed before it is sent; `about` names what it tells, so that nothing is told twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        SENDING = "sending", _("sedang dikirim")
        SENT = "sent", _("terkirim")
        UNCERTAIN = "uncertain", _("tidak pasti")
        FAILED = "failed", _("gagal")

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("konfirmasi")
        AHEAD = "ahead", _("menjelang tahapan")
        REVISED = "revised", _("jadwal berubah")
        CANCELLED = "cancelled", _("tahapan dibatalkan")

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    stage = models.ForeignKey(Stage, models.CASCADE, null=True, related_name="+")
    about = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)

    objects = ReminderLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("surat pengingat")
        verbose_name_plural = _("surat pengingat")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "retry_at"])]
        constraints = [
            models.UniqueConstraint(fields=["reminder", "about"], name="told_once"),
            models.CheckConstraint(
                condition=Q(kind="confirm", stage__isnull=True)
                | (~Q(kind="confirm") & Q(stage__isnull=False)),
                name="letter_tells_of_a_stage",
            ),
        ]

    def __str__(self):
        return f"{self.reminder_id} {self.about}"
