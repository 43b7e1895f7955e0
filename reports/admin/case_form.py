from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.models import Debunk
from reports.admin.together import colleagues
from reports.models import Case


class CaseForm(forms.ModelForm):
    """What the pressed button needs is asked for; the rest may stay empty."""

    class Meta:
        model = Case
        fields = ["title", "assignee", "debunk", "reason", "harm"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "assignee" in self.fields:  # who may only look has no fields
            self.fields["assignee"].queryset = colleagues()
            self.fields[
                "debunk"
            ].queryset = Debunk.objects.all()  # published ones are offered; a draft may stay

    def clean(self):
        cleaned = super().clean()
        if "_answer" in self.data:
            debunk = cleaned.get("debunk")
            if debunk is None or debunk.state != Debunk.State.PUBLISHED:
                self.add_error(
                    "debunk", _("Pilih debunk yang sudah terbit: semua pelapor mendapat jawaban ini.")
                )
        if "_reject" in self.data and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Tulis alasannya: pelapor akan membacanya."))
        return cleaned
