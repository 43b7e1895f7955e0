"""What people type about keys."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.keys.actions import PREFIX, find
from portal.keys.models import Scope


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("Untuk apa kunci ini"),
        max_length=80,
        help_text=_("Nama untuk Anda sendiri, seperti “Redaksi, pemeriksaan harian”."),
    )
    address = forms.EmailField(
        label=_("Alamat e-mail"),
        max_length=254,
        help_text=_(
            "Ke sini kami mengirim tautan. Disimpan tersegel: tidak ada orang yang dapat membacanya."
        ),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Kunci ini boleh"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.READ, Scope.CHECK],
    )


class LinkForm(forms.Form):
    """Where the link to manage keys is to be sent."""

    address = forms.EmailField(label=_("Alamat e-mail"), max_length=254)


class OpenForm(forms.Form):
    """A key, by which its holder manages that key alone."""

    shown = forms.CharField(
        label=_("Kunci"),
        max_length=80,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=format_lazy(_("Diawali {prefix}"), prefix=PREFIX),
    )

    def clean_shown(self):
        key = find(self.cleaned_data["shown"].strip())
        if key is None:
            raise forms.ValidationError(_("Kunci ini tidak dikenal atau sudah dicabut."))
        return key
