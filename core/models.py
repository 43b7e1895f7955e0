"""The log of public changes and the audit of who did what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Tracked(models.Model):
    """A public thing whose changes are told in `Change`; only `core.changes.record` sets these two."""

    change_number = models.BigIntegerField(default=0, editable=False, db_index=True)
    updated_at = models.DateTimeField(_("diperbarui"), null=True, editable=False)

    class Meta:
        abstract = True


class ChangeQuerySet(models.QuerySet):
    def after(self, number):
        """Changes with a higher number, in the order in which they became visible."""
        return self.filter(number__gt=number).order_by("number")


class Change(models.Model):
    """One public change. Numbers grow without repeating and become visible in order."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("terbit")
        UPDATED = "updated", _("diperbarui")
        CORRECTED = "corrected", _("dikoreksi")
        RETRACTED = "retracted", _("ditarik")

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    model = models.CharField(max_length=60)  # Django's label, such as "factcheck.debunk"
    object_id = models.BigIntegerField()
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("perubahan")
        verbose_name_plural = _("perubahan")
        indexes = [models.Index(fields=["model", "object_id", "number"])]

    def __str__(self):
        return f"{self.number} {self.kind} {self.model} {self.object_id}"


class ChangeCounter(models.Model):
    """The one row whose lock puts the numbers in the order of the commits."""

    last = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_change_counter")]

    def __str__(self):
        return str(self.last)


class Cursor(models.Model):
    """How far one follower of the log has come."""

    name = models.CharField(max_length=60, primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.name}: {self.number}"


class AuditEntry(models.Model):
    """Who did what to which row. Written inside the action's transaction, never changed."""

    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("pelaku")
    )
    action = models.CharField(_("tindakan"), max_length=60)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("catatan audit")
        verbose_name_plural = _("catatan audit")
        ordering = ["-id"]
        indexes = [models.Index(fields=["model", "object_id"])]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.model} {self.object_id}"
