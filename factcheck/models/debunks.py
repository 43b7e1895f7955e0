"""Fact-check articles: a claim, a verdict, and where they stand between draft and retraction."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates import clock
from candidates.models import Election, Party, Person
from core.models import Tracked
from factcheck.models.versions import Versions


class TopicQuerySet(models.QuerySet):
    def with_number_of_debunks(self):
        """Each with `number_of_debunks`: how many published ones are about it."""
        published = Q(debunks__state="published")
        return self.annotate(number_of_debunks=Count("debunks", filter=published))


class Topic(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=80)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("tema")
        verbose_name_plural = _("tema")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Verdict(models.TextChoices):
    SALAH = "salah", _("Salah")
    MENYESATKAN = "menyesatkan", _("Menyesatkan")
    SEBAGIAN_BENAR = "sebagian-benar", _("Sebagian Benar")
    BENAR = "benar", _("Benar")
    BELUM_TERBUKTI = "belum-terbukti", _("Belum Terbukti")
    PENIPUAN = "penipuan", _("Penipuan")


class Kind(models.TextChoices):
    """First Draft's seven kinds of false content."""

    SATIRE = "satire", _("Satire/Parodi")
    KONEKSI_SALAH = "koneksi-salah", _("Koneksi yang Salah")
    MENYESATKAN = "menyesatkan", _("Konten yang Menyesatkan")
    KONTEKS_SALAH = "konteks-salah", _("Konteks yang Salah")
    TIRUAN = "tiruan", _("Konten Tiruan")
    DIMANIPULASI = "dimanipulasi", _("Konten yang Dimanipulasi")
    PALSU = "palsu", _("Konten Palsu")


def _feedback(answered: bool):
    said = apps.get_model("factcheck", "Feedback").objects.filter(debunk=OuterRef("pk"), answered=answered)
    return Coalesce(Subquery(said.values("debunk").annotate(n=Count("pk")).values("n")), 0)


class DebunkQuerySet(models.QuerySet):
    def published(self):
        """What the public may find: neither drafts nor what was retracted; in a preview, nothing later."""
        found, day = self.filter(state=Debunk.State.PUBLISHED), clock.previewed()
        return found if day is None else found.filter(published_at__date__lte=day)

    def public(self):
        """What has a public address: published debunks, and retracted ones that say why."""
        return self.filter(state__in=[Debunk.State.PUBLISHED, Debunk.State.RETRACTED])

    def retracted(self):
        """What was published once and taken back."""
        return self.filter(state=Debunk.State.RETRACTED)

    def due(self, at):
        """What was approved for publication at `at` or earlier."""
        return self.filter(state=Debunk.State.SCHEDULED, publish_at__lte=at)

    def naming_nobody(self):
        """Those that are about no candidate and no party."""
        return self.filter(people=None, parties=None)

    def short(self, most: int):
        """Those whose claim has at most so many characters."""
        return self.annotate(length=Length("claim")).filter(length__lte=most)

    def with_age(self):
        """With what tells how old a claim is and which election it is from."""
        return self.prefetch_related("appearances", "elections")

    def without_texts(self):
        """Without the long texts, for those who only name the debunk."""
        return self.defer("claim", "explanation", "conclusion", "retraction_reason")

    def with_feedback(self):
        """With `answered_yes` and `answered_no`: how many readers said that it answered them, or not."""
        return self.annotate(answered_yes=_feedback(True), answered_no=_feedback(False))

    def with_requests(self):
        """With `request_count`: how many readers asked for a correction."""
        asked = apps.get_model("factcheck", "CorrectionRequest").objects.filter(debunk=OuterRef("pk"))
        counted = asked.order_by().values("debunk").annotate(n=Count("pk")).values("n")
        return self.annotate(request_count=Coalesce(Subquery(counted), 0))

    def latest(self):
        """Newest first, in an order that no two rows share."""
        return self.order_by("-published_at", "-id")

    def containing(self, words: str):
        """Those in whose title, claim or summary each of `words` stands."""
        found = self
        for word in words.split()[:20]:
            found = found.filter(
                Q(title__icontains=word) | Q(claim__icontains=word) | Q(summary__icontains=word)
            )
        return found

    def citing(self, key: str):
        """Those with a source or an appearance at the address of this key."""
        return self.filter(Q(sources__url_key=key) | Q(appearances__url_key=key)).distinct()

    def related_to(self, debunk):
        """Others on one of the same topics."""
        topics = [topic.pk for topic in debunk.topics.all()]
        return self.filter(topics__in=topics).exclude(pk=debunk.pk).distinct()


class Debunk(Tracked):
    """A fact-check article: a claim, a verdict and the evidence."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draf")
        REVIEW = "review", _("diperiksa")
        SCHEDULED = "scheduled", _("dijadwalkan")
        PUBLISHED = "published", _("terbit")
        RETRACTED = "retracted", _("ditarik")

    external_id = models.CharField(_("id luar"), max_length=120, unique=True, null=True, blank=True)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("judul"), max_length=300)
    claim = models.TextField(
        _("klaim"), max_length=20_000, help_text=_("Kata-kata klaim persis seperti yang beredar.")
    )
    verdict = models.CharField(_("vonis"), max_length=20, choices=Verdict.choices)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind.choices, blank=True)
    summary = models.CharField(_("ringkasan"), max_length=280, blank=True)
    explanation = models.TextField(_("penelusuran"), blank=True, help_text=_("Markdown."))
    conclusion = models.TextField(_("kesimpulan"), blank=True, help_text=_("Markdown."))
    language = models.CharField(_("bahasa"), max_length=8, default="id")
    source_url = models.URLField(
        _("pertama terbit di"), max_length=500, blank=True, help_text=_("Kosong bila ditulis di sini.")
    )
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(_("terbit"), null=True, blank=True)
    publish_at = models.DateTimeField(_("jadwal terbit"), null=True, blank=True)
    retracted_at = models.DateTimeField(_("ditarik"), null=True, blank=True)
    retraction_reason = models.TextField(_("alasan penarikan"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="debunks_written",
        verbose_name=_("penulis"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="debunks_reviewed",
        verbose_name=_("pemeriksa"),
    )
    note = models.TextField(
        _("catatan pemeriksa"), blank=True, help_text=_("Mengapa dikembalikan kepada penulis.")
    )
    emergency_reason = models.TextField(
        _("alasan darurat"),
        blank=True,
        help_text=_("Mengapa terbit tanpa pemeriksa kedua. Publik melihatnya."),
    )
    version = models.PositiveIntegerField(_("versi"), default=1, editable=False)
    demo = models.BooleanField(_("konten contoh"), default=False)
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="debunks", verbose_name=_("tema"))
    elections = models.ManyToManyField(Election, blank=True, related_name="debunks", verbose_name=_("pemilu"))
    people = models.ManyToManyField(
        Person, blank=True, related_name="debunks", verbose_name=_("orang yang disebut")
    )
    parties = models.ManyToManyField(
        Party, blank=True, related_name="debunks", verbose_name=_("partai yang disebut")
    )

    objects = DebunkQuerySet.as_manager()
    history = Versions()

    class Meta(Tracked.Meta):
        verbose_name = _("debunk")
        verbose_name_plural = _("debunk")
        ordering = ["-published_at", "-id"]
        permissions = [
            ("publish_debunk", _("boleh menerbitkan, mengoreksi, dan menarik debunk")),
            ("override_four_eyes", _("boleh menerbitkan tulisan sendiri dalam keadaan darurat")),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"]),
            models.Index(fields=["state", "verdict", "-published_at"]),
            models.Index(fields=["state", "change_number"]),
            models.Index(fields=["source_url"]),
            models.Index(fields=["publish_at"], condition=Q(state="scheduled"), name="debunk_scheduled"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review", "scheduled"]) | Q(published_at__isnull=False),
                name="public_debunk_has_date",
            ),
            models.CheckConstraint(
                condition=(Q(state="retracted", retracted_at__isnull=False) & ~Q(retraction_reason=""))
                | (~Q(state="retracted") & Q(retracted_at__isnull=True, retraction_reason="")),
                name="retraction_has_date_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="scheduled", publish_at__isnull=False)
                | (~Q(state="scheduled") & Q(publish_at__isnull=True)),
                name="scheduled_debunk_has_time",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="debunk_has_title"),
            models.CheckConstraint(condition=~Q(claim=""), name="debunk_has_claim"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="debunk_verdict_known"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("debunk", args=[self.slug])

    @property
    def text_title(self) -> str:
        """The title as it is shared as text: `[SALAH] …`."""
        return f"[{self.get_verdict_display().upper()}] {self.title}"
