"""Other fact-checkers, and what they found. Never ours: shown with their name, their word and a link."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Tracked


class OutletQuerySet(models.QuerySet):
    def followed(self):
        return self.filter(active=True)

    def due(self, now):
        """Those to be polled now, the longest waiting first."""
        return self.filter(active=True, next_poll_at__lte=now).order_by("next_poll_at", "id")


class Outlet(models.Model):
    """A fact-checker whose feed we follow. `address` may be an RSS or Atom feed, a ClaimReview DataFeed, or
    a page with ClaimReview in it."""

    name = models.CharField(_("nama"), max_length=120, unique=True)
    homepage = models.URLField(_("beranda"), max_length=300)
    address = models.URLField(
        _("alamat umpan"),
        max_length=500,
        unique=True,
        help_text=_("RSS, Atom, DataFeed ClaimReview, atau halaman yang memuat ClaimReview."),
    )
    active = models.BooleanField(_("diikuti"), default=True)
    interval = models.PositiveSmallIntegerField(
        _("jeda (menit)"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(10_080)],
    )
    budget = models.PositiveSmallIntegerField(
        _("halaman sekali baca"),
        default=10,
        validators=[MaxValueValidator(100)],
        help_text=_("Paling banyak berapa halaman dibuka setiap kali umpan dibaca."),
    )
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    resume = models.CharField(max_length=1000, blank=True, editable=False)  # the part of a feed to go on with
    robots = models.TextField(blank=True, editable=False)
    robots_until = models.DateTimeField(null=True, editable=False)
    next_poll_at = models.DateTimeField(_("dibaca lagi"), default=timezone.now, db_index=True)
    polled_at = models.DateTimeField(_("terakhir dibaca"), null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("gagal berturut-turut"), default=0, editable=False)
    outcome = models.CharField(_("hasil terakhir"), max_length=300, blank=True, editable=False)

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = _("pemeriksa fakta lain")
        verbose_name_plural = _("pemeriksa fakta lain")
        ordering = ["name"]

    def __str__(self):
        return self.name


class OutletPageQuerySet(models.QuerySet):
    def due(self, now):
        """Pages to look at: new or changed ones at once, the others now and then."""
        return self.filter(next_at__lte=now).order_by("next_at", "id")


class OutletPage(models.Model):
    """A page that an outlet's feed named: when to look at it again, and how often it held no review."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="pages")
    url = models.URLField(max_length=1000)
    key = models.CharField(max_length=32)
    stamp = models.CharField(max_length=32)  # of what the feed says about it
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    first_at = models.DateTimeField(auto_now_add=True)
    next_at = models.DateTimeField(null=True, db_index=True)  # null: not again
    misses = models.PositiveSmallIntegerField(default=0)

    objects = OutletPageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "key"], name="one_row_per_outlet_page")]

    def __str__(self):
        return self.url


class OutletProblem(models.Model):
    """What was wrong with something an outlet sent, how often and when last. It changed no review."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="problems")
    url = models.CharField(_("dokumen"), max_length=1000)
    what = models.CharField(_("masalah"), max_length=300)
    times = models.PositiveIntegerField(_("kali"), default=1)
    first_at = models.DateTimeField(_("pertama"))
    last_at = models.DateTimeField(_("terakhir"))

    class Meta:
        verbose_name = _("masalah umpan")
        verbose_name_plural = _("masalah umpan")
        ordering = ["-last_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["outlet", "url", "what"], name="one_row_per_outlet_problem")
        ]

    def __str__(self):
        return self.what


class ReviewQuerySet(models.QuerySet):
    def standing(self):
        """Not withdrawn, of outlets that are followed."""
        return self.filter(withdrawn_at=None, outlet__active=True)

    def containing(self, words: str):
        """Those in whose title or claim each of `words` stands."""
        found = self
        for word in words.split()[:20]:
            found = found.filter(Q(title__icontains=word) | Q(claim__icontains=word))
        return found


class Review(Tracked):
    """A claim that an outlet checked. `rating` is its own word; it is not translated into our verdicts."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="reviews", verbose_name=_("pemeriksa"))
    url = models.URLField(_("alamat"), max_length=1000)
    key = models.CharField(max_length=32, editable=False)
    title = models.CharField(_("judul"), max_length=300, blank=True)
    claim = models.TextField(_("klaim"), max_length=5000)
    text = models.TextField(_("klaim selengkapnya"), max_length=20_000, blank=True)
    rating = models.CharField(_("penilaian"), max_length=120)
    language = models.CharField(_("bahasa"), max_length=12, blank=True)
    claimed_on = models.DateField(_("klaim sejak"), null=True, blank=True)
    reviewed_on = models.DateField(_("diperiksa"), null=True, blank=True)
    found_at = models.DateTimeField(_("ditemukan"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name = _("pemeriksaan di tempat lain")
        verbose_name_plural = _("pemeriksaan di tempat lain")
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["outlet", "key"], name="one_review_per_address"),
            models.CheckConstraint(
                condition=~Q(claim="") & ~Q(rating=""), name="review_has_claim_and_rating"
            ),
        ]

    def __str__(self):
        return f"{self.rating}: {self.title or self.claim[:80]}"
