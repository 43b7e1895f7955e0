"""What makes files an export: the description of their rows, the list with their hashes, its signature."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from core import signing
from factcheck.moments import moment
from portal.exports.described import VERSION, described
from portal.exports.models import Export

KEY = "export-signing"
MANIFEST, SIGNATURE, SCHEMA = "manifest.json", "manifest.json.sig", "schema.json"


def finish(export: Export) -> dict:
    """Describe, list and sign the files, and put them in their place. The manifest."""
    folder, kept = export.workshop, export.progress["files"]
    schema = described(export.name, [*kept])
    (folder / SCHEMA).write_text(json.dumps(schema, ensure_ascii=False, indent=1), encoding="utf-8")
    manifest = _manifest(
        export, [_entry(path, kept) for path in sorted(folder.iterdir()) if _is_listed(path)]
    )
    data = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    (folder / MANIFEST).write_bytes(data)
    (folder / SIGNATURE).write_bytes(signing.sign(KEY, data))
    folder.rename(export.folder)
    return manifest


def _manifest(export: Export, files: list[dict]) -> dict:
    return {
        "name": export.name,
        "site": settings.SITE_URL,
        "made_at": moment(timezone.now()),
        "cursor": export.cursor,
        "since": export.since or None,
        "licence": {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL},
        "schema_version": VERSION,
        "files": files,
    }


def _is_listed(path: Path) -> bool:
    return path.name not in (MANIFEST, SIGNATURE)


def _entry(path: Path, kept: dict[str, dict]) -> dict:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    rows = kept.get(path.name.removesuffix(".gz"), {}).get("rows")
    return {"name": path.name, "rows": rows, "bytes": path.stat().st_size, "sha256": digest}
