"""The public forms that ask about the rules."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.models import Election
from neutrality.models import QuizQuestion
from neutrality.periods import PeriodOfElection, elections_with_periods, nearest_election, periods_of
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
    election = forms.ModelChoiceField(
        label=_("Untuk"), queryset=Election.objects.none(), to_field_name="slug", required=False
    )
    stage = forms.ChoiceField(label=_("Pada tahapan"), required=False)
    on = day_field(
        label=_("Pada tanggal"),
        help_text=_("Kosongkan untuk hari ini, atau untuk tahapan yang dipilih."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["election"].queryset = elections = elections_with_periods()
        self.fields["election"].empty_label = _("Pemilihan terdekat dari tanggal itu")
        self.stages: dict[str, tuple[Election, PeriodOfElection]] = {
            f"{election.slug}.{one.period}": (election, one)
            for election in elections.prefetch_related("marked_stages__stage")
            for one in periods_of(election)
        }
        self.fields["stage"].choices = [("", _("Menurut tanggalnya")), *self._grouped().items()]
        self.stood_in = False

    def _grouped(self) -> dict[str, list[tuple[str, str]]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for value, (election, one) in self.stages.items():
            groups.setdefault(str(election), []).append((value, f"{one.period.label} ({one.days})"))
        return groups

    def clean(self):
        """A stage stands in for the date, and says which election; where those are given too, all agree."""
        given = super().clean()
        if given.get("stage") and "on" in given and "election" in given:
            self._agree(given, *self.stages[given["stage"]])
        return given

    def _agree(self, given: dict, election: Election, stage: PeriodOfElection) -> None:
        if given["election"] not in (None, election):
            told = _(
                "Tahapan ini milik %(election)s. Pilih pemilihan yang sama, atau kosongkan salah satunya."
            )
            self.add_error("stage", told % {"election": election})
        elif given["on"] and not stage.holds(given["on"]):
            told = _("Tanggal ini di luar tahapan itu (%(days)s). Kosongkan, atau pilih yang di dalamnya.")
            self.add_error("on", told % {"days": stage.days})
        else:
            self.stood_in = not given["on"]
            given |= {"election": election, "on": given["on"] or stage.nearest(timezone.localdate())}

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
