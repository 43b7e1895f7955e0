"""Links become evidence: a worker fetches the page, and keeps bytes, text and headers with their hashes."""

import json

import trafilatura
from django.db import transaction
from django.utils import timezone

from core.fetch import FetchFailed, FetchRefused, Page, fetch
from neutrality import custody, sealed, vault
from neutrality.evidence import add_file
from neutrality.models import Evidence, EvidenceFile

Event, Role = custody.Event, EvidenceFile.Role
TOOL = f"Damaipedia core.fetch, trafilatura {trafilatura.__version__}"
ATTEMPTS = 3


def capture(*, evidence_id: int) -> None:
    """Fetch the page of a waiting link once more. A link that is refused, or fails thrice, is given up.

    The worker opens the sealed link and nothing else; that it did stands in the log of custody.
    """
    evidence = Evidence.objects.waiting().select_related("report").filter(pk=evidence_id).first()
    if evidence is None or evidence.source is None:
        return
    try:
        page = fetch(sealed.open_(evidence.source))
    except FetchRefused:
        _failed(evidence, for_good=True)
    except FetchFailed:
        _failed(evidence, for_good=False)
    else:
        _keep(evidence, page)


def _keep(evidence: Evidence, page: Page) -> None:
    text = trafilatura.extract(page.body, include_comments=True) or ""
    seen = {"url": page.url, "status": page.status, "at": timezone.now().isoformat(), "headers": page.headers}
    named = {name.lower(): value for name, value in page.headers.items()}
    media_type = named.get("content-type", "application/octet-stream").split(";")[0].strip().lower()[:60]
    parts = [
        (Role.ORIGINAL, vault.put(page.body), media_type),
        (Role.TEXT, vault.put(text.encode()), "text/plain"),
        (Role.HEADERS, vault.put(json.dumps(seen, indent=1).encode()), "application/json"),
    ]
    with transaction.atomic():
        taken = Evidence.objects.waiting().filter(pk=evidence.pk).update(state=Evidence.State.KEPT)
        if taken:
            for role, stored, kind in parts:
                add_file(evidence, role, stored, kind, Event.FETCHED, TOOL)
    if not taken:  # another worker was faster
        vault.remove(*(stored.name for _, stored, _ in parts))


@transaction.atomic
def _failed(evidence: Evidence, *, for_good: bool) -> None:
    evidence.attempts += 1
    if for_good or evidence.attempts >= ATTEMPTS:
        evidence.state = Evidence.State.FAILED
        custody.note(Event.FAILED, case_number=evidence.report.case_id, evidence=evidence, tool=TOOL)
    evidence.save(update_fields=["attempts", "state"])
