"""Who asked for a key of the API, what it may do, what it was used for, and the letters about it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SENDING = timedelta(seconds=90)  # longer than any task may live
TO_CONFIRM = timedelta(hours=48)
KEPT_REVOKED = timedelta(days=30)
KEPT_UNUSED = timedelta(days=365)
KEPT_USES = timedelta(days=90)
KEPT_LETTERS = timedelta(days=7)


class Scope(models.TextChoices):
    """What a key may do; the names are those of the limits (portal.limits)."""

    READ = "read", _("Membaca")
    CHECK = "check", _("Memeriksa pesan")
    REPORT = "report", _("Melapor hoaks")


class ApiKeyQuerySet(models.QuerySet):
    def active(self):
        """Those that open anything."""
        return self.filter(confirmed_at__isnull=False, revoked_at=None)

    def waiting(self):
        """Asked for, and not confirmed yet."""
        return self.filter(confirmed_at=None)

    def forgotten(self, now):
        """Never confirmed in time, revoked a while ago, or not used for a year."""
        unused = Q(last_used_on__lt=(now - KEPT_UNUSED).date()) | Q(
            last_used_on=None, confirmed_at__lt=now - KEPT_UNUSED
        )
        return self.filter(
            Q(confirmed_at=None, created_at__lt=now - TO_CONFIRM)
            | Q(revoked_at__lt=now - KEPT_REVOKED)
            | unused
        )


class ApiKey(models.Model):
    """A key, or the wish for one. The key itself is nowhere: `digest` is its SHA-256, `start` what it begins
    with. The address is sealed; nobody can read it on the site."""

    name = models.CharField(_("nama"), max_length=80)
    scopes = models.JSONField(_("boleh"), default=list)
    address = models.BinaryField()
    fingerprint = models.CharField(max_length=64, db_index=True)  # keyed hash: tells the same from the same
    language = models.CharField(max_length=8, default="id")
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    start = models.CharField(_("awal kunci"), max_length=12, blank=True)
    created_at = models.DateTimeField(_("diminta"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("dibuat"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    last_used_on = models.DateField(_("terakhir dipakai"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("kunci API")
        verbose_name_plural = _("kunci API")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, digest=None)
                | Q(confirmed_at__isnull=False, digest__isnull=False),
                name="confirmed_key_has_digest",
            ),
        ]

    def __str__(self):
        return f"#{self.pk} {self.start}"

    @property
    def scope_labels(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes]


class KeyUse(models.Model):
    """How often a key was used for something on one day (of Jakarta)."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="uses")
    day = models.DateField(_("tanggal"))
    kind = models.CharField(_("untuk"), max_length=10, choices=Scope.choices)
    count = models.PositiveIntegerField(_("jumlah"), default=0)

    class Meta:
        verbose_name = _("pemakaian kunci")
        verbose_name_plural = _("pemakaian kunci")
        ordering = ["-day", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["key", "day", "kind"], name="one_use_per_key_day_and_kind"),
        ]

    def __str__(self):
        return f"{self.key_id} {self.day} {self.kind}: {self.count}"


class KeyLetterQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(state=KeyLetter.State.WAITING, retry_at__lte=now).order_by("retry_at", "id")

    def abandoned(self, now):
        """Claimed by a worker that is surely dead: nobody knows whether they were sent."""
        return self.filter(state=KeyLetter.State.SENDING, claimed_at__lt=now - SENDING)


class KeyLetter(models.Model):
    """One letter to the owner of a key. Claimed before it is sent, and sent at most once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        SENDING = "sending", _("sedang dikirim")
        SENT = "sent", _("terkirim")
        UNCERTAIN = "uncertain", _("tidak pasti")
        FAILED = "failed", _("gagal")

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("konfirmasi")
        MANAGE = "manage", _("tautan kelola")
        PAUSED = "paused", _("webhook dijeda")

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.CharField(max_length=500, blank=True)  # the address of the webhook that was paused
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    retry_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)

    objects = KeyLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("surat tentang kunci")
        verbose_name_plural = _("surat tentang kunci")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "retry_at"])]

    def __str__(self):
        return f"{self.key_id} {self.kind}"
