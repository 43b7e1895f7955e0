"""What a debunk rests on: where its claim was seen, its sources and its pictures."""

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from factcheck.models.debunks import Debunk
from factcheck.models.fields import AddressKeyField, PictureHashField


class AddressedQuerySet(models.QuerySet):
    def at(self, key: str):
        """What stands at the page of this key, or has its archived copy there."""
        return self.filter(Q(url_key=key) | Q(archived_key=key))

    def with_link_state(self):
        """With `link_state` and `link_at`: what was found at the address, and when it was last looked at."""
        link = apps.get_model("factcheck", "Link").objects.filter(key=OuterRef("url_key"))
        return self.annotate(
            link_state=Subquery(link.values("state")[:1]), link_at=Subquery(link.values("checked_at")[:1])
        )


class Appearance(models.Model):
    """Where a claim was seen."""

    class Platform(models.TextChoices):
        WHATSAPP = "whatsapp", "WhatsApp"
        FACEBOOK = "facebook", "Facebook"
        INSTAGRAM = "instagram", "Instagram"
        X = "x", "X (Twitter)"
        TIKTOK = "tiktok", "TikTok"
        YOUTUBE = "youtube", "YouTube"
        TELEGRAM = "telegram", "Telegram"
        WEB = "web", _("Situs web")
        OTHER = "other", _("Lainnya")

    debunk = models.ForeignKey(Debunk, models.CASCADE, related_name="appearances")
    platform = models.CharField(_("tempat"), max_length=10, choices=Platform.choices)
    url = models.URLField(_("tautan"), max_length=1000, blank=True)
    archived_url = models.URLField(_("salinan arsip"), max_length=1000, blank=True)
    url_key = AddressKeyField(source="url")
    archived_key = AddressKeyField(source="archived_url")
    first_seen = models.DateField(_("pertama terlihat"), null=True, blank=True)
    note = models.CharField(_("catatan"), max_length=200, blank=True)

    objects = AddressedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kemunculan")
        verbose_name_plural = _("kemunculan")
        ordering = ["first_seen", "id"]

    def __str__(self):
        return f"{self.get_platform_display()} {self.first_seen or ''}".strip()


class Source(models.Model):
    """A piece of evidence; its place in the list is its number in the text."""

    debunk = models.ForeignKey(Debunk, models.CASCADE, related_name="sources")
    order = models.PositiveSmallIntegerField(_("urutan"), default=0)
    title = models.CharField(_("judul"), max_length=300)
    url = models.URLField(_("tautan"), max_length=1000, blank=True)
    archived_url = models.URLField(_("salinan arsip"), max_length=1000, blank=True)
    url_key = AddressKeyField(source="url")
    archived_key = AddressKeyField(source="archived_url")
    publisher = models.CharField(_("penerbit"), max_length=160, blank=True)
    date = models.DateField(_("tanggal"), null=True, blank=True)

    objects = AddressedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rujukan")
        verbose_name_plural = _("rujukan")
        ordering = ["order", "id"]

    def __str__(self):
        return self.title


class DebunkImageQuerySet(models.QuerySet):
    def searchable(self):
        """Pictures of published debunks that can be told from others."""
        return self.filter(debunk__in=Debunk.objects.published()).exclude(picture_hash="")


class DebunkImage(models.Model):
    """A picture in a debunk; the text beside it and its credit are required."""

    debunk = models.ForeignKey(Debunk, models.CASCADE, related_name="images")
    image = models.ImageField(_("gambar"), upload_to="debunks")
    picture_hash = PictureHashField(source="image")
    alt = models.CharField(_("teks pengganti"), max_length=300)
    credit = models.CharField(_("kredit"), max_length=160)
    order = models.PositiveSmallIntegerField(_("urutan"), default=0)

    objects = DebunkImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("gambar")
        verbose_name_plural = _("gambar")
        ordering = ["order", "id"]

    def __str__(self):
        return self.alt
