"""What the desk leaves lying: text that was typed and never saved, and pictures that no text shows."""

import logging
import re
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from factcheck.models import Autosave, Debunk, DebunkImage

log = logging.getLogger(__name__)

UNSAVED = timedelta(days=30)
UNUSED = timedelta(days=7)  # a text may be typed for days before it is first kept
FOLDER = "debunks"
PICTURE = re.compile(r"[0-9a-f]{64}(?:_\w{7})?\.(?:jpg|png)")


def clear() -> dict[str, int]:
    """Delete what has lain long enough; how many, by what was deleted."""
    counts = {"autosaves": forget_unsaved(), "pictures": sweep_pictures()}
    log.info("leftovers of the desk deleted: %s", counts)
    return counts


def forget_unsaved() -> int:
    return Autosave.objects.untouched_since(timezone.now() - UNSAVED).delete()[0]


def sweep_pictures() -> int:
    """Delete pictures taken in long ago that no debunk, no version of one and no autosave names.

    The pictures are listed before the texts are read: one that a text took up meanwhile is found there.
    """
    try:
        stored = {name for name in default_storage.listdir(FOLDER)[1] if PICTURE.fullmatch(name)}
    except FileNotFoundError:
        return 0
    until = timezone.now() - UNUSED
    unused = [f"{FOLDER}/{name}" for name in stored - _named()]
    old = [name for name in unused if default_storage.get_modified_time(name) < until]
    for name in old:
        default_storage.delete(name)
    return len(old)


def _named() -> set[str]:
    """The names of the pictures that are shown, were shown, or are about to be."""
    texts = Debunk.history.values_list("claim", "summary", "explanation", "conclusion", "lists")
    drafts = Debunk.objects.values_list("claim", "summary", "explanation", "conclusion")
    typed = Autosave.objects.values_list("data")
    attached = DebunkImage.objects.values_list("image")
    return {
        name
        for rows in (texts, drafts, typed, attached)
        for row in rows.iterator(chunk_size=500)
        for name in PICTURE.findall(str(row))
    }
