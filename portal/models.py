"""Lessons and the questions on the home page; what belongs to one domain lives in its package."""

from django.conf import settings
from django.db import models
from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.models import Stage
from core.models import Tracked
from portal.exports.models import Export
from portal.keys.models import ApiKey, KeyLetter, KeyUse
from portal.webhooks.models import Delivery, Event, Webhook

__all__ = ["ApiKey", "Delivery", "Event", "Export", "KeyLetter", "KeyUse", "Lesson", "Question", "Webhook"]


class LessonQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published=True)

    def by_phase(self):
        """Before, during, after, any time; within a phase as the editors order them."""
        places = [When(phase=phase, then=place) for place, phase in enumerate(Lesson.Phase.values)]
        return self.order_by(Case(*places, output_field=models.SmallIntegerField()), "order", "id")

    def one_of_each_phase(self) -> list["Lesson"]:
        """The first lesson for before, during and after the vote, as far as there is one."""
        first = {}
        for lesson in self.exclude(phase=Lesson.Phase.ALL).by_phase():
            first.setdefault(lesson.phase, lesson)
        return list(first.values())


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

    class Drawing(models.TextChoices):
        """Our own pictures, in `templates/portal/drawings/`; the label is what a screen reader says."""

        BALLOT = "ballot", _("Surat suara dengan satu lubang coblosan")
        COLOURS = (
            "colours",
            _("Surat suara abu-abu (presiden), kuning (DPR), merah (DPD), biru dan hijau (DPRD)"),
        )
        LIST = "list", _("Daftar nama dengan tanda centang")
        LOCK = "lock", _("Gembok")
        EMPTY_COLUMN = "empty-column", _("Surat suara: satu kolom berfoto, satu kolom kosong")
        CALENDAR = "calendar", _("Kalender dengan tiga hari ditandai")
        GLOBE = "globe", _("Bola dunia dan pesawat kertas")
        ACCESS = "access", _("Pemilih berkursi roda di depan jalan landai")
        VOICE = "voice", _("Tangan dengan jari bertinta")
        MESSAGE = "message", _("Pesan di bawah kaca pembesar dengan tanda seru")
        BADGE = "badge", _("Kartu tanda pegawai")
        TOGETHER = "together", _("Dua orang berdampingan, yang satu bertongkat")
        COUNT = "count", _("Papan hitung suara dengan turus")
        FIRST = "first", _("Kartu tanda penduduk dan jari bertinta")
        POLLING = "polling", _("Surat suara masuk ke kotak suara")
        SUITCASE = "suitcase", _("Koper dan panah")
        HANDSHAKE = "handshake", _("Dua tangan berjabat")
        SCALES = "scales", _("Timbangan")

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("judul"), max_length=120)
    summary = models.CharField(_("ringkasan"), max_length=200, blank=True)
    audience = models.CharField(_("pembaca"), max_length=15, choices=Audience.choices, default=Audience.ALL)
    phase = models.CharField(_("masa"), max_length=10, choices=Phase.choices, default=Phase.ALL)
    order = models.PositiveSmallIntegerField(_("urutan"), default=0)
    drawing = models.CharField(_("gambar"), max_length=20, choices=Drawing.choices, blank=True)
    body = models.TextField(_("isi"), help_text=_("Markdown."))
    sources = models.JSONField(_("sumber"), default=list, blank=True)
    in_review = models.BooleanField(
        _("siap ditinjau"),
        default=False,
        help_text=_("Tandai bila selesai ditulis. Editor lain yang membaca dan menerbitkannya."),
    )
    published = models.BooleanField(_("terbit"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="lessons_written",
        verbose_name=_("penulis terakhir"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="lessons_reviewed",
        verbose_name=_("peninjau"),
    )
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

    @property
    def drawing_file(self) -> str:
        return f"portal/drawings/{self.drawing}.svg"

    @property
    def minutes(self) -> int:
        """Reading time at 180 words a minute, a calm pace on a phone; at least one."""
        return max(1, round(len(self.body.split()) / 180))


class Question(models.Model):
    """A short question under the check box, of the kind that many readers ask. Holds nobody's own words."""

    text = models.CharField(
        _("pertanyaan"),
        max_length=80,
        help_text=_(
            "Pertanyaan yang sering masuk, dengan kata-kata redaksi. Tiga teratas tampil di beranda."
        ),
    )
    order = models.PositiveSmallIntegerField(_("urutan"), default=0)

    class Meta:
        verbose_name = _("pertanyaan di beranda")
        verbose_name_plural = _("pertanyaan di beranda")
        ordering = ["order", "id"]

    def __str__(self):
        return self.text
