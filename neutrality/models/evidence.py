"""Evidence and its chain of custody."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neutrality.models.reports import ConfidentialReport


class EvidenceQuerySet(models.QuerySet):
    def waiting(self):
        """Links that no worker has captured yet, the oldest first."""
        return self.filter(state=Evidence.State.WAITING).order_by("id")


class Evidence(models.Model):
    """A file somebody sent, or a page somebody saw. `source` (its name or address) is sealed."""

    class Kind(models.TextChoices):
        FILE = "file", _("berkas")
        PAGE = "page", _("halaman")

    class State(models.TextChoices):
        KEPT = "kept", _("tersimpan")
        WAITING = "waiting", _("menunggu direkam")
        FAILED = "failed", _("tidak dapat direkam")

    report = models.ForeignKey(ConfidentialReport, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    source = models.BinaryField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("bukti")
        verbose_name_plural = _("bukti")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="page") | Q(state="kept"), name="files_are_kept")
        ]

    def __str__(self):
        return _("Bukti %(number)s") % {"number": self.pk}


class EvidenceFile(models.Model):
    """One sealed file of a piece of evidence; `name` is its place in the confidential store."""

    class Role(models.TextChoices):
        ORIGINAL = "original", _("asli")
        VIEW = "view", _("salinan baca")
        MASKED = "masked", _("salinan tersamar")
        TEXT = "text", _("teks halaman")
        HEADERS = "headers", _("kepala jawaban")

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="files")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=80, unique=True)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    sealed_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    tool = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "role"], name="one_file_per_role"),
        ]

    def __str__(self):
        return f"{self.evidence} {self.get_role_display()}"


class AppendOnly(models.QuerySet):
    """Lines are added by `neutrality.custody.note`, and that is all that can be done with them."""

    def update(self, **values):
        raise TypeError("the log of custody is append-only")

    def delete(self):
        raise TypeError("the log of custody is append-only")


class CustodyEntry(models.Model):
    """One line of the log of custody. Each carries a keyed digest of itself and of the line before it.

    Rows are referred to by number, not by foreign key: the log outlives what it tells of.
    """

    class Event(models.TextChoices):
        RECEIVED = "received", _("diterima")
        DERIVED = "derived", _("dibuat dari bukti")
        VIEWED = "viewed", _("dibuka")
        OPENED = "opened", _("isi kasus dibuka")
        FETCHED = "fetched", _("direkam dari tautan")
        FAILED = "failed", _("gagal direkam")
        REPLACED = "replaced", _("diganti")
        PREVIEWED = "previewed", _("draf surat rujukan dibaca")
        BUNDLED = "bundled", _("dimasukkan ke berkas rujukan")
        DOWNLOADED = "downloaded", _("berkas rujukan diunduh")
        DELETED = "deleted", _("dihapus")

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=12, choices=Event.choices)
    case_number = models.BigIntegerField(null=True)
    evidence_number = models.BigIntegerField(null=True)
    file_name = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sealed_sha256 = models.CharField(max_length=64, blank=True)
    tool = models.CharField(max_length=120, blank=True)
    actor_number = models.BigIntegerField(null=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("catatan penguasaan bukti")
        verbose_name_plural = _("catatan penguasaan bukti")
        ordering = ["number"]
        indexes = [models.Index(fields=["case_number", "number"])]

    def __str__(self):
        return f"{self.number} {self.event}"

    def save(self, *args, **kwargs):
        raise TypeError("the log of custody is append-only")

    def delete(self, *args, **kwargs):
        raise TypeError("the log of custody is append-only")


class CustodyHead(models.Model):
    """The one row that says where the log ends; its lock puts the lines in order."""

    last = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_custody_head")]

    def __str__(self):
        return str(self.last)


class CustodyCheck(models.Model):
    """One nightly verification of the log of custody and every sealed file: what was found broken."""

    at = models.DateTimeField(_("waktu"), default=timezone.now)
    problems = models.JSONField(_("yang berubah"), default=list)

    class Meta:
        verbose_name = _("pemeriksaan penguasaan bukti")
        verbose_name_plural = _("pemeriksaan penguasaan bukti")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}: {len(self.problems)}"
