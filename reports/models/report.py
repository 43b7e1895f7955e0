"""A report as a person sent it, and how far the pipeline has come with it."""

from django.apps import apps
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from factcheck.models import Appearance, Debunk
from reports.models.case import Case
from reports.models.kinds import Kind


def private_storage():
    """Where what people send is kept: never under an address."""
    return storages["private"]


MAX_WORDS = 20_000
LOOK_UP, READ_PAGE, READ_PICTURES = "reports.process", "reports.read_page", "reports.read_pictures"


class HoaxReportQuerySet(models.QuerySet):
    def waiting(self):
        """Accepted, and not yet dealt with by the pipeline."""
        return self.filter(state__in=[HoaxReport.State.RECEIVED, HoaxReport.State.PROCESSING])

    def settled(self):
        """Done with by the pipeline: their state is that of their case."""
        return self.exclude(state__in=[HoaxReport.State.RECEIVED, HoaxReport.State.PROCESSING])

    def claimable(self, now):
        """What a worker may take: nobody's, or somebody's who let the time for it pass."""
        return self.filter(
            Q(state=HoaxReport.State.RECEIVED) | Q(state=HoaxReport.State.PROCESSING, retry_at__lte=now)
        )

    def overdue(self, now):
        """What the broker or a worker has lost, so far as one can tell; the longest waiting first."""
        return self.waiting().filter(retry_at__lte=now).order_by("retry_at", "id")

    def held_by(self, report):
        """`report` itself, as long as no other worker has taken it over."""
        return self.filter(pk=report.pk, state=HoaxReport.State.PROCESSING, attempts=report.attempts)

    def to_be_told(self):
        """Closed reports whose present answer is not written yet."""
        return self.settled().filter(to_tell=True).order_by("id")

    def with_contact(self):
        return self.exclude(contact=None)

    def to_hear(self, verdict):
        """Answered ones who left a contact and whose last answer was not this verdict."""
        answers = apps.get_model("reports", "Answer").objects.filter(report=OuterRef("pk")).order_by("-id")
        told = Coalesce(Subquery(answers.values("verdict")[:1]), Value(""))
        answered = self.with_contact().filter(state=HoaxReport.State.ANSWERED)
        return answered.annotate(told=told).exclude(told=verdict)

    def raw_until(self, closed_before, received_before):
        """Settled reports whose content has been kept long enough."""
        return self.filter(erased_at=None).kept_since(closed_before, received_before)

    def reachable_until(self, closed_before, received_before):
        """Reports whose contact has been kept long enough."""
        return self.with_contact().kept_since(closed_before, received_before)

    def kept_since(self, closed_before, received_before):
        """Of cases closed before `closed_before`; what came to a closed case counts from its own coming."""
        late = Q(created_at__gt=F("case__closed_at"), created_at__gte=closed_before)
        closed = Q(case__closed_at__lt=closed_before) & ~late
        return self.filter(closed | Q(created_at__lt=received_before))

    def parked(self):
        """Given up by the machine and waiting for a person; `failure` says why."""
        return self.filter(state=HoaxReport.State.QUEUED, failure__gt="")


class HoaxReport(models.Model):
    """One report. The row is its own outbox: accepted means committed."""

    class State(models.TextChoices):
        RECEIVED = "received", _("diterima")
        PROCESSING = "processing", _("diproses")
        ANSWERED = "answered", _("dijawab")
        QUEUED = "queued", _("menunggu editor")
        REJECTED = "rejected", _("ditolak")

    receipt = models.CharField(_("tanda terima"), max_length=32, unique=True)
    channel = models.CharField(_("saluran"), max_length=10)  # a module of `reports.channels`
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices, default=Kind.HOAX)
    text = models.TextField(_("pesan"), max_length=20_000, blank=True)
    url = models.URLField(_("tautan"), max_length=2000, blank=True)
    image_count = models.PositiveSmallIntegerField(_("gambar"), default=0)
    found_text = models.TextField(_("teks dari gambar atau tautan"), max_length=20_000, blank=True)
    seen_where = models.CharField(
        _("dilihat di"), max_length=10, choices=Appearance.Platform.choices, blank=True
    )
    seen_on = models.DateField(_("dilihat tanggal"), null=True, blank=True)
    language = models.CharField(_("bahasa"), max_length=2, default="id")
    fingerprint = models.CharField(max_length=64, editable=False, blank=True)
    idempotency_key = models.CharField(max_length=64, editable=False, unique=True, null=True, blank=True)
    contact_kind = models.CharField(_("jenis kontak"), max_length=10, blank=True)
    contact = models.BinaryField(_("kontak tersegel"), null=True, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.RECEIVED)
    task = models.CharField(max_length=40, editable=False, default=LOOK_UP)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    retry_at = models.DateTimeField(_("dicoba lagi"), null=True, blank=True)
    failure = models.TextField(_("sebab kegagalan"), blank=True)
    matches = models.JSONField(_("kecocokan"), default=list, blank=True)
    debunk = models.ForeignKey(
        Debunk, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("jawaban")
    )
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("kasus"),
        db_index=False,  # the index with the date does
    )
    created_at = models.DateTimeField(_("diterima"), auto_now_add=True)
    processed_at = models.DateTimeField(_("selesai diproses"), null=True, blank=True)
    to_tell = models.BooleanField(default=False, editable=False)
    erased_at = models.DateTimeField(_("isi dihapus"), null=True, blank=True)

    objects = HoaxReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("laporan hoaks")
        verbose_name_plural = _("laporan hoaks")
        ordering = ["-created_at", "-id"]
        permissions = [("see_raw", _("Melihat laporan tanpa disamarkan"))]
        indexes = [
            models.Index(fields=["state", "retry_at"]),
            models.Index(fields=["-created_at", "channel"]),
            models.Index(fields=["case", "created_at"]),
            models.Index(fields=["state", "failure"]),
            models.Index(fields=["id"], condition=Q(to_tell=True), name="reports_to_tell"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(url="") | Q(image_count__gt=0) | Q(erased_at__isnull=False),
                name="report_has_content",
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=True, contact_kind="")
                | (Q(contact__isnull=False) & ~Q(contact_kind="")),
                name="report_contact_paired",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(debunk__isnull=False), name="answered_report_has_debunk"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "processing"], processed_at__isnull=True)
                | (~Q(state__in=["received", "processing"]) & Q(processed_at__isnull=False)),
                name="processed_report_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "processing"], retry_at__isnull=False)
                | (~Q(state__in=["received", "processing"]) & Q(retry_at__isnull=True)),
                name="waiting_report_has_retry",
            ),
        ]

    def __str__(self):
        return _("Laporan %(number)s") % {"number": self.pk}  # its receipt is for its sender alone

    def get_absolute_url(self):
        return reverse("report_receipt", args=[self.receipt])

    @property
    def words(self) -> str:
        """Everything the report says, for looking it up: its text, and that of its pictures or page."""
        return "\n\n".join(filter(None, (self.text, self.found_text)))[:MAX_WORDS]


class ReportImageQuerySet(models.QuerySet):
    def fetched(self):
        return self.exclude(image="")

    def to_fetch(self):
        """Those that still lie with the service by which they came."""
        return self.filter(image="")


class ReportImage(models.Model):
    """A picture of a report, re-encoded without metadata. Never under a public address.

    One that came by chat lies with its service, which knows it as `picture_id`, until a worker fetched it.
    """

    report = models.ForeignKey(HoaxReport, models.CASCADE, related_name="images")
    image = models.ImageField(_("gambar"), upload_to="reports", storage=private_storage, blank=True)
    picture_id = models.CharField(max_length=300, editable=False, blank=True)

    objects = ReportImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("gambar laporan")
        verbose_name_plural = _("gambar laporan")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(image="") | ~Q(picture_id=""), name="picture_is_somewhere")
        ]

    def __str__(self):
        return f"{self.report_id} {self.pk}"


class ReportMeaningQuerySet(models.QuerySet):
    def comparable(self, model: str, kind: str):
        """Of this embeddings model, and of reports of open cases of this kind."""
        return self.filter(model=model, report__case__state=Case.State.OPEN, report__case__kind=kind)


class ReportMeaning(models.Model):
    """The vector of a report's words, by which paraphrases find its case; it goes when the words go.

    `vector` is a row of 16-bit floats, little-endian, as `model` gave it.
    """

    report = models.OneToOneField(HoaxReport, models.CASCADE, primary_key=True, related_name="meaning")
    model = models.CharField(max_length=100)
    vector = models.BinaryField()

    objects = ReportMeaningQuerySet.as_manager()

    def __str__(self):
        return str(self.report_id)
