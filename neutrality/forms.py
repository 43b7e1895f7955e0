"""The public forms that ask about the rules."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.models import Election
from neutrality.models import QuizQuestion
from neutrality.periods import elections_with_periods, nearest_election
from neutrality.terms import Act, Audience


def day_field(**extra):
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), localize=False, **extra
    )


class SelfCheckForm(forms.Form):
    """ "May I …?" Everything but the act may be left out: today, a PNS, the nearest election."""

    act = forms.ChoiceField(label=_("Bolehkah saya …"), choices=Act.choices)
    audience = forms.ChoiceField(
        label=_("Saya"), choices=Audience.choices, initial=Audience.PNS, required=False
    )
    on = day_field(label=_("Pada tanggal"), required=False)
    election = forms.ModelChoiceField(
        label=_("Untuk"), queryset=Election.objects.none(), to_field_name="slug", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["election"].queryset = elections_with_periods()
        self.fields["election"].empty_label = _("Pemilihan terdekat dari tanggal itu")

    def question(self) -> dict | None:
        """What is asked, for `selfcheck.may_i`; None while the form is not whole or nothing is scheduled."""
        if not self.is_valid():
            return None
        day = self.cleaned_data["on"] or timezone.localdate()
        election = self.cleaned_data["election"] or nearest_election(day)
        if election is None:
            return None
        audience = self.cleaned_data["audience"] or Audience.PNS
        return {"act": self.cleaned_data["act"], "audience": audience, "election": election, "day": day}


class QuizForm(forms.Form):
    """One radio list for each question; nothing of it is stored."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(QuizQuestion.objects.select_related("basis"))
        for question in self.questions:
            self.fields[question.slug] = forms.TypedChoiceField(
                label=question.question,
                choices=list(enumerate(question.options)),
                coerce=int,
                widget=forms.RadioSelect,
            )

    def results(self) -> list[tuple[QuizQuestion, str, bool]]:
        """Each question with the option that was chosen and whether it is right."""
        return [
            (question, question.options[self.cleaned_data[question.slug]], chosen == question.answer)
            for question in self.questions
            for chosen in [self.cleaned_data[question.slug]]
        ]
