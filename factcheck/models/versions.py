"""How the versions of a debunk are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoricalQuerySet
from simple_history.models import HistoricalRecords


class VersionQuerySet(HistoricalQuerySet):
    def of(self, debunk):
        """The versions of one debunk, the latest first."""
        return self.filter(id=debunk.pk).order_by("-history_id")

    def public(self):
        """Versions that readers have seen: nothing from before publication."""
        return self.filter(state__in=["published", "retracted"])


class Version(models.Model):
    """What a version holds beside the debunk's own fields: its lists, in the shape of a record."""

    lists = models.JSONField(_("daftar"), default=dict)

    class Meta:
        abstract = True


class Versions(HistoricalRecords):
    """django-simple-history without its signals: `factcheck.versions.keep` writes, in the action itself.

    A signal fires before the lists of the debunk are stored, and not at all for a bulk import.
    """

    def __init__(self, **options):
        super().__init__(
            bases=[Version],
            history_id_field=models.BigAutoField(primary_key=True),
            historical_queryset=VersionQuerySet,
            history_change_reason_field=models.TextField(_("alasan"), blank=True, default=""),
            excluded_fields=["change_number", "updated_at"],
            no_db_index=["author", "reviewer", "external_id", "slug"],
            verbose_name=_("versi debunk"),
            verbose_name_plural=_("versi debunk"),
            **options,
        )

    def post_save(self, instance, created, using=None, **kwargs):
        """Nothing."""

    def pre_delete(self, instance, **kwargs):
        """Nothing."""

    def post_delete(self, instance, using=None, **kwargs):
        """Nothing: a debunk that was never public takes its versions with it."""
