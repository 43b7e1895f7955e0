"""Lessons, and nothing else: what belongs to one domain lives in its package."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.models import Stage
from core.models import Tracked


class LessonQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published=True)


class Lesson(Tracked):
    class Phase(models.TextChoices):
        BEFORE = Stage.Phase.BEFORE.value, Stage.Phase.BEFORE.label
        DURING = Stage.Phase.DURING.value, Stage.Phase.DURING.label
        AFTER = Stage.Phase.AFTER.value, Stage.Phase.AFTER.label
        ALL = "all", _("Kapan saja")

    class Audience(models.TextChoices):
        ALL = "all", _("Semua orang")
        FIRST_TIME = "first-time", _("Pemilih pemula")
        ELDERLY = "elderly", _("Pemilih lanjut usia")
        DISABILITY = "disability", _("Pemilih dengan disabilitas")
        OVERSEAS = "overseas", _("Pemilih di luar negeri")
        CIVIL_SERVANT = "civil-servant", _("Aparatur sipil negara")
        POLL_WORKER = "poll-worker", _("Petugas TPS")

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("judul"), max_length=120)
    summary = models.CharField(_("ringkasan"), max_length=200, blank=True)
    audience = models.CharField(_("pembaca"), max_length=15, choices=Audience.choices, default=Audience.ALL)
    phase = models.CharField(_("masa"), max_length=10, choices=Phase.choices, default=Phase.ALL)
    order = models.PositiveSmallIntegerField(_("urutan"), default=0)
    body = models.TextField(_("isi"), help_text=_("Markdown."))
    sources = models.JSONField(_("sumber"), default=list, blank=True)
    published = models.BooleanField(_("terbit"), default=False)
    demo = models.BooleanField(_("konten contoh"), default=False)

    objects = LessonQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name = _("pelajaran")
        verbose_name_plural = _("pelajaran")
        ordering = ["order", "id"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("lesson", args=[self.slug])
