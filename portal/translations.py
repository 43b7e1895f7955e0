"""English beside Indonesian: collecting the strings to translate, compiling, and checking that both are done.

    python -m portal.translations collect     new strings into the .po, and the .mo from it
    python -m portal.translations check       fails when a string has no English, or the .mo is old

Done with Babel, so that nobody needs the gettext programs. The strings in the code are Indonesian. The
catalogue of Indonesian, written by hand, has what libraries would say in English to everybody.
"""

import io
import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("core", "candidates", "neutrality", "factcheck", "reports", "portal")
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
SHOWN = 20  # faults at a time
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def main() -> None:
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "collect":
        collect()
    elif command == "check":
        found = faults()
        more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        sys.exit("\n".join(found[:SHOWN] + more) or 0)
    else:
        sys.exit(__doc__)


def collect() -> None:
    """Bring the .po up to the sources, keeping every translation, and compile it."""
    catalog = translations()
    catalog.update(sources(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False, sort_output=True, no_location=True)
    for po in catalogs():
        po.with_suffix(".mo").write_bytes(compiled(read(po)))
    missing = [message for message in translations() if message.id and not translated(message)]
    print(f"{PO.relative_to(ROOT)}: {len(catalog)} strings, {len(missing)} without English")


def faults() -> list[str]:
    """What is not done: strings that are not in the .po or have no English, and a .mo older than it."""
    catalog = translations()
    found = []
    for message in sources():
        there = catalog.get(message.id, message.context)
        if message.id and not (there and translated(there)):
            found.append(f"no English: {message.id!r}")
    for po in catalogs():
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != compiled(read(po)):
            found.append(f"{mo.relative_to(ROOT)} is not compiled from the .po: make messages")
    return found


def catalogs() -> list[Path]:
    return sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))


def translated(message) -> bool:
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def translations() -> Catalog:
    if not PO.exists():
        return Catalog(locale="en", project="Damaipedia", charset="utf-8", fuzzy=False)
    return read(PO)


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parts[-3])


def compiled(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def sources() -> Catalog:
    """Every string marked for translation in the code and the templates."""
    catalog = Catalog(charset="utf-8")
    code = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    for path in sorted(code):
        if "tests" not in path.parts and "migrations" not in path.parts:
            add(catalog, extract("python", io.BytesIO(path.read_bytes()), KEYWORDS))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in (".html", ".txt", ".xml"):
            text = templatize(path.read_text(), origin=str(path))
            # A template's indentation means nothing, but would be an error in Python.
            flat = "\n".join(line.strip() for line in text.splitlines())
            add(catalog, extract("python", io.BytesIO(flat.encode()), KEYWORDS))
    return catalog


def add(catalog: Catalog, found) -> None:
    for _line, text, comments, context in found:
        catalog.add(text, auto_comments=comments, context=context)


if __name__ == "__main__":
    main()
