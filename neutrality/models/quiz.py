"""A question of the short quiz for briefings."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from neutrality.models.rules import LegalBasis


class QuizQuestion(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    question = models.CharField(_("pertanyaan"), max_length=280)
    options = models.JSONField(_("pilihan"))
    answer = models.PositiveSmallIntegerField(_("jawaban benar"), help_text=_("Dihitung dari 0."))
    why = models.CharField(_("alasan"), max_length=400)
    basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+", verbose_name=_("dasar hukum"))
    order = models.PositiveSmallIntegerField(_("urutan"), default=100)

    class Meta:
        verbose_name = _("pertanyaan kuis")
        verbose_name_plural = _("pertanyaan kuis")
        ordering = ["order", "id"]

    def __str__(self):
        return self.question

    def clean(self):
        super().clean()
        whole = isinstance(self.options, list) and len(self.options) >= 2
        if not whole or not all(isinstance(option, str) and option for option in self.options):
            raise ValidationError({"options": _("Isi paling sedikit dua pilihan.")})
        if self.answer >= len(self.options):
            raise ValidationError({"answer": _("Tidak ada pilihan dengan nomor ini.")})

    @property
    def right(self) -> str:
        return self.options[self.answer]
