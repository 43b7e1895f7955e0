"""What the steps of the workflow ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck import checklist
from factcheck.models import Debunk


def _lines(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})


class StepForm(forms.Form):
    """A step of `debunk` as its editor saw it."""

    version_seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, debunk: Debunk, excused: bool = False, **kwargs):
        super().__init__(*args, initial={"version_seen": debunk.version}, label_suffix=":", **kwargs)
        self.debunk, self.excused = debunk, excused


class NoteForm(StepForm):
    note = forms.CharField(
        label=_("Catatan untuk penulis"), widget=_lines(), help_text=_("Apa yang perlu diperbaiki?")
    )


class RetractionForm(StepForm):
    reason = forms.CharField(
        label=_("Alasan penarikan"),
        widget=_lines(),
        help_text=_("Pembaca akan melihatnya di halaman debunk ini."),
    )


def _moment(**kwargs) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=_("Terbitkan pada"), widget=widget, **kwargs)


class TimeForm(StepForm):
    publish_at = _moment(help_text=_("WIB."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["publish_at"] = self.debunk.publish_at


class ApprovalForm(StepForm):
    """What the reviewer vouches for, and when it goes out."""

    ticks = forms.MultipleChoiceField(
        label=_("Saya sudah memeriksa"), required=False, widget=forms.CheckboxSelectMultiple
    )
    publish_at = _moment(required=False, help_text=_("WIB. Kosong: terbit sekarang."))
    emergency = forms.CharField(
        label=_("Alasan darurat"),
        widget=_lines(2),
        help_text=_("Terbit tanpa pemeriksa kedua. Dicatat, dan pembaca melihat alasan ini."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ticked = checklist.ticked(self.debunk)
        open_points = [(point.item, point.label) for point in ticked if not point.met]
        self.fields["ticks"].choices = open_points
        if not open_points:
            del self.fields["ticks"]
        if not self.excused:
            del self.fields["emergency"]

    def clean(self):
        return {"ticks": []} | super().clean()
