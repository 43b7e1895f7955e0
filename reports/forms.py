"""The form /lapor/. What may come in is decided in `reports.intake`, for every channel alike."""

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.models import Appearance
from reports import contacts
from reports.models import Kind


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Any number of files; how many we take is said by `intake`."""

    widget = PicturesInput(attrs={"accept": "image/*"})

    def clean(self, data, initial=None):
        return [super(PicturesField, self).clean(each, initial) for each in data or []]


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Apa yang Anda laporkan?"),
        choices=Kind.choices,
        initial=Kind.HOAX,
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(
        label=_("Isi pesan"),
        help_text=_("Tempel apa adanya, termasuk salah ketiknya. Paling panjang 20.000 karakter."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    images = PicturesField(
        label=_("Tangkapan layar"),
        help_text=_("Paling banyak 5: JPG, PNG, WebP, atau GIF, masing-masing paling besar 10 MB."),
        allow_empty_file=True,
        required=False,
    )
    url = forms.CharField(
        label=_("Tautan"),
        help_text=_("Alamat halaman atau unggahan tempat Anda melihatnya."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        required=False,
    )
    seen_where = forms.ChoiceField(
        label=_("Di mana Anda melihatnya?"),
        choices=Appearance.Platform.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    seen_on = forms.DateField(
        label=_("Kapan Anda melihatnya?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "brief"}, format="%Y-%m-%d"),
        required=False,
    )
    contact = forms.CharField(
        label=_("E-mail untuk mengabari Anda"),
        help_text=_(
            "Hanya untuk mengirim jawaban dan koreksinya. Disimpan tersegel dan dihapus 90 hari setelah "
            "jawaban; sejak itu koreksi tidak dikabarkan lagi."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        required=False,
    )
    agreed = forms.BooleanField(label=_("Saya setuju dikabari lewat kontak itu."), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if contacts.whatsapp_offered():
            self.fields["contact"].label = _("E-mail atau nomor WhatsApp untuk mengabari Anda")
            self.fields["contact"].widget = forms.TextInput(attrs={"autocomplete": "on"})

    def clean(self):
        """Without the reporter's word the contact is not kept; so both are asked for, or neither."""
        cleaned = super().clean()
        if not cleaned.pop("agreed", False) and cleaned.get("contact"):
            self.add_error("agreed", _("Centang bila Anda setuju, atau kosongkan kontaknya."))
        return cleaned


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("Kode laporan"),
        help_text=_("Contoh: DMP-7K4Q-2X9M-T3HB. Huruf kecil dan tanpa tanda hubung pun boleh."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "brief"}),
        max_length=60,
    )
