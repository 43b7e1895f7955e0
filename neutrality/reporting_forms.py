"""The confidential form, and the small ones behind the receipt."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.models import Election
from neutrality import desk, intake
from neutrality.forms import day_field
from neutrality.periods import elections_with_periods
from neutrality.terms import Act, Audience, Level, Platform

REPORTABLE = [choice for choice in Act.choices if choice[0] not in (Act.READ, Act.INFORM, Act.VOTE)]
PICTURES = _("JPG, PNG, WebP, atau GIF, paling besar 10 MB per gambar, paling banyak 5.")


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Any number of files, as a list."""

    widget = SeveralFiles(attrs={"accept": "image/*"})

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(PicturesField, self).clean(file) for file in files]


class LeadForm(forms.Form):
    """What an officer on patrol and a person who reports tell alike."""

    act = forms.ChoiceField(label=_("Apa yang dilakukan?"), choices=REPORTABLE)
    text = forms.CharField(
        label=_("Ceritakan kejadiannya"),
        help_text=_("Apa yang Anda lihat sendiri, dengan kata-kata Anda. Paling panjang 10.000 karakter."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Ceritakan apa yang terjadi.")},
    )
    happened_on = day_field(label=_("Tanggal kejadian"))
    known_on = day_field(
        label=_("Tanggal Anda mengetahuinya"),
        help_text=_("Batas waktu lapor dihitung dari hari ini. Kosongkan bila baru hari ini."),
        required=False,
    )
    election = forms.ModelChoiceField(
        label=_("Pemilihan"), queryset=Election.objects.none(), to_field_name="slug", required=False
    )
    place = forms.CharField(label=_("Tempat"), max_length=300, required=False)
    platform = forms.ChoiceField(
        label=_("Platform, bila di internet"),
        choices=[("", _("Tidak di internet")), *Platform.choices],
        required=False,
    )
    url = forms.CharField(
        label=_("Tautan"),
        help_text=_("Alamat unggahannya. Petugas kami merekam halamannya sebagai bukti."),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    pictures = PicturesField(label=_("Tangkapan layar atau foto"), help_text=PICTURES, required=False)
    audience = forms.ChoiceField(label=_("Ia adalah"), choices=Audience.choices)
    level = forms.ChoiceField(label=_("Tingkat instansinya"), choices=Level.choices, initial=Level.UNKNOWN)
    institution = forms.CharField(label=_("Instansinya"), max_length=200, required=False)
    position = forms.CharField(label=_("Jabatannya"), max_length=200, required=False)
    name = forms.CharField(
        label=_("Namanya"),
        help_text=_("Disimpan tersegel dan tidak pernah ditayangkan."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["election"].queryset = elections_with_periods()
        self.fields["election"].empty_label = _("Yang terdekat dari tanggal kejadian")

    def lead(self) -> intake.Lead:
        said = {name: self.cleaned_data[name] for name in LEAD}
        return intake.Lead(**said | {"known_on": said["known_on"] or timezone.localdate()})


LEAD = (
    *("act", "audience", "level", "happened_on", "known_on", "text", "election", "platform", "place"),
    *("url", "name", "position", "institution"),
)


class ReportForm(LeadForm):
    contact = forms.CharField(
        label=_("Cara menghubungi Anda"),
        help_text=_("Boleh kosong. Disimpan tersegel; hanya petugas yang dapat membukanya."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def accept(self) -> intake.Accepted | None:
        """The stored report; None when something is to be mended, which the form then says."""
        if not self.is_valid():
            return None
        try:
            return intake.accept(
                lead=self.lead(),
                uploads=self.cleaned_data["pictures"],
                contact=self.cleaned_data["contact"],
            )
        except ValidationError as error:
            self.add_error(None, error)
            return None


class EnterForm(forms.Form):
    code = forms.CharField(
        label=_("Kode laporan"),
        help_text=_("Contoh: NTR-7K4Q-2X9M-T3HB"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "brief"}),
    )
    passphrase = forms.CharField(
        label=_("Frasa sandi"),
        max_length=80,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "brief"}),
    )


class MoreEvidenceForm(forms.Form):
    url = forms.CharField(label=_("Tautan"), max_length=2000, required=False)
    pictures = PicturesField(label=_("Gambar"), help_text=PICTURES, required=False)


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Tulis kepada petugas"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class WithdrawalForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Ya, hapus laporan ini beserta semua buktinya. Itu tidak dapat dibatalkan."),
        error_messages={"required": _("Centang dulu bahwa Anda yakin: yang dihapus tidak dapat kembali.")},
    )


class ReplyForm(forms.Form):
    """Of somebody who was reported, or thinks so."""

    text = forms.CharField(
        label=_("Yang ingin Anda sampaikan"),
        help_text=_("Paling panjang 4.000 karakter."),
        max_length=desk.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Tulis apa yang ingin Anda sampaikan.")},
    )
    name = forms.CharField(label=_("Nama Anda"), max_length=200)
    institution = forms.CharField(label=_("Instansi Anda"), max_length=200, required=False)
    reference = forms.CharField(
        label=_("Nomor surat yang Anda terima"),
        help_text=_("Bila sebuah lembaga sudah menyurati Anda. Boleh kosong."),
        max_length=100,
        required=False,
    )
    contact = forms.CharField(
        label=_("Surel atau telepon Anda"), help_text=_("Untuk membalas Anda."), max_length=200
    )
