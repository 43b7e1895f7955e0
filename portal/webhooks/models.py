"""Who wants to be told of what, what there was to tell, and how the telling went."""

import json
from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.keys.models import ApiKey
from portal.webhooks.reasons import why

SENDING = timedelta(seconds=90)  # longer than any task may live
KEPT = timedelta(days=30)


class Kind(models.TextChoices):
    PUBLISHED = "debunk.published", _("debunk terbit")
    UPDATED = "debunk.updated", _("debunk diperbarui")
    CORRECTED = "debunk.corrected", _("debunk dikoreksi")
    RETRACTED = "debunk.retracted", _("debunk ditarik")
    STAGE = "stage.changed", _("tahapan pemilu berubah")


class WebhookQuerySet(models.QuerySet):
    def listening(self):
        """Those whose endpoint was verified once and whose key is still good."""
        return self.filter(from_number__isnull=False, key__in=ApiKey.objects.active())

    def to_verify(self, now):
        return self.filter(
            state=Webhook.State.PENDING, retry_at__lte=now, key__in=ApiKey.objects.active()
        ).order_by("retry_at", "pk")

    def ready(self, now):
        """Those that may be written to now and have something to be told, the one tried longest ago first."""
        of_this = Delivery.objects.filter(webhook=OuterRef("pk"))
        return (
            self.listening()
            .filter(Exists(of_this.filter(state=Delivery.State.WAITING, retry_at__lte=now)))
            .exclude(Exists(of_this.filter(state=Delivery.State.SENDING)))
            .filter(state=Webhook.State.ACTIVE, retry_at__lte=now)
            .order_by("tried_at", "pk")
        )


class Webhook(models.Model):
    """A subscription. The secrets are sealed: only the worker that signs opens them."""

    class State(models.TextChoices):
        PENDING = "pending", _("menunggu pembuktian alamat")
        ACTIVE = "active", _("aktif")
        UNVERIFIED = "unverified", _("alamat tidak terbukti")
        PAUSED = "paused", _("dijeda")

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="webhooks")
    url = models.URLField(_("alamat"), max_length=500)
    events = models.JSONField(_("kabar"), default=list)
    filters = models.JSONField(_("saringan"), default=dict, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.PENDING)
    failure = models.CharField(_("sebab"), max_length=200, blank=True)
    secret = models.BinaryField()
    old_secret = models.BinaryField(null=True, blank=True)
    old_until = models.DateTimeField(null=True, blank=True)
    from_number = models.BigIntegerField(null=True, blank=True)  # only later changes are told
    created_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    failures = models.PositiveIntegerField(default=0)  # one after the other
    failing_since = models.DateTimeField(_("gagal sejak"), null=True, blank=True)
    tried_at = models.DateTimeField(default=timezone.now)
    retry_at = models.DateTimeField(default=timezone.now)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhook")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(old_secret=None, old_until=None)
                | Q(old_secret__isnull=False, old_until__isnull=False),
                name="old_secret_has_an_end",
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def why(self) -> str:
        return why(self.failure)

    @property
    def event_labels(self) -> list[str]:
        return [str(Kind(event).label) for event in self.events]


class Event(models.Model):
    """One change as it is told: the same name and the same bytes to everybody, however often."""

    name = models.CharField(max_length=40, unique=True)
    kind = models.CharField(_("kabar"), max_length=20, choices=Kind.choices)
    number = models.BigIntegerField()  # of the change
    subject = models.CharField(max_length=40)  # what changed: its events are told in their order
    at = models.DateTimeField(_("waktu"), db_index=True)
    body = models.TextField()

    class Meta:
        verbose_name = _("kabar webhook")
        verbose_name_plural = _("kabar webhook")
        ordering = ["number"]

    def __str__(self):
        return f"{self.name} {self.kind}"

    @property
    def title(self) -> str:
        """What the thing is called that it tells of; "" where that is not public any more."""
        shown = json.loads(self.body)["object"]
        return shown.get("title") or shown.get("name") or ""


class DeliveryQuerySet(models.QuerySet):
    def due(self, now):
        """What may be sent now, but for what waits behind an earlier event of the same thing."""
        earlier = Delivery.objects.filter(
            webhook=OuterRef("webhook"),
            event__subject=OuterRef("event__subject"),
            event__number__lt=OuterRef("event__number"),
            state__in=[Delivery.State.WAITING, Delivery.State.SENDING],
        )
        waiting = self.filter(state=Delivery.State.WAITING, retry_at__lte=now).exclude(Exists(earlier))
        return waiting.order_by("retry_at", "event__number")

    def abandoned(self, now):
        """Claimed by a worker that is surely dead."""
        return self.filter(state=Delivery.State.SENDING, claimed_at__lt=now - SENDING)

    def failed(self):
        return self.filter(state=Delivery.State.FAILED)


class Delivery(models.Model):
    """The telling of one event to one subscriber. Claimed before it is sent; a killed worker's is sent again,
    under the same name."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        SENDING = "sending", _("sedang dikirim")
        DELIVERED = "delivered", _("sampai")
        FAILED = "failed", _("gagal")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    status = models.PositiveSmallIntegerField(_("jawaban"), null=True, blank=True)  # of HTTP
    failure = models.CharField(_("sebab"), max_length=200, blank=True)
    first_tried_at = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(_("dicoba"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(_("sampai"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("kiriman webhook")
        verbose_name_plural = _("kiriman webhook")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "retry_at"]), models.Index(fields=["webhook", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="told_to_each_once"),
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at=None)),
                name="delivered_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.webhook_id} {self.event_id} {self.state}"

    @property
    def why(self) -> str:
        return why(self.failure)
