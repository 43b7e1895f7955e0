"""Forms of the desk."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.images import ImageRefused, reencode
from factcheck.actions import MATERIAL
from factcheck.history import Step, steps
from factcheck.models import Debunk, DebunkImage

FINDING = ("title", "claim", "verdict", "kind", "summary", "explanation", "conclusion")
ABOUT = ("topics", "elections", "people", "parties")
OVERTAKEN = _(
    "Orang lain mengubah debunk ini saat Anda menyunting. Ketikan Anda masih ada; kolom yang tidak Anda ubah "
    "kini berisi yang ia tulis. Bandingkan, lalu simpan lagi."
)
UNEXPLAINED = _("Tulis apa yang berubah dan mengapa: isi debunk yang sudah terbit ikut berubah.")
SYNTAX = re.compile(r"[\\`*_\[\]<>()!#~|]")  # what Markdown reads as more than text
REFUSALS = {
    "size": _("Berkas gambar terlalu besar: batasnya 10 MB."),
    "pixels": _("Gambar terlalu besar: batasnya 40 megapiksel."),
    "format": _("Bukan gambar JPEG, PNG, WebP, atau GIF yang utuh."),
}


class LinesField(forms.CharField):
    """Text of several lines. Browsers send CRLF; without this every untouched text would look changed."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def has_changed(self, initial, data):
        return super().has_changed(initial, (data or "").replace("\r\n", "\n"))


class DebunkForm(forms.ModelForm):
    """A debunk. Changing what a published one says needs a reason, which readers will see.

    The desk makes a form of it that knows its `refusal` (why the action was refused a moment ago) and what
    is `restored` of an autosave. `overtaken_by` is what others changed since the form was opened.
    """

    refusal = ""
    restored: dict | None = None
    overtaken_by: Sequence[Step] = ()

    version_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Alasan koreksi"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Wajib bila judul, klaim, vonis, atau isinya berubah. Pembaca akan melihatnya."),
    )

    class Meta:
        model = Debunk
        fields = (*FINDING, *ABOUT, "language", "source_url")
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "summary": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "version_seen" in self.fields:
            self.initial["version_seen"] = self.instance.version
        self.initial |= self.restored or {}

    def clean(self):
        data = super().clean()
        seen = data.get("version_seen")
        if self.instance.pk and seen is not None and seen != self.instance.version:
            self.add_error(None, OVERTAKEN)
            self._take_up(seen)
        elif self.refusal:
            self.add_error(None, self.refusal)
        public = self.instance.state == Debunk.State.PUBLISHED
        if public and self.changes_finding and not data.get("reason"):
            self.add_error("reason", UNEXPLAINED)
        return data

    def _take_up(self, seen: int) -> None:
        """Show what came since version `seen`, take it up where this editor changed nothing, and let the
        next attempt pass."""
        since = Debunk.history.of(self.instance).filter(version__gte=seen)
        self.overtaken_by = [step for step in steps(self.instance, since, "")[0] if step.before]
        base = since.filter(version=seen).first()
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, whatever its type says
        data["version_seen"] = self.instance.version
        for name in (*FINDING, "language", "source_url"):
            typed = data.get(name, "").replace("\r\n", "\n")
            if base and name in self.fields and typed == getattr(base, name):
                data[name] = getattr(self.instance, name)
        self.data = data

    @property
    def changes_finding(self) -> bool:
        return bool(set(self.changed_data) & set(MATERIAL))

    def changed_fields(self) -> dict[str, object]:
        """The new values of the debunk's own fields."""
        own = {field.name for field in Debunk._meta.concrete_fields}
        return {name: self.cleaned_data[name] for name in self.changed_data if name in own}

    def changed_links(self) -> list[str]:
        """The names of the registers (topics, people…) whose choice changed."""
        links = {field.name for field in Debunk._meta.many_to_many}
        return [name for name in self.changed_data if name in links]


def fresh(upload):
    """The picture in `upload` as fresh pixels under a name of its own."""
    try:
        upload.seek(0)  # the form may have been refused once before
        return reencode(upload.read())
    except ImageRefused as error:
        raise forms.ValidationError(REFUSALS[error.code]) from error


class PictureForm(forms.Form):
    """A picture for the running text; alt text and credit are required."""

    image = forms.FileField(error_messages={"required": _("Pilih berkas gambar.")})
    alt = forms.CharField(
        max_length=300, error_messages={"required": _("Tulis teks pengganti: apa yang terlihat di gambar.")}
    )
    credit = forms.CharField(
        max_length=160, error_messages={"required": _("Tulis kredit: milik siapa gambar ini.")}
    )

    def clean_image(self):
        return fresh(self.cleaned_data["image"])

    def texts(self) -> list[str]:
        """Alt text and credit, so written that Markdown takes them for plain text."""
        return [SYNTAX.sub(r"\\\g<0>", self.cleaned_data[name]) for name in ("alt", "credit")]


class DebunkImageForm(forms.ModelForm):
    """A picture is taken in as fresh pixels under a name of its own; alt text and credit are required."""

    image = forms.FileField(
        label=_("gambar"),
        help_text=_("Berkasnya tersimpan bersama debunk. Simpanan otomatis hanya memuat teks di sampingnya."),
        error_messages={"required": _("Pilih berkas gambarnya. Yang tadi dipilih tidak ikut tersimpan.")},
    )

    class Meta:
        model = DebunkImage
        fields = ("image", "alt", "credit", "order")

    def clean_image(self):
        upload = self.cleaned_data["image"]
        return fresh(upload) if "image" in self.changed_data else upload
