"""Take the examples of the API's schema from a site with the demo content: `python -m bench.api.examples`.

Writes `portal/api_examples.json`; a test compares them with the schema.
"""

import json
import sys
from pathlib import Path

from django.utils.module_loading import import_string

from bench.api.serving import site

FILE = Path(__file__).parents[2] / "portal" / "api_examples.json"


def main() -> int:
    with site(SITE_URL="https://damaipedia.example"):
        import_string("bench.api.rows.demo")()
        taken = import_string("bench.api.asking.examples")()
        taken |= import_string("bench.api.subscribing.examples")()
    FILE.write_text(json.dumps(taken, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    print(f"{len(taken)} operations")
    return 0


if __name__ == "__main__":
    sys.exit(main())
