"""Slugs that facts once had: an address, once given, leads to its fact for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PreviousSlug(models.Model):
    model = models.CharField(max_length=60)  # Django's label, such as "candidates.person"
    slug = models.CharField(_("slug lama"), max_length=80)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("slug lama")
        verbose_name_plural = _("slug lama")
        constraints = [models.UniqueConstraint(fields=["model", "slug"], name="one_owner_of_an_old_slug")]

    def __str__(self):
        return f"{self.model} {self.slug}"


def current_slug(model: type[models.Model], slug: str) -> str | None:
    """The slug that the fact formerly called `slug` has today, or None."""
    known = PreviousSlug.objects.filter(model=model._meta.label_lower, slug=slug)
    found = model._default_manager.filter(pk__in=known.values("object_id"))
    return found.values_list("slug", flat=True).first()
