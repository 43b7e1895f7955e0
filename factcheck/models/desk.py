"""What the desk keeps about a debunk on its way to the public: who wrote, who checked, who is typing."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models.debunks import Debunk

LOCK_LASTS = timedelta(minutes=5)  # without a sign of life


class Contribution(models.Model):
    """Somebody changed the text of a debunk before it was public, and so cannot approve it.

    What was changed during a review (`in_review`) is forgotten when the debunk is submitted anew: then
    its writer has read it and answers for it.
    """

    debunk = models.ForeignKey(Debunk, models.CASCADE, related_name="contributions")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    in_review = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["debunk", "editor", "in_review"], name="one_contribution_each")
        ]

    def __str__(self):
        return f"{self.editor} {self.debunk}"


class Tick(models.Model):
    """A reviewer's word that one point of the checklist is met. A change of the text takes it away."""

    class Item(models.TextChoices):
        CLAIM = "claim", _("Klaim dikutip persis seperti yang beredar")
        CONCLUSION = "conclusion", _("Kalimat pertama menyebut kesimpulan")
        PICTURES = "pictures", _("Tidak ada gambar salinan tanpa kredit")

    debunk = models.ForeignKey(Debunk, models.CASCADE, related_name="ticks")
    item = models.CharField(max_length=20, choices=Item.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["debunk", "item"], name="one_tick_each")]

    def __str__(self):
        return f"{self.item} {self.debunk}"


class EditLockQuerySet(models.QuerySet):
    def living(self):
        """Those whose editor gave a sign of life lately."""
        return self.filter(seen_at__gt=timezone.now() - LOCK_LASTS)


class EditLock(models.Model):
    """Who is editing a debunk just now. It asks others to wait; what protects the text is the version."""

    debunk = models.OneToOneField(Debunk, models.CASCADE, related_name="edit_lock")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = EditLockQuerySet.as_manager()

    def __str__(self):
        return f"{self.editor} {self.debunk}"


class AutosaveQuerySet(models.QuerySet):
    def untouched_since(self, moment):
        return self.filter(at__lt=moment)


class Autosave(models.Model):
    """What an editor had typed and not yet saved; without a debunk: in the form for a new one."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    debunk = models.ForeignKey(Debunk, models.CASCADE, null=True, related_name="autosaves")
    version = models.PositiveIntegerField(default=0)  # of the debunk, as the editor saw it
    data = models.JSONField()  # field name to its value, or to the ids that are chosen
    at = models.DateTimeField(auto_now=True)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["editor", "debunk"], name="one_autosave_each"),
            models.UniqueConstraint(
                fields=["editor"], condition=Q(debunk=None), name="one_autosave_of_a_new_debunk"
            ),
        ]

    def __str__(self):
        return f"{self.editor} {self.at:%Y-%m-%d %H:%M}"
