"""Exports of everything public, and how far a worker is with one."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(finished_at=None)

    def finished(self):
        """The newest first."""
        return self.exclude(finished_at=None).order_by("-pk")


class Export(models.Model):
    """The files of one export. `cursor` names the change up to which they are whole, `since` that of the
    export before it. `progress` is what `portal.exports.making` has kept of its work so far."""

    name = models.SlugField(_("nama"), max_length=20, unique=True)  # the day; more of one day -2, -3, …
    cursor = models.CharField(_("penanda"), max_length=30)
    since = models.CharField(_("sejak penanda"), max_length=30, blank=True)
    begun_at = models.DateTimeField(_("dimulai"), auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True, db_index=True)  # when a worker last had it
    finished_at = models.DateTimeField(_("selesai"), null=True, db_index=True)
    progress = models.JSONField(default=dict)
    manifest = models.JSONField(default=dict)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("ekspor data terbuka")
        verbose_name_plural = _("ekspor data terbuka")
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    @property
    def folder(self) -> Path:
        """Where the files stand once all are there."""
        return settings.EXPORTS_DIR / self.name

    @property
    def workshop(self) -> Path:
        """Where they stand until then."""
        return settings.EXPORTS_DIR / f".{self.name}"
