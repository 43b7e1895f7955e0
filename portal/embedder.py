"""The bundled embeddings server on a free port of this machine, which `DATA_DIR/embedder.json` names.

python -m portal.embedder
"""

import json
import os
import signal
import sys

from django.conf import settings

from matching.embedder import serve


def main() -> None:
    server = serve("127.0.0.1", 0)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    note = settings.DATA_DIR / "embedder.json"
    draft = note.with_suffix(f".{os.getpid()}")
    url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    draft.write_text(json.dumps({"url": url, "pid": os.getpid()}))
    draft.replace(note)
    try:
        server.serve_forever()
    finally:
        note.unlink(missing_ok=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    main()
