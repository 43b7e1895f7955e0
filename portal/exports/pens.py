"""Writing files over several tasks. What a task wrote counts once its sizes are kept; a file is first cut
back to the size that was kept last, so that a task killed at any point leaves no trace."""

import gzip
from pathlib import Path
from typing import BinaryIO

PACKING = 6  # zlib's usual level


class Lost(Exception):
    """A file is shorter than what was kept of it: it has to be written anew."""


class Pen:
    """A file, and beside it the same compressed: each task adds a member of gzip."""

    def __init__(self, path: Path, kept: dict):
        self.kept = kept
        kept.setdefault("rows", 0)
        self._plain = _open(path, kept.get("bytes", 0))
        self._packed = _open(path.with_name(f"{path.name}.gz"), kept.get("packed", 0))
        self._packer = gzip.GzipFile("", "wb", PACKING, self._packed, mtime=0)

    @property
    def is_new(self) -> bool:
        return self._plain.tell() == 0

    def write(self, text: str, rows: int = 0) -> None:
        data = text.encode()
        self._plain.write(data)
        self._packer.write(data)
        self.kept["rows"] += rows

    def close(self) -> None:
        self._packer.close()
        for file, name in ((self._plain, "bytes"), (self._packed, "packed")):
            self.kept[name] = file.tell()
            file.close()


class Pens:
    """The pens of one task, by the names of their files. `kept` is written to as they are put down."""

    def __init__(self, folder: Path, kept: dict[str, dict]):
        self._folder, self._kept, self._pens = folder, kept, dict[str, Pen]()

    def __getitem__(self, name: str) -> Pen:
        if name not in self._pens:
            self._pens[name] = Pen(self._folder / name, self._kept.setdefault(name, {}))
        return self._pens[name]

    def check(self) -> None:
        """Raises Lost unless every file is as it was kept."""
        for name, kept in self._kept.items():
            for path, size in ((name, kept["bytes"]), (f"{name}.gz", kept["packed"])):
                if (self._folder / path).stat().st_size != size:
                    raise Lost(path)

    def put_down(self) -> None:
        for pen in self._pens.values():
            pen.close()
        self._pens.clear()


def _open(path: Path, size: int) -> BinaryIO:
    file = path.open("ab")
    if file.tell() < size:
        file.close()
        raise Lost(path.name)
    file.truncate(size)
    file.seek(size)
    return file
