"""Campaign accounts that are registered with the election commission."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidacy, Election, Party
from candidates.models.facts import Fact, FactQuerySet
from neutrality.handles import account_of
from neutrality.terms import Platform


class CampaignAccountQuerySet(FactQuerySet):
    def public(self):
        return self.published().filter(election__publication="published")

    def on(self, day):
        """Registered on `day` (a date)."""
        return self.filter(valid_from__lte=day, valid_to__gte=day)

    def with_names(self):
        return self.select_related(
            "election", "party", "candidacy__person", "candidacy__running_mate", "candidacy__election"
        )

    def matching(self, words: str):
        """Accounts with all of `words` in handle or owner; a pasted address is read as its account."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(Q(handle__icontains=account_of(word)) | Q(owner__icontains=word))
        return found


class CampaignAccount(Fact):
    election = models.ForeignKey(
        Election, models.PROTECT, related_name="campaign_accounts", verbose_name=_("pemilu")
    )
    platform = models.CharField(_("platform"), max_length=12, choices=Platform.choices)
    handle = models.CharField(_("nama akun"), max_length=120, help_text=_("Tanpa @."))
    url = models.URLField(_("alamat"), max_length=300, blank=True)
    owner = models.CharField(_("didaftarkan oleh"), max_length=200)
    candidacy = models.ForeignKey(
        Candidacy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaign_accounts",
        verbose_name=_("pencalonan"),
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaign_accounts",
        verbose_name=_("partai"),
    )
    valid_from = models.DateField(_("terdaftar sejak"))
    valid_to = models.DateField(_("terdaftar sampai"))

    objects = CampaignAccountQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("akun kampanye terdaftar")
        verbose_name_plural = _("akun kampanye terdaftar")
        ordering = ["platform", "handle", "id"]
        indexes = [models.Index(fields=["platform", "handle", "id"])]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["election", "platform", "handle"], name="one_registration_per_account"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="campaign_account_valid_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.get_platform_display()} @{self.handle}"

    def clean(self):
        super().clean()
        self.handle = account_of(self.handle)
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("Berakhir sebelum mulai.")})
        if self.candidacy_id and self.election_id and self.candidacy.election_id != self.election_id:
            raise ValidationError({"candidacy": _("Pencalonan ini milik pemilu lain.")})
