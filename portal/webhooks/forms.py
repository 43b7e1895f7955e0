"""What the owner of a key types about a webhook."""

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.models import Verdict
from portal.webhooks.models import Kind


class WebhookForm(forms.Form):
    url = forms.URLField(
        label=_("Alamat server Anda"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Kami mengirim tantangan ke sana; alamat itu menjawab dengan mengulanginya."),
    )
    events = forms.MultipleChoiceField(
        label=_("Kabar"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Kind.PUBLISHED, Kind.CORRECTED, Kind.RETRACTED],
    )
    verdicts = forms.MultipleChoiceField(
        label=_("Hanya vonis"),
        choices=Verdict.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    topic = forms.CharField(label=_("Hanya tema"), required=False, max_length=120)
    election = forms.CharField(
        label=_("Hanya pemilu"),
        required=False,
        max_length=120,
        help_text=_("Bagian akhir alamat halamannya, seperti pemilu-2024."),
    )
    candidate = forms.CharField(label=_("Hanya orang"), required=False, max_length=120)
    party = forms.CharField(label=_("Hanya partai"), required=False, max_length=120)

    def filters(self) -> dict:
        """What was chosen beside the address and the events."""
        chosen = {name: self.cleaned_data[name] for name in ("topic", "election", "candidate", "party")}
        return {"verdict": self.cleaned_data["verdicts"], **chosen}
