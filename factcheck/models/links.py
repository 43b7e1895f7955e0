"""The addresses that debunks cite: whether they still answer, and what stood there when we looked."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from factcheck.models.evidence import Appearance, Source


class LinkQuerySet(models.QuerySet):
    def due(self, now, *, a_host: int):
        """To be looked at now: the latest new ones first, and of each host at most `a_host`."""
        order = [F("checked_at").asc(nulls_first=True), F("id").desc()]
        place = Window(RowNumber(), partition_by=F("host"), order_by=order)
        waiting = self.filter(next_at__lte=now).annotate(place=place)
        return waiting.filter(place__lte=a_host).order_by(*order)

    def dead(self):
        """Those that do not answer any more and are still cited."""
        by_key = [Exists(model.objects.filter(url_key=OuterRef("key"))) for model in (Source, Appearance)]
        return self.filter(by_key[0] | by_key[1], state=Link.State.DEAD).order_by("-first_dead_at", "-id")

    def to_archive(self, now):
        """Those that answered, whose copy the archive service has not made yet."""
        return self.filter(archived_url="", archive_at__lte=now).order_by("archive_at", "id")


class Link(models.Model):
    """One address, however many debunks cite it; `key` is that of the sources and appearances."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        ALIVE = "alive", _("menjawab")
        CLOSED = "closed", _("tertutup bagi kami")
        FAILING = "failing", _("tidak menjawab, dicoba lagi")
        DEAD = "dead", _("mati")
        REFUSED = "refused", _("tidak boleh dibuka")

    key = models.CharField(max_length=32, unique=True, editable=False)
    url = models.URLField(_("tautan"), max_length=1000)
    host = models.CharField(_("situs"), max_length=255)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.WAITING)
    checked_at = models.DateTimeField(_("terakhir dilihat"), null=True, blank=True)
    last_alive_at = models.DateTimeField(_("terakhir menjawab"), null=True, blank=True)
    first_dead_at = models.DateTimeField(_("mati sejak"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("gagal berturut-turut"), default=0)
    next_at = models.DateTimeField(_("dilihat lagi"), null=True, blank=True)  # null: never again
    archived_url = models.URLField(_("salinan arsip"), max_length=1000, blank=True)
    archive_at = models.DateTimeField(null=True, blank=True, editable=False)  # null: not to be asked
    archive_tries = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("tautan bukti")
        verbose_name_plural = _("tautan bukti")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_at"]),
            models.Index(fields=["state", "-first_dead_at"]),
            models.Index(fields=["archive_at"], condition=Q(archived_url=""), name="links_to_archive"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="dead", first_dead_at__isnull=False)
                | (~Q(state="dead") & Q(first_dead_at__isnull=True)),
                name="dead_link_has_date",
            )
        ]

    def __str__(self):
        return self.url


class CaptureChanged(Exception):
    """What was seen is never changed afterwards."""


class Capture(models.Model):
    """What a worker saw at a link, once: `sha256` is of the bytes as they came, `text` what reads there."""

    link = models.ForeignKey(Link, models.PROTECT, related_name="captures")
    at = models.DateTimeField(_("dilihat"))
    final_url = models.CharField(_("alamat akhir"), max_length=2000)
    status = models.PositiveSmallIntegerField(_("status HTTP"))
    media_type = models.CharField(_("jenis isi"), max_length=100)
    size = models.PositiveIntegerField(_("bita"))
    sha256 = models.CharField(max_length=64)
    title = models.CharField(_("judul"), max_length=300, blank=True)
    text = models.TextField(_("teks"), blank=True)

    class Meta:
        verbose_name = _("salinan kami")
        verbose_name_plural = _("salinan kami")
        ordering = ["id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.sha256[:12]}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise CaptureChanged(self.pk)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise CaptureChanged(self.pk)
