"""What people report in confidence. Words, names and contacts stand here only sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neutrality.models.cases import Case
from neutrality.terms import Platform


class ConfidentialReport(models.Model):
    """One report. `content` and `contact` can be opened only with a key that is not in the database."""

    class Channel(models.TextChoices):
        WEB = "web", _("Formulir rahasia")
        PATROL = "patrol", _("Patroli")
        IMPORT = "import", _("Impor temuan")

    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    channel = models.CharField(_("saluran"), max_length=10, choices=Channel.choices)
    code = models.CharField(max_length=64, blank=True)
    salt = models.BinaryField(null=True)
    reporter_key = models.BinaryField(null=True)  # the public half of the key made from the passphrase
    platform = models.CharField(_("platform"), max_length=12, choices=Platform.choices, blank=True)
    content = models.BinaryField(null=True)
    contact = models.BinaryField(null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(_("diterima"), default=timezone.now)

    class Meta:
        verbose_name = _("laporan rahasia")
        verbose_name_plural = _("laporan rahasia")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_report_per_code"),
            models.CheckConstraint(
                condition=Q(code="", salt__isnull=True, reporter_key__isnull=True)
                | (~Q(code="") & Q(salt__isnull=False, reporter_key__isnull=False)),
                name="report_code_has_key",
            ),
            models.CheckConstraint(
                condition=Q(channel="web") | Q(entered_by__isnull=False), name="lead_names_its_officer"
            ),
        ]

    def __str__(self):
        return _("Laporan rahasia %(number)s") % {"number": self.pk}


class Mark(models.Model):
    """A keyed digest by which reports of the same link or person are found; tells nothing without the key."""

    class Kind(models.TextChoices):
        LINK = "link", _("tautan yang sama")
        PERSON = "person", _("orang yang sama")
        FILE = "file", _("berkas yang sama")

    report = models.ForeignKey(ConfidentialReport, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["digest"])]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "digest"], name="a_mark_stands_once"),
        ]

    def __str__(self):
        return self.get_kind_display()


class Message(models.Model):
    """A question of an officer or an answer of the reporter; or what the accused asked to be noted."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("pertanyaan petugas")
        ANSWER = "answer", _("jawaban pelapor")
        REPLY = "reply", _("hak jawab pihak terlapor")

    report = models.ForeignKey(ConfidentialReport, models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.BinaryField(null=True)
    for_reporter = models.BinaryField(null=True)  # the same words, sealed for the reporter's own key
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="answer", author__isnull=True)
                | (~Q(kind="answer") & Q(author__isnull=False)),
                name="officers_words_have_author",
            )
        ]

    def __str__(self):
        return self.get_kind_display()
