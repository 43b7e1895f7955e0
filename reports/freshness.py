"""Up to which change of a debunk a check on this machine surely takes everything into account."""

import time

from django.conf import settings

from matching.manifest import NAME, Manifest

TAKEN_UP = 1.0  # seconds after which every reader has opened a new state of the index; 0.3 are usual


def newest_indexed() -> int:
    """The number of that change; 0 while the index is missing or was changed this very moment."""
    manifest = Manifest.load(settings.INDEX_DIR)
    if manifest is None or time.time() - (settings.INDEX_DIR / NAME).stat().st_mtime < TAKEN_UP:
        return 0
    return manifest.cursor
