"""The bundle of a referral: letter, evidence, manifest with hashes, and a detached signature."""

import json
from dataclasses import dataclass
from importlib import import_module, metadata

from django.utils import timezone
from django.utils.translation import override

from neutrality import custody, sealed, signing, vault
from neutrality.covering import covered
from neutrality.dossier import names_covered
from neutrality.evidence import masks_of
from neutrality.letter import Letter, indonesian
from neutrality.models import EvidenceFile, Message, Referral, Rule
from neutrality.selfcheck import bases_on
from neutrality.standalone.verify_bundle import packed

TOOL = f"Damaipedia bundle 1, fpdf2 {metadata.version('fpdf2')}"
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}
Role = EvidenceFile.Role
README = """\
BERKAS RUJUKAN DAMAIPEDIA - RAHASIA

surat.pdf        surat rujukan
bukti/           bukti; nama dan wajah orang lain dapat disamarkan
manifest.json    daftar berkas dengan SHA-256 dan riwayat penguasaan bukti
manifest.sig     tanda tangan Ed25519 atas manifest.json
SHA256SUMS       daftar yang sama untuk sha256sum

Cara memeriksa, tanpa basis data dan tanpa internet:

1. Ambil kunci publik dan verify_bundle.py dari halaman /netralitas-asn/rujukan/ di portal,
   bukan dari berkas ini.
2. pip install pynacl
   python verify_bundle.py BERKAS.zip KUNCI

Atau dengan openssl 3 dan sha256sum, setelah berkas diurai:
   openssl pkeyutl -verify -pubin -inkey kunci.pem -rawin -in manifest.json -sigfile manifest.sig
   sha256sum -c SHA256SUMS
"""


@dataclass(frozen=True)
class Part:
    """A file of the bundle, and which evidence it is or was made from."""

    path: str
    data: bytes
    file: EvidenceFile | None = None
    original: str = ""
    covered: bool = False

    def entry(self) -> dict:
        said = {"path": self.path, "sha256": vault.sha256(self.data), "size": len(self.data)}
        if self.file:
            said |= {
                "evidence": self.file.evidence_id,
                "role": self.file.role,
                "original_sha256": self.original,
                "made_at": self.file.made_at.isoformat(),
                "tool": self.file.tool,
                "names_covered": self.covered,
            }
        return said


@dataclass(frozen=True)
class Chosen:
    """A file that is referred; `names` are covered in it, `place` is where it stands in the bundle."""

    place: str
    file: EvidenceFile
    original: str
    names: list[str]

    def part(self) -> Part:
        data = vault.take(self.file.name)
        if self.names:
            data = covered(data.decode(errors="replace"), self.names).encode()
        return Part(self.place, data, self.file, self.original, bool(self.names))


def build(*, referral: Referral, approver) -> bytes:
    """The whole zip. Reads seals: for the second officer's approval only."""
    evidence = [chosen.part() for chosen in chosen_for(referral)]
    letter = Part("surat.pdf", _pdf_of(referral, approver, evidence))
    parts = [letter, *evidence, Part("BACA-SAYA.txt", README.encode())]
    sums = "".join(f"{vault.sha256(part.data)}  {part.path}\n" for part in parts)
    parts.append(Part("SHA256SUMS", sums.encode()))
    manifest = json.dumps(_manifest(referral, parts), indent=1, ensure_ascii=False).encode()
    parts += [Part("manifest.json", manifest), Part("manifest.sig", signing.sign(manifest))]
    return packed({part.path: part.data for part in parts})


def draft(referral: Referral) -> bytes:
    """The letter as it would be, marked as a draft on every page. Reads seals: for the two officers only."""
    return _pdf_of(referral, None, [chosen.part() for chosen in chosen_for(referral)])


def _pdf_of(referral: Referral, approver, evidence: list[Part]) -> bytes:
    """Loads fpdf2 with the first letter: no start of the site need pay the quarter of a second it takes."""
    with override("id"):
        return import_module("neutrality.paper").pdf_of(_letter(referral, approver, evidence))


def _manifest(referral: Referral, parts: list[Part]) -> dict:
    lines = custody.of_case(referral.case_id).values(
        *("number", "at", "event", "evidence_number", "sha256", "sealed_sha256", "tool", "previous", "digest")
    )
    return {
        "format": "damaipedia-referral-1",
        "referral": number_of(referral),
        "body": referral.competence.body.abbreviation,
        "made_at": timezone.now().isoformat(),
        "public_key": signing.public_key().hex(),
        "files": [part.entry() for part in parts],
        "custody": [line | {"at": line["at"].isoformat()} for line in lines],
    }


def chosen_for(referral: Referral) -> list[Chosen]:
    """Each piece as it is referred: a picture re-encoded, masked where somebody is to be protected.

    Where one copy of a picture is masked, all are, also one that was sent again later. The picture as it was
    sent stays sealed, for it may tell its reporter's place and device. So does a page as it was fetched where
    names are covered: it may hold them in more ways than words.
    """
    names, masks = names_covered(referral.case), masks_of(referral.case)
    files = EvidenceFile.objects.filter(evidence__report__case=referral.case).order_by("evidence_id", "id")
    by_piece: dict[int, dict[str, EvidenceFile]] = {}
    for file in files:
        by_piece.setdefault(file.evidence_id, {})[file.role] = file
    found = []
    for number, roles in enumerate(by_piece.values(), start=1):
        original = roles[Role.ORIGINAL]
        masked = next(iter(masks.get(original.sha256, [])), None)
        main = roles.get(Role.MASKED) or masked or roles.get(Role.VIEW) or original
        words = [roles[role] for role in (Role.TEXT, Role.HEADERS) if role in roles]
        shown = words if words and names else [main, *words]
        for file in shown:
            place = f"bukti/{number:02}-{_name(file)}"
            found.append(Chosen(place, file, original.sha256, names if file in words else []))
    return found


def _name(file: EvidenceFile) -> str:
    known: dict[str, str] = {Role.TEXT: "teks.txt", Role.HEADERS: "kepala.json", Role.MASKED: "tersamar"}
    name = known.get(file.role, "gambar" if file.role == Role.VIEW else "halaman")
    return name if "." in name else f"{name}.{ENDINGS.get(file.media_type, 'bin')}"


def number_of(referral: Referral) -> str:
    return f"{referral.pk:04}/NTR/{referral.proposed_at:%Y}"


def _letter(referral: Referral, approver, evidence: list[Part]) -> Letter:
    case, body = referral.case, referral.competence.body
    rule = Rule.objects.get(pk=case.rule_id)
    told = [sealed.open_(report.content) or {} for report in case.reports.all()]
    messages = Message.objects.filter(report__case=case, text__isnull=False)
    names = names_covered(case)
    said = {
        kind: [covered(sealed.open_(one.text), names) for one in messages if one.kind == kind]
        for kind in Message.Kind
    }
    accounts = [covered(words["text"], names) for words in told if words.get("text")]
    return Letter(
        number=number_of(referral),
        day=timezone.localdate(),
        body=f"{body.name} ({body.abbreviation})",
        address=body.address,
        facts=_facts(case, told, names),
        accounts=accounts + said[Message.Kind.ANSWER],
        rule=f"{rule.title}. {rule.explanation}",
        bases=[str(basis) for basis in bases_on(rule, case.happened_on, case.audience)],
        checklist=[f"- {point}" for point in case.checklist],
        reasons=covered(sealed.open_(referral.reasons) or "", names),
        replies=said[Message.Kind.REPLY],
        evidence=[(part.path, vault.sha256(part.data)) for part in evidence],
        officers=(str(referral.proposed_by_id), str(approver.pk) if approver else ""),
        key=signing.public_key().hex(),
        wants_reporter=referral.competence.named_reporter,
    )


def _facts(case, told: list[dict], names: list[str]) -> list[tuple[str, str]]:
    rows = [
        ("Perbuatan", str(case.get_act_display())),
        ("Tanggal kejadian", indonesian(case.happened_on)),
        ("Diketahui pelapor", indonesian(case.known_on)),
        ("Pemilihan", str(case.election or "-")),
        ("Status pegawai", str(case.get_audience_display())),
    ]
    named = [
        ("Terlapor", "name"),
        ("Jabatan", "position"),
        ("Instansi", "institution"),
        ("Tempat", "place"),
        ("Tautan", "url"),
    ]
    for label, key in named:
        values = "; ".join(dict.fromkeys(words[key] for words in told if words.get(key)))
        told_of = values if key == "name" else covered(values, names)
        rows.append((label, told_of or "tidak disebut"))
    return rows
