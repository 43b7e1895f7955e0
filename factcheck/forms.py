"""What readers send: filters of the list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.models import Election
from factcheck.models import Debunk, Kind, Topic, Verdict
from factcheck.searching import published_holding


class DebunkFilter(forms.Form):
    """Filters of the list of debunks. A value that is not known is told and filters nothing."""

    q = forms.CharField(label=_("Cari kata"), max_length=200, required=False)
    verdict = forms.MultipleChoiceField(
        label=_("Vonis"), choices=Verdict.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=[("", _("Semua jenis")), *Kind.choices], required=False
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(),
        label=_("Tema"),
        to_field_name="slug",
        empty_label=_("Semua tema"),
        required=False,
    )
    election = forms.ModelChoiceField(
        Election.objects.published(),
        label=_("Pemilu"),
        to_field_name="slug",
        empty_label=_("Semua pemilu"),
        required=False,
    )

    def debunks(self):
        """The published debunks that pass the filters, newest first."""
        self.full_clean()
        wanted = self.cleaned_data
        found = published_holding(wanted["q"]) if wanted.get("q") else Debunk.objects.published()
        if wanted.get("verdict"):
            found = found.filter(verdict__in=wanted["verdict"])
        if wanted.get("kind"):
            found = found.filter(kind=wanted["kind"])
        if wanted.get("topic"):
            found = found.filter(topics=wanted["topic"])
        if wanted.get("election"):
            found = found.filter(elections=wanted["election"])
        return found.latest()

    def in_force(self) -> list[tuple[str, str, str]]:
        """The filters in force: name, value in the address, and label for the reader."""
        wanted = self.cleaned_data
        found = [("q", wanted["q"], f"“{wanted['q']}”")] if wanted.get("q") else []
        found += [("verdict", value, str(Verdict(value).label)) for value in wanted.get("verdict", [])]
        if wanted.get("kind"):
            found.append(("kind", wanted["kind"], str(Kind(wanted["kind"]).label)))
        found += [
            (name, wanted[name].slug, str(wanted[name])) for name in ("topic", "election") if wanted.get(name)
        ]
        return found


class CorrectionRequestForm(forms.Form):
    text = forms.CharField(
        label=_("Apa yang keliru?"),
        help_text=_("Sebutkan bagian yang salah dan apa yang benar. Paling panjang 5.000 karakter."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5_000,
    )
    source_url = forms.URLField(
        label=_("Tautan ke sumbernya"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        required=False,
        max_length=1_000,
        assume_scheme="https",
    )
    contact = forms.EmailField(
        label=_("E-mail untuk mengabari Anda"),
        help_text=_("Hanya untuk mengirim jawaban. Disimpan tersegel dan dihapus 90 hari setelah jawaban."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        """Browsers cut what is pasted at `maxlength` without a word; here the refusal says the limit."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
