"""What an import did, so that it can be undone."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("pelaku")
    )
    file_name = models.CharField(_("berkas"), max_length=200)
    created = models.PositiveIntegerField(_("dibuat"), default=0)
    updated = models.PositiveIntegerField(_("diperbarui"), default=0)
    unchanged = models.PositiveIntegerField(_("tetap"), default=0)
    last_change = models.BigIntegerField(default=0)  # the number of its last change in the log
    undone_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)

    class Meta:
        verbose_name = _("impor")
        verbose_name_plural = _("impor")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.file_name} ({self.at:%Y-%m-%d %H:%M})"


class ImportedRow(models.Model):
    """One fact that an import made (`before` is null) or changed (`before` holds the old values)."""

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("baris impor")
        verbose_name_plural = _("baris impor")

    def __str__(self):
        return f"{self.model} {self.object_id}"
