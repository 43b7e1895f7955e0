#!/usr/bin/env python3
"""Check a referral bundle of Damaipedia from its files alone.

    pip install pynacl
    python verify_bundle.py BUNDLE.zip PUBLIC_KEY

PUBLIC_KEY is the 64 hexadecimal digits shown on the portal's page /netralitas-asn/rujukan/, or the PEM file
from there. Take it from the portal, not from the bundle. No database and no network is needed.

Without Python: unzip the bundle, then
    openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in manifest.json -sigfile manifest.sig
    sha256sum -c SHA256SUMS
"""

import base64
import hashlib
import io
import json
import sys
import zipfile
import zlib
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(ValueError, NotImplementedError, RuntimeError),
)
UNLISTED = {"manifest.json", "manifest.sig"}


def problems(path, key):
    """What is wrong with the bundle at `path`, one sentence each; an empty list for a whole one."""
    try:
        raw = Path(path).read_bytes()
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            if len(names) != len(set(names)):
                return ["a name stands in the bundle twice"]
            missing = UNLISTED - set(names)
            if missing:
                return [f"{name} is missing" for name in sorted(missing)]
            contents = {name: archive.read(name) for name in names}
    except UNREADABLE as error:
        return [f"the bundle cannot be read: {error}"]
    found = [*wrong_signature(contents, key), *wrong_files(contents)]
    if not found and packed(contents) != raw:
        found = ["the files are whole, but the zip around them was changed"]
    return found


def packed(contents):
    """The one zip that holds `contents` (bytes by name): no compression, no dates, nothing to vary."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def wrong_signature(contents, key):
    try:
        VerifyKey(key).verify(contents["manifest.json"], contents["manifest.sig"])
    except (BadSignatureError, ValueError):
        return ["manifest.json was changed, or was not signed with this key"]
    return []


def wrong_files(contents):
    try:
        listed = {entry["path"]: entry for entry in json.loads(contents["manifest.json"])["files"]}
    except (ValueError, KeyError, TypeError):
        return ["manifest.json cannot be read"]
    found = []
    for name in sorted(set(listed) - set(contents)):
        found.append(f"{name} is missing")
    for name in sorted(set(contents) - set(listed) - UNLISTED):
        found.append(f"{name} does not belong to the bundle")
    for name in sorted(set(listed) & set(contents)):
        if hashlib.sha256(contents[name]).hexdigest() != listed[name]["sha256"]:
            found.append(f"{name} was changed")
    return found


def key_from(words):
    """The 32 bytes of a public key given as hexadecimal digits or as the name of a PEM file."""
    if len(words.replace(" ", "")) == 64:
        return bytes.fromhex(words)
    lines = Path(words).read_text(encoding="ascii").splitlines()
    return base64.b64decode("".join(line for line in lines if not line.startswith("-")))[-32:]


def main(arguments):
    if len(arguments) != 2:
        print(__doc__)
        return 2
    found = problems(arguments[0], key_from(arguments[1]))
    for problem in found:
        print(problem)
    if not found:
        print("The bundle is whole and was signed by the portal.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
