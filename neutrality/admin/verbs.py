"""One small form for each thing an officer does with a case; `run` does it."""

from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.sealing import CannotOpen
from neutrality import desk, dossier, evidence
from neutrality.forms import day_field
from neutrality.models import Case, Referral
from neutrality.terms import Violation

State = Case.State
NEXT_NEWS = {"approved": "sent", "sent": "received", "received": "handled"}
AREA = forms.Textarea(attrs={"rows": 4, "cols": 80})


class Verb(forms.Form):
    """`states` are those of the case in which the form is offered."""

    title: object = ""  # translated late
    button: object = ""  # translated late
    states: tuple[str, ...] = ()

    def __init__(self, case: Case, data=None):
        super().__init__(data)
        self.case = case
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices."""

    def offered_to(self, actor) -> bool:
        return self.case.state in self.states

    def run(self, actor) -> None:
        raise NotImplementedError


class Assess(Verb):
    title, button = _("Periksa terhadap aturan"), _("Simpan pemeriksaan")
    states = (State.NEW, State.REVIEW)
    rule = forms.ChoiceField(label=_("Aturan yang berlaku pada tanggal kejadian"), required=False)
    violation = forms.ChoiceField(label=_("Jenis pelanggaran"), choices=Violation.choices)
    ticked = forms.MultipleChoiceField(
        label=_("Daftar periksa: yang sudah terbukti"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self):
        self.rules = {str(rule.pk): rule for rule in dossier.rules_for(self.case)}
        self.fields["rule"].choices = [(pk, rule.title) for pk, rule in self.rules.items()]
        points = dict.fromkeys(point for rule in self.rules.values() for point in rule.checklist)
        self.fields["ticked"].choices = [(point, point) for point in points]
        self.initial = {
            "rule": str(self.case.rule_id or ""),
            "violation": self.case.violation,
            "ticked": [point for point, found in self.case.checklist.items() if found],
        }

    def run(self, actor):
        rule = self.rules.get(self.cleaned_data["rule"])
        if rule is None:
            raise desk.Refused(_("Tidak ada aturan yang berlaku untuk perbuatan ini pada tanggal kejadian."))
        desk.assess(
            case=self.case,
            rule=rule,
            violation=self.cleaned_data["violation"],
            ticked=self.cleaned_data["ticked"],
            actor=actor,
        )


class Join(Verb):
    title, button = _("Gabungkan ke kasus yang serupa"), _("Gabungkan")
    states = (State.NEW, State.REVIEW)
    into = forms.ChoiceField(label=_("Kasus"))

    def prepare(self):
        self.alike = {str(other.pk): (other, kinds) for other, kinds in dossier.look_alikes(self.case)}
        self.fields["into"].choices = [
            (pk, f"{other}: {', '.join(kinds)}") for pk, (other, kinds) in self.alike.items()
        ]

    def offered_to(self, actor):
        return super().offered_to(actor) and bool(self.alike)

    def run(self, actor):
        desk.join(case=self.case, into=self.alike[self.cleaned_data["into"]][0], actor=actor)


class Told(Verb):
    """Words that belong to one of the reports."""

    states = (State.NEW, State.REVIEW, State.PROPOSED, State.REFERRED)
    report = forms.ChoiceField(label=_("Laporan"))
    text = forms.CharField(label=_("Tulisan"), widget=AREA)

    def prepare(self):
        self.reports = {str(report.pk): report for report in self.reports_asked()}
        self.fields["report"].choices = [(pk, str(report)) for pk, report in self.reports.items()]

    def reports_asked(self):
        return self.case.reports.all()

    def offered_to(self, actor):
        return super().offered_to(actor) and bool(self.reports)

    def chosen(self) -> dict:
        return {"report": self.reports[self.cleaned_data["report"]], "text": self.cleaned_data["text"]}


class Ask(Told):
    title, button = _("Tanya pelapor"), _("Kirim pertanyaan")

    def reports_asked(self):
        return self.case.reports.filter(reporter_key__isnull=False)

    def run(self, actor):
        desk.ask(**self.chosen(), actor=actor)


class Reply(Told):
    title, button = _("Catat hak jawab atau pembetulan pihak terlapor"), _("Catat")

    def run(self, actor):
        desk.note_reply(**self.chosen(), actor=actor)


class Cover(Verb):
    title, button = _("Samarkan nama dalam tulisan yang dirujuk"), _("Simpan nama")
    states = (State.NEW, State.REVIEW)
    lines = forms.CharField(
        label=_("Nama, satu per baris"),
        help_text=_("Orang yang bukan terlapor. Berlaku dalam surat dan dalam teks halaman yang direkam."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 40}),
        required=False,
    )

    def prepare(self):
        with suppress(CannotOpen):  # the desk then says that the key is not here
            self.initial = {"lines": "\n".join(dossier.names_covered(self.case))}

    def run(self, actor):
        desk.cover(case=self.case, lines=self.cleaned_data["lines"], actor=actor)


class Mask(Verb):
    """For the page of one picture."""

    title, button = _("Samarkan bagian gambar dalam salinan rujukan"), _("Samarkan")
    states = (State.NEW, State.REVIEW)
    boxes = forms.CharField(
        label=_("Kotak"),
        help_text=_(
            "Satu kotak per baris dalam persen gambar: kiri, atas, lebar, tinggi. Contoh: 10, 20, 15, 8"
        ),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 30}),
    )

    def __init__(self, case: Case, data=None, *, piece):
        super().__init__(case, data)
        self.piece = piece

    def clean_boxes(self):
        try:
            boxes = [
                tuple(int(number) for number in line.replace(",", " ").split())
                for line in self.cleaned_data["boxes"].splitlines()
                if line.strip()
            ]
        except ValueError as error:
            raise ValidationError(_("Tulis empat bilangan bulat per baris.")) from error
        if any(len(box) != 4 for box in boxes):
            raise ValidationError(_("Tulis empat bilangan bulat per baris."))
        return boxes

    def run(self, actor):
        evidence.mask(evidence=self.piece, boxes=self.cleaned_data["boxes"], actor=actor)


class Propose(Verb):
    title, button = _("Usulkan rujukan"), _("Usulkan")
    states = (State.REVIEW,)
    competence = forms.ChoiceField(label=_("Lembaga yang berwenang hari ini"))
    reasons = forms.CharField(label=_("Pertimbangan"), widget=AREA)

    def prepare(self):
        found = [deadline.competence for deadline in dossier.deadlines(self.case)]
        self.competences = {str(row.pk): row for row in found}
        self.fields["competence"].choices = [
            (pk, f"{row.body} ({row.basis})") for pk, row in self.competences.items()
        ]

    def run(self, actor):
        desk.propose(
            case=self.case,
            competence=self.competences[self.cleaned_data["competence"]],
            reasons=self.cleaned_data["reasons"],
            actor=actor,
        )


class Decide(Verb):
    """For the officer who did not propose."""

    states = (State.PROPOSED,)

    def prepare(self):
        self.referral = self.case.referrals.filter(state=Referral.State.PROPOSED).first()

    def offered_to(self, actor):
        proposal = self.referral
        return super().offered_to(actor) and bool(proposal) and proposal.proposed_by_id != actor.pk


class Approve(Decide):
    title, button = _("Setujui rujukan"), _("Setujui dan buat berkas")

    def run(self, actor):
        desk.approve(referral=self.referral, actor=actor)


class Decline(Decide):
    title, button = _("Tidak setuju"), _("Kembalikan ke pemeriksaan")

    def run(self, actor):
        desk.decline(referral=self.referral, actor=actor)


class News(Verb):
    title, button = _("Kabar dari lembaga"), _("Catat kabar")
    states = (State.REFERRED,)
    state = forms.ChoiceField(label=_("Keadaan"))
    reference = forms.CharField(label=_("Nomor surat lembaga"), max_length=80, required=False)
    note = forms.CharField(label=_("Catatan (disegel)"), widget=AREA, required=False)

    def prepare(self):
        """What may come next, and what usually does stands chosen."""
        self.newest = next((one for one in self.case.referrals.all() if one.agreed), None)
        known = desk.news_of(self.newest) if self.newest else ()
        self.fields["state"].choices = [one for one in Referral.State.choices if one[0] in known]
        self.initial = {"state": NEXT_NEWS.get(self.newest.state, "decided")} if self.newest else {}

    def run(self, actor):
        desk.note_news(referral=self.newest, **self.cleaned_data, actor=actor)


class Reopen(Verb):
    title, button = _("Buka lagi untuk rujukan susulan"), _("Buka lagi")
    states = (State.REFERRED,)

    def run(self, actor):
        desk.reopen(case=self.case, actor=actor)


class Close(Verb):
    title, button = _("Tutup kasus"), _("Tutup")
    states = (State.NEW, State.REVIEW, State.REFERRED)
    closing = forms.ChoiceField(
        label=_("Alasan"),
        choices=Case.Closing.choices,
        help_text=_("“Laporan tidak benar” menghapus data pribadinya saat itu juga."),
    )

    def run(self, actor):
        desk.close(case=self.case, closing=self.cleaned_data["closing"], actor=actor)


class Hold(Verb):
    title, button = _("Tahan penghapusan"), _("Simpan penahanan")
    states = tuple(State)
    reason = forms.CharField(
        label=_("Alasan hukum"), help_text=_("Jangan menulis nama."), max_length=200, required=False
    )
    until = day_field(label=_("Sampai"), help_text=_("Kosongkan untuk mengakhiri."), required=False)

    def run(self, actor):
        desk.hold(case=self.case, **self.cleaned_data, actor=actor)


VERBS: dict[str, type[Verb]] = {
    "assess": Assess,
    "propose": Propose,
    "approve": Approve,
    "decline": Decline,
    "news": News,
    "reopen": Reopen,
    "ask": Ask,
    "cover": Cover,
    "join": Join,
    "reply": Reply,
    "close": Close,
    "hold": Hold,
}
