"""Forms and form fields of the admin."""

from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from candidates.models import Reminder, Stage
from core.images import ImageRefused, reencode

PARTS = ("title", "publisher", "date", "url")


class LinesField(forms.CharField):
    """A list of short texts, edited one per line; empty lines and repetitions are dropped."""

    def __init__(self, **kwargs):
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        kwargs.setdefault("help_text", _("Satu nama per baris."))
        super().__init__(widget=forms.Textarea(attrs={"rows": 4, "cols": 60}), **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip() for line in super().to_python(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data or "")


class SourcesField(forms.CharField):
    """A list of sources, edited one per line as `title | publisher | date | address`; the title is enough."""

    def __init__(self, **kwargs):
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        kwargs["help_text"] = _("Satu sumber per baris: judul | penerbit | tanggal (2024-02-14) | tautan.")
        super().__init__(widget=forms.Textarea(attrs={"rows": 5, "cols": 100}), **kwargs)

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(row.get(part) or "" for part in PARTS).rstrip(" |") for row in value)

    def to_python(self, value):
        lines = (line for line in super().to_python(value).splitlines() if line.strip())
        return [self._source(number, line) for number, line in enumerate(lines, start=1)]

    def has_changed(self, initial, data):
        return self.prepare_value(initial or []) != (data or "")

    def _source(self, number: int, line: str) -> dict[str, str]:
        values = [value.strip() for value in line.split("|")]
        row = dict(zip(PARTS, values, strict=False))
        try:
            if len(values) > len(PARTS) or not row["title"]:
                raise ValueError
            if row.get("date"):
                date.fromisoformat(row["date"])
            if row.get("url"):
                URLValidator(schemes=["http", "https"])(row["url"])
        except (ValueError, forms.ValidationError):
            message = _("Baris %(number)d tidak terbaca: judul | penerbit | tanggal (2024-02-14) | tautan.")
            raise forms.ValidationError(message, params={"number": number}) from None
        return {name: value for name, value in row.items() if value}


class PictureField(forms.ImageField):
    """A picture that is re-encoded on arrival, so that nothing but its pixels is kept."""

    MAX_SIDE = 800

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        file.seek(0)
        try:
            return reencode(file.read(), max_side=self.MAX_SIDE)
        except ImageRefused as refusal:
            raise forms.ValidationError(
                _("Gambar ditolak: %(reason)s"), params={"reason": str(refusal)}, code=refusal.code
            ) from refusal


class StageForm(forms.ModelForm):
    """A stage; when its dates change, the regulation that changes them."""

    regulation = forms.CharField(
        label=_("Tanggal diubah oleh"),
        max_length=300,
        required=False,
        help_text=_(
            "Peraturan yang mengubah tanggal atau jam: yang lama tetap tampil, dicoret. "
            "Kosongkan bila hanya membetulkan salah tulis."
        ),
    )
    regulation_url = forms.URLField(
        label=_("Tautan peraturan"), max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Stage
        fields = (
            *(
                "election",
                "name",
                "slug",
                "phase",
                "kind",
                "starts",
                "ends",
                "start_time",
                "end_time",
                "zone",
            ),
            *("cancelled_by", "note", "source_title", "source_url", "publication"),
        )


class ReminderForm(forms.Form):
    """Which stages of one election, how long before, and where to."""

    stages = forms.ModelMultipleChoiceField(
        Stage.objects.none(),
        label=_("Tahapan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosongkan semuanya untuk semua tahapan."),
    )
    days = forms.TypedChoiceField(
        label=_("Kapan diingatkan"),
        coerce=int,
        choices=Reminder.Days.choices,
        initial=Reminder.Days.THREE,
        widget=forms.RadioSelect,
    )
    address = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Hanya untuk pengingat ini. Disimpan tersegel dan dihapus begitu Anda berhenti."),
    )

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stages"].queryset = stages
        self.fields["stages"].label_from_instance = lambda stage: stage.name
