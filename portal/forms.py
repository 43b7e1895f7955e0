"""Form fields of the admin."""

from copy import copy
from datetime import date

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from portal import actions

PARTS = ("title", "publisher", "date", "url")


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


class LessonForm(forms.ModelForm):
    """A lesson, refused where the action would refuse it: nobody publishes what nobody else has read."""

    actor = None  # the editor at work, given by the admin

    def clean(self):
        cleaned = super().clean()
        lesson = copy(self.instance)
        for name, value in self.cleaned_data.items():
            setattr(lesson, name, value)
        actions.refuse_unreviewed(actor=self.actor, lesson=lesson)
        return cleaned
