"""A case: one or more reports of the same act, and what officers decide about it. No word of it is public."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.models import Election
from neutrality.models.bodies import Competence
from neutrality.models.rules import Rule
from neutrality.terms import Act, Audience, Level, Violation


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(state__in=[Case.State.CLOSED, Case.State.MERGED])

    def closed_before(self, moment):
        """Closed for good before `moment`, and no legal hold keeps them today."""
        free = Q(hold_until__isnull=True) | Q(hold_until__lt=timezone.localdate())
        return self.filter(free, state=Case.State.CLOSED, closed_at__lt=moment)


class Case(models.Model):
    class State(models.TextChoices):
        NEW = "new", _("baru")
        REVIEW = "review", _("diperiksa")
        PROPOSED = "proposed", _("rujukan diusulkan")
        REFERRED = "referred", _("dirujuk")
        CLOSED = "closed", _("ditutup")
        MERGED = "merged", _("digabungkan")

    class Closing(models.TextChoices):
        NO_BREACH = "no_breach", _("Bukan pelanggaran menurut aturan yang berlaku")
        THIN = "thin", _("Bukti tidak cukup")
        OUTSIDE = "outside", _("Bukan kewenangan lembaga mana pun yang menerima rujukan")
        WITHDRAWN = "withdrawn", _("Pelapor menarik laporannya")
        FALSE = "false", _("Laporan tidak benar")
        ANSWERED = "answered", _("Lembaga penerima sudah memutuskan")

    act = models.CharField(_("perbuatan"), max_length=12, choices=Act.choices)
    audience = models.CharField(_("pegawai"), max_length=10, choices=Audience.choices, default=Audience.PNS)
    level = models.CharField(_("tingkat instansi"), max_length=10, choices=Level.choices)
    election = models.ForeignKey(
        Election, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("pemilu")
    )
    happened_on = models.DateField(_("tanggal kejadian"))
    known_on = models.DateField(_("tanggal diketahui"))
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.NEW)
    violation = models.CharField(
        _("jenis pelanggaran"), max_length=10, choices=Violation.choices, default=Violation.CONDUCT
    )
    rule = models.ForeignKey(
        Rule, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("aturan")
    )
    checklist = models.JSONField(_("daftar periksa"), default=dict, blank=True)
    covered = models.BinaryField(_("nama yang disamarkan, tersegel"), null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("bergabung ke")
    )
    opened_at = models.DateTimeField(_("dibuka"), default=timezone.now)
    closed_at = models.DateTimeField(_("ditutup"), null=True, blank=True)
    closing = models.CharField(_("alasan penutupan"), max_length=12, choices=Closing.choices, blank=True)
    hold_reason = models.CharField(_("alasan penahanan hapus"), max_length=200, blank=True)
    hold_until = models.DateField(_("ditahan sampai"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("kasus netralitas")
        verbose_name_plural = _("kasus netralitas")
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["state", "opened_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(closing="")
                | (~Q(state="closed") & Q(closed_at__isnull=True, closing="")),
                name="closed_case_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="merged_case_has_target",
            ),
            models.CheckConstraint(
                condition=Q(hold_reason="", hold_until__isnull=True)
                | (~Q(hold_reason="") & Q(hold_until__isnull=False)),
                name="hold_has_reason_and_end",
            ),
            models.CheckConstraint(
                condition=Q(known_on__gte=F("happened_on")), name="case_known_after_it_happened"
            ),
        ]

    def __str__(self):
        return _("Kasus %(number)s") % {"number": self.pk}

    @property
    def is_open(self) -> bool:
        return self.state not in (self.State.CLOSED, self.State.MERGED)

    @property
    def was_referred(self) -> bool:
        """Whether a bundle has been made of it, even if it was opened again since."""
        return any(referral.agreed for referral in self.referrals.all())

    @property
    def is_held(self) -> bool:
        return bool(self.hold_until and self.hold_until >= timezone.localdate())


class Referral(models.Model):
    """That two officers sent a case to a body, and what the body said."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("diusulkan")
        DECLINED = "declined", _("tidak disetujui")
        APPROVED = "approved", _("disetujui, berkas siap")
        SENT = "sent", _("dikirim")
        RECEIVED = "received", _("diterima lembaga")
        HANDLED = "handled", _("ditangani lembaga")
        RETURNED = "returned", _("dikembalikan lembaga")
        DECIDED = "decided", _("diputus lembaga")

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="+", verbose_name=_("lembaga penerima")
    )
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    reasons = models.BinaryField(_("pertimbangan tersegel"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    bundle = models.CharField(max_length=80, blank=True)
    bundle_sha256 = models.CharField(max_length=64, blank=True)
    reference = models.CharField(_("nomor surat lembaga"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("rujukan")
        verbose_name_plural = _("rujukan")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="decided_referral_has_officer",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="two_officers_decide",
            ),
            models.CheckConstraint(
                condition=Q(bundle="", bundle_sha256="") | (~Q(bundle="") & ~Q(bundle_sha256="")),
                name="bundle_has_hash",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="proposed"), name="one_open_proposal_per_case"
            ),
        ]

    def __str__(self):
        return _("Rujukan %(number)s") % {"number": self.pk}

    @property
    def agreed(self) -> bool:
        return self.state not in (self.State.PROPOSED, self.State.DECLINED)

    @property
    def reached_on(self) -> date | None:
        """The day on which the body had it, or else on which it was sent; its time runs from then."""
        days = {news.state: timezone.localdate(news.at) for news in reversed(self.news.all())}
        return days.get(self.State.RECEIVED) or days.get(self.State.SENT)


class ReferralNews(models.Model):
    """What a body said about a referral, as an officer noted it."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="news")
    state = models.CharField(max_length=10, choices=Referral.State.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.BinaryField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.referral}: {self.get_state_display()}"


class RetentionPeriod(models.Model):
    """How long one class of data outlives the closing of its case."""

    DEFAULT = timedelta(days=90)

    class DataClass(models.TextChoices):
        CONTACT = "contact", _("Kontak pelapor")
        CONTENT = "content", _("Isi laporan dan percakapan")
        EVIDENCE = "evidence", _("Bukti")
        BUNDLE = "bundle", _("Berkas rujukan")

    data_class = models.CharField(_("jenis data"), max_length=10, choices=DataClass.choices, unique=True)
    days = models.PositiveSmallIntegerField(_("hari setelah kasus ditutup"), default=90)

    class Meta:
        verbose_name = _("masa simpan")
        verbose_name_plural = _("masa simpan")
        constraints = [models.CheckConstraint(condition=Q(days__gte=1), name="retention_at_least_a_day")]

    def __str__(self):
        return f"{self.get_data_class_display()}: {self.days}"


class RetentionRun(models.Model):
    """One cleaning: how much of each class was deleted, as counts only."""

    at = models.DateTimeField(_("waktu"), default=timezone.now)
    counts = models.JSONField(_("jumlah"), default=dict)

    class Meta:
        verbose_name = _("penghapusan berkala")
        verbose_name_plural = _("penghapusan berkala")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"
