"""The form /lapor/. What may come in is decided in `reports.intake`, for every channel alike."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.actions import accept
from reports.models import HoaxReport


class ReportForm(forms.Form):
    text = forms.CharField(
        label=_("Isi pesan"),
        help_text=_("Tempel apa adanya, termasuk salah ketiknya. Paling panjang 20.000 karakter."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    image = forms.FileField(
        label=_("Tangkapan layar"),
        help_text=_("JPG, PNG, WebP, atau GIF, paling besar 10 MB. Tutup nama dan nomor orang lain."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        allow_empty_file=True,
        required=False,
    )
    url = forms.CharField(
        label=_("Tautan"),
        help_text=_("Alamat halaman atau unggahan tempat Anda melihatnya."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        required=False,
    )
    contact = forms.CharField(
        label=_("E-mail untuk mengabari Anda"),
        help_text=_("Hanya untuk mengirim jawaban. Disimpan tersegel, lalu dihapus."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        required=False,
    )

    def accept(self) -> HoaxReport | None:
        """The stored report; None when something is to be mended, which the form then says."""
        if not self.is_valid():
            return None
        try:
            return accept(channel=HoaxReport.Channel.WEB, **self.cleaned_data)
        except ValidationError as error:
            self.add_error(None, error)
            return None


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("Kode laporan"),
        help_text=_("Contoh: DMP-7K4Q-2X9M-T3HB. Huruf kecil dan tanpa tanda hubung pun boleh."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "brief"}),
        max_length=60,
    )
