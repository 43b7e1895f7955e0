"""The chain of custody: an append-only log in which every line carries the digest of the one before it.

The digests are keyed (HMAC-SHA256) with a key in `DATA_DIR/keys`: who can write to the database alone
cannot forge a line, and who changes one byte of a line breaks it and is named by `verify`.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Iterator
from datetime import UTC
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from core.keys import secret
from neutrality import vault
from neutrality.models import CustodyCheck, CustodyEntry, CustodyHead, Evidence, EvidenceFile, Referral

log = logging.getLogger(__name__)
Event = CustodyEntry.Event
FEW = 3  # lines that are not all changed by chance
MOST_NAMED = 100  # after so many broken things the next one tells nothing new
SIGNED = (
    *("number", "event", "case_number", "evidence_number", "file_name", "sha256", "sealed_sha256"),
    *("tool", "actor_number", "previous"),
)


def note(
    event: str, *, case_number: int, evidence=None, file=None, tool: str = "", actor=None
) -> CustodyEntry:
    """Write one line. `file` is whatever has `name`, `sha256` and `sealed_sha256`; inside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("custody.note needs the action's transaction")
    head = _next()
    entry = CustodyEntry(
        number=head.last,
        at=timezone.now(),
        event=event,
        case_number=case_number,
        evidence_number=evidence.pk if evidence else None,
        file_name=file.name if file else "",
        sha256=file.sha256 if file else "",
        sealed_sha256=file.sealed_sha256 if file else "",
        tool=tool,
        actor_number=actor.pk if actor else None,
        previous=head.digest,
    )
    entry.digest = digest_of(entry)
    CustodyEntry.objects.bulk_create([entry])
    CustodyHead.objects.filter(id=1).update(digest=entry.digest)
    return entry


def of_case(number: int):
    """The lines of a case, and all of its evidence: also those written before it was joined to this case."""
    pieces = Evidence.objects.filter(report__case=number).values("pk")
    return CustodyEntry.objects.filter(Q(case_number=number) | Q(evidence_number__in=pieces))


def _next() -> CustodyHead:
    """The head, moved on by one; its row stays locked until the commit, so that lines never cross."""
    head = CustodyHead.objects.filter(id=1)
    if not head.update(last=F("last") + 1):
        CustodyHead.objects.bulk_create([CustodyHead(id=1, last=0)], ignore_conflicts=True)
        head.update(last=F("last") + 1)
    return head.get()


def digest_of(entry: CustodyEntry) -> str:
    said = {name: getattr(entry, name) for name in SIGNED}
    said["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    line = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(secret(settings.KEYS_DIR, "custody"), line, hashlib.sha256).hexdigest()


def verify() -> Iterator[str]:
    """What is not as it was written, one sentence each; nothing where all is well."""
    if key_fits():
        yield from _broken_lines()
    else:
        yield "log: the key `custody` in DATA_DIR/keys is not the one it was written with; restore that one"
    yield from _broken_files()


def key_fits() -> bool:
    """Whether the log was begun with the key that is here."""
    first = CustodyEntry.objects.order_by("number")[:FEW]
    return not first or any(hmac.compare_digest(line.digest, digest_of(line)) for line in first)


def check() -> CustodyCheck:
    """Verify everything and note the outcome, for officers to see."""
    problems = list(islice(verify(), MOST_NAMED))
    for problem in problems:
        log.error("custody: %s", problem)
    return CustodyCheck.objects.create(problems=problems)


def _broken_lines() -> Iterator[str]:
    expected, previous = 1, ""
    for entry in CustodyEntry.objects.order_by("number").iterator():
        if entry.number != expected:
            yield f"log: lines {expected} to {entry.number - 1} are missing"
        elif not hmac.compare_digest(entry.previous, previous):
            yield f"log: line {entry.number} does not follow from the line before it"
        if not hmac.compare_digest(entry.digest, digest_of(entry)):
            yield f"log: line {entry.number} was changed"
        expected, previous = entry.number + 1, entry.digest
    head = CustodyHead.objects.filter(id=1).first() or CustodyHead()
    if (head.last, head.digest) != (expected - 1, previous):
        yield f"log: it ends at line {expected - 1}, but ended at line {head.last} when last written"


def _broken_files() -> Iterator[str]:
    written = _written()
    for file in EvidenceFile.objects.select_related("evidence").iterator():
        yield from _broken(f"evidence {file.evidence_id}, {file.role}", file, written)
    for referral in Referral.objects.exclude(bundle="").iterator():
        yield from _broken(f"bundle of referral {referral.pk}", _bundle(referral, written), written)
    here = set(EvidenceFile.objects.values_list("name", flat=True))
    here |= set(Referral.objects.values_list("bundle", flat=True))
    for name in sorted(set(written) - here):
        yield f"file {name}: the log has received it, but no row tells of it"


def _written() -> dict[str, CustodyEntry]:
    """For each file that the log has received and not deleted, the line that received it."""
    made = (Event.RECEIVED, Event.DERIVED, Event.FETCHED, Event.BUNDLED)
    lines = CustodyEntry.objects.exclude(file_name="").order_by("number")
    written = {}
    for line in lines:
        if line.event in made:
            written.setdefault(line.file_name, line)
        elif line.event == Event.DELETED:
            written.pop(line.file_name, None)
    return written


def _bundle(referral: Referral, written) -> vault.Stored:
    line = written.get(referral.bundle)
    return vault.Stored(referral.bundle, 0, referral.bundle_sha256, line.sealed_sha256 if line else "")


def _broken(what: str, file, written: dict[str, CustodyEntry]) -> Iterator[str]:
    line = written.get(file.name)
    if line is None:
        yield f"{what}: the log never received the file {file.name}"
        return
    if (file.sha256, file.sealed_sha256) != (line.sha256, line.sealed_sha256):
        yield f"{what}: its hashes are not those of line {line.number}"
    try:
        sealed = vault.sealed_bytes(file.name)
    except OSError:
        yield f"{what}: the file {file.name} is missing"
        return
    if vault.sha256(sealed) != line.sealed_sha256:
        yield f"{what}: the file {file.name} was changed"
