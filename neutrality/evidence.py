"""Evidence: taken in, shown, masked, and captured from links. Every step stands in the log of custody."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import PIL
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from core import images
from neutrality import custody, sealed, vault
from neutrality.models import Case, ConfidentialReport, Evidence, EvidenceFile

Event, Role = custody.Event, EvidenceFile.Role
MOST_FILES = 5
TOOL = f"Damaipedia core.images, Pillow {PIL.__version__}"
UPLOAD = "Damaipedia, formulir rahasia"


@dataclass(frozen=True)
class Draft:
    """A checked picture, already sealed in the store, that no row tells of yet."""

    label: str
    media_type: str
    original: vault.Stored
    view: vault.Stored
    view_type: str


def prepare(uploads: Sequence) -> list[Draft]:
    """Check pictures and seal them. Raises ValidationError, and leaves nothing behind, for what is none.

    Outside of any transaction: decoding and sealing take their time.
    """
    if len(uploads) > MOST_FILES:
        raise ValidationError(_("Paling banyak %(most)d gambar sekali kirim.") % {"most": MOST_FILES})
    drafts: list[Draft] = []
    try:
        for upload in uploads:
            drafts.append(_draft(upload))
    except images.ImageRefused as error:
        discard(drafts)
        raise ValidationError(_reason(error)) from error
    return drafts


def discard(drafts: Sequence[Draft]) -> None:
    vault.remove(*(stored.name for draft in drafts for stored in (draft.original, draft.view)))


def _draft(upload) -> Draft:
    data = upload.read()
    view = images.reencode(data)
    kind = Image.open(io.BytesIO(data), formats=images.FORMATS).format or ""
    view_type = "image/png" if str(view.name).endswith("png") else "image/jpeg"
    shown = vault.put(view.read())
    return Draft(upload.name or "", f"image/{kind.lower()}", vault.put(data), shown, view_type)


def _reason(error: images.ImageRefused) -> str:
    return {
        "size": _("Gambar paling besar 10 MB."),
        "pixels": _("Gambar paling besar 40 megapiksel."),
    }.get(error.code, _("Berkas ini bukan gambar JPG, PNG, WebP, atau GIF."))


def attach(*, report: ConfidentialReport, drafts: Sequence[Draft], links: Sequence[str], actor=None) -> None:
    """Make rows and lines of custody for `drafts` and `links`; inside the action's transaction."""
    for draft in drafts:
        evidence = Evidence.objects.create(
            report=report, kind="file", state="kept", source=sealed.close(draft.label)
        )
        add_file(evidence, Role.ORIGINAL, draft.original, draft.media_type, Event.RECEIVED, UPLOAD, actor)
        add_file(evidence, Role.VIEW, draft.view, draft.view_type, Event.DERIVED, TOOL, actor)
    for link in links:
        Evidence.objects.create(report=report, kind="page", state="waiting", source=sealed.close(link))


def add_file(evidence, role, stored: vault.Stored, media_type, event, tool, actor=None) -> EvidenceFile:
    case_number = evidence.report.case_id
    custody.note(event, case_number=case_number, evidence=evidence, file=stored, tool=tool, actor=actor)
    return EvidenceFile.objects.create(
        evidence=evidence,
        role=role,
        name=stored.name,
        media_type=media_type,
        size=stored.size,
        sha256=stored.sha256,
        sealed_sha256=stored.sealed_sha256,
        tool=tool,
    )


def read(*, file: EvidenceFile, actor) -> bytes:
    """The open bytes for an officer; that they were seen is noted before they are."""
    with transaction.atomic():
        case = file.evidence.report.case_id
        custody.note(Event.VIEWED, case_number=case, evidence=file.evidence, file=file, actor=actor)
    return vault.take(file.name)


def mask(*, evidence: Evidence, boxes: Sequence[tuple[int, int, int, int]], actor) -> EvidenceFile:
    """Cover rectangles (left, top, width, height in percent) in what is referred of this picture.

    Every copy of the same file in the case is covered alike: who sent it twice must not undo it. The pixels
    are overwritten, not laid over: nothing below can be brought back. A new mask replaces the one before.
    Raises ValidationError where there is no picture or a rectangle is none.
    """
    shown = evidence.files.filter(role=Role.VIEW).first()
    if shown is None or not boxes:
        raise ValidationError(_("Pilih paling sedikit satu kotak pada sebuah gambar."))
    picture = _covered(vault.take(shown.name), shown.media_type, boxes)
    tool = f"{TOOL}, {len(boxes)} kotak"
    made = {}
    stored = [(piece, vault.put(picture)) for piece in _copies(evidence)]
    with transaction.atomic():
        for piece, kept in stored:
            for old in piece.files.filter(role=Role.MASKED):
                drop(old, actor)
            made[piece.pk] = add_file(piece, Role.MASKED, kept, shown.media_type, Event.DERIVED, tool, actor)
    return made[evidence.pk]


def _copies(evidence: Evidence) -> list[Evidence]:
    """`evidence` and whatever else of its case was made from the very same file."""
    original = evidence.files.get(role=Role.ORIGINAL).sha256
    same = EvidenceFile.objects.filter(
        role=Role.ORIGINAL, sha256=original, evidence__report__case=evidence.report.case_id
    )
    return [file.evidence for file in same.select_related("evidence__report").order_by("evidence_id")]


def masks_of(case: Case) -> dict[str, list[EvidenceFile]]:
    """The masked copies of each file of `case`, by the SHA-256 of the original; several where they differ."""
    files = EvidenceFile.objects.filter(evidence__report__case=case).order_by("evidence_id")
    originals = {file.evidence_id: file.sha256 for file in files if file.role == Role.ORIGINAL}
    found: dict[str, dict[str, EvidenceFile]] = {}
    for file in files:
        if file.role == Role.MASKED:
            found.setdefault(originals[file.evidence_id], {}).setdefault(file.sha256, file)
    return {original: list(masks.values()) for original, masks in found.items()}


def _covered(data: bytes, media_type: str, boxes) -> bytes:
    picture = Image.open(io.BytesIO(data), formats=images.FORMATS).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for left, top, width, height in boxes:
        if min(left, top) < 0 or min(width, height) < 1 or max(left + width, top + height) > 100:
            raise ValidationError(_("Kotak harus berada di dalam gambar: 0 sampai 100 persen."))
        corners = (
            (left * picture.width // 100, top * picture.height // 100),
            (-(-(left + width) * picture.width // 100), -(-(top + height) * picture.height // 100)),
        )
        pen.rectangle(corners, fill="black")
    out = io.BytesIO()
    picture.save(out, "PNG" if media_type == "image/png" else "JPEG", quality=90)
    return out.getvalue()


def drop(file: EvidenceFile, actor=None) -> None:
    """Delete one file; the log keeps its hash. Inside the action's transaction."""
    case = file.evidence.report.case_id
    custody.note(Event.DELETED, case_number=case, evidence=file.evidence, file=file, actor=actor)
    name = file.name
    file.delete()
    transaction.on_commit(lambda: vault.remove(name))
