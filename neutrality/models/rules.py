"""The rules of neutrality as data: who may do what, when, on which legal basis, with which sanction."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Election, Stage
from candidates.models.facts import Fact, FactQuerySet
from neutrality.terms import Act, Audience, ElectionKind, Medium, Period, Permission, Severity


def only_of(choices):
    """A check that a list holds values of `choices`, each once, and at least one."""

    def check(values):
        if not isinstance(values, list) or not values:
            raise ValidationError(_("Isi paling sedikit satu."))
        if unknown := [value for value in values if value not in choices.values]:
            raise ValidationError(_("Tidak dikenal: %(names)s"), params={"names": unknown})
        if len(set(values)) < len(values):
            raise ValidationError(_("Ada yang tertulis dua kali."))

    return check


def acts(values):
    only_of(Act)(values)


def audiences(values):
    only_of(Audience)(values)


def periods(values):
    only_of(Period)(values)


class DatedQuerySet(FactQuerySet):
    def in_force(self, day):
        """Those valid on `day` (a date); an absent limit means always."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Dated(Fact):
    """A fact that holds from a day to a day, both included."""

    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = True
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="%(class)s_valid_in_order",
            ),
        ]

    def clean(self):
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("Berakhir sebelum mulai berlaku.")})

    def holds_on(self, day) -> bool:
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)


class LegalBasis(Dated):
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("peraturan"), max_length=200)
    article = models.CharField(_("pasal"), max_length=120, blank=True)
    says = models.CharField(_("isinya"), max_length=400, blank=True)
    audiences = models.JSONField(
        _("mengikat"),
        default=list,
        blank=True,
        validators=[audiences],
        help_text=_("Kosong: semua pegawai."),
    )

    # Rules and sanctions tell all of it.
    shown_elsewhere = (
        *("slug", "title", "article", "says", "publication"),
        *("valid_from", "valid_to", "source_title", "source_url"),
    )

    class Meta(Dated.Meta):
        verbose_name = _("dasar hukum")
        verbose_name_plural = _("dasar hukum")
        ordering = ["title", "article"]

    def __str__(self):
        return f"{self.title}, {self.article}" if self.article else self.title


class Rule(Dated):
    """What members of some audiences may or may not do in some periods of an election."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("judul"), max_length=160)
    acts = models.JSONField(_("perbuatan"), validators=[acts])
    audiences = models.JSONField(_("berlaku bagi"), validators=[audiences])
    periods = models.JSONField(_("masa"), validators=[periods])
    medium = models.CharField(_("tempat"), max_length=10, choices=Medium.choices, default=Medium.ANY)
    election_kind = models.CharField(
        _("jenis pemilihan"), max_length=10, choices=ElectionKind.choices, blank=True
    )
    permission = models.CharField(_("jawaban"), max_length=12, choices=Permission.choices)
    explanation = models.TextField(_("penjelasan"), max_length=800)
    example = models.TextField(_("contoh"), max_length=400, blank=True)
    least = models.CharField(_("sanksi paling ringan"), max_length=10, choices=Severity.choices, blank=True)
    most = models.CharField(_("sanksi paling berat"), max_length=10, choices=Severity.choices, blank=True)
    checklist = models.JSONField(_("daftar periksa"), default=list, blank=True)
    bases = models.ManyToManyField(LegalBasis, related_name="rules", verbose_name=_("dasar hukum"))
    order = models.PositiveSmallIntegerField(_("urutan"), default=100)

    class Meta(Dated.Meta):
        verbose_name = _("aturan")
        verbose_name_plural = _("aturan")
        ordering = ["order", "slug"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(least="", most="") | (~Q(least="") & ~Q(most="")), name="rule_sanctions_paired"
            ),
            models.CheckConstraint(
                condition=~Q(permission="allowed") | Q(least=""), name="allowed_rule_has_no_sanction"
            ),
        ]

    def __str__(self):
        return self.title

    def binds(self, *, act, audience, period, election_kind) -> bool:
        """Whether this rule speaks about `act` by `audience` in `period` of such an election."""
        return (
            act in self.acts
            and audience in self.audiences
            and period in self.periods
            and self.election_kind in ("", election_kind)
        )

    @property
    def period_labels(self) -> list[str]:
        return [Period(period).label for period in self.periods]

    @property
    def sanction_labels(self) -> list[str]:
        """The lightest and the heaviest sanction in words; one where they are the same, none without any."""
        return [Severity(one).label for one in dict.fromkeys([self.least, self.most]) if one]

    @property
    def confirmed_bases(self) -> list["LegalBasis"]:
        return [basis for basis in self.bases.all() if basis.is_published]

    @property
    def severities(self) -> list[str]:
        """The sanction range, lightest first."""
        if not self.least:
            return []
        every = Severity.values
        return every[every.index(self.least) : every.index(self.most) + 1]


class Sanction(Dated):
    """What one severity means for one audience."""

    slug = models.SlugField(max_length=80, unique=True)
    severity = models.CharField(_("tingkat"), max_length=10, choices=Severity.choices)
    audiences = models.JSONField(_("berlaku bagi"), validators=[audiences])
    election_kind = models.CharField(
        _("jenis pemilihan"), max_length=10, choices=ElectionKind.choices, blank=True
    )
    text = models.CharField(_("isi"), max_length=400)
    basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="sanctions", verbose_name=_("dasar"))

    class Meta(Dated.Meta):
        verbose_name = _("sanksi")
        verbose_name_plural = _("sanksi")
        ordering = ["slug"]

    def __str__(self):
        return f"{self.get_severity_display()}: {self.text}"


class MarkedStage(models.Model):
    """Which stage of a schedule begins which period. The dates stay with the stage."""

    MARKING = [choice for choice in Period.choices if choice[0] not in (Period.BEFORE_SET, Period.AFTER)]

    election = models.ForeignKey(Election, models.PROTECT, related_name="marked_stages")
    period = models.CharField(_("masa"), max_length=12, choices=MARKING)
    stage = models.OneToOneField(Stage, models.PROTECT, verbose_name=_("tahapan"))

    class Meta:
        verbose_name = _("masa netralitas")
        verbose_name_plural = _("masa netralitas")
        constraints = [
            models.UniqueConstraint(fields=["election", "period"], name="one_stage_per_period"),
        ]

    def __str__(self):
        return f"{self.get_period_display()}: {self.stage}"

    def clean(self):
        super().clean()
        if self.stage_id and self.election_id and self.stage.election_id != self.election_id:
            raise ValidationError({"stage": _("Tahapan ini milik pemilu lain.")})
