"""What every fact has in common: a source, and whether an editor has confirmed it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Tracked


class Publication(models.TextChoices):
    """A fact is shown only once an editor has confirmed it."""

    SUGGESTED = "suggested", _("usulan")
    PUBLISHED = "published", _("terbit")
    REJECTED = "rejected", _("ditolak")


class FactQuerySet(models.QuerySet):
    def published(self):
        return self.filter(publication=Publication.PUBLISHED)


class Fact(Tracked):
    source_title = models.CharField(_("sumber"), max_length=300, blank=True)
    source_url = models.URLField(_("tautan sumber"), max_length=500, blank=True)
    publication = models.CharField(
        _("keadaan"), max_length=10, choices=Publication.choices, default=Publication.SUGGESTED
    )
    demo = models.BooleanField(_("konten contoh"), default=False)

    objects = FactQuerySet.as_manager()
    shown_elsewhere: tuple[str, ...] = ("name", "slug", "code", "date", "publication")  # where others name it

    class Meta(Tracked.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(publication="published") | ~Q(source_title=""),
                name="%(class)s_published_has_source",
            )
        ]

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED

    def clean(self):
        super().clean()
        if self.is_published and not self.source_title:
            raise ValidationError({"source_title": _("Fakta tanpa sumber tidak dapat diterbitkan.")})
