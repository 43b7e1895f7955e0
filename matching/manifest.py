"""The one small file that says which files make up the index. It is replaced by renaming, never edited."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """`cursor` is the last change of the log whose words are contained, `vectors_cursor` the last whose
    vectors are, too; `sizes` are the bytes of each vector file.
    """

    version: str  # of the engine that wrote it
    folder: str
    serial: int  # grows with every commit
    cursor: int
    vectors_cursor: int
    model: str
    dimension: int
    base: str | None
    deltas: list[str]  # the oldest first
    lexicon: str | None
    sizes: dict[str, int]

    def save(self, root: Path) -> None:
        write_whole(root / NAME, json.dumps(asdict(self), indent=1).encode())

    @classmethod
    def load(cls, root: Path) -> "Manifest | None":
        """The manifest in `root`, or None where there is none or it cannot be read."""
        try:
            return cls(**json.loads((root / NAME).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def path(self, root: Path, name: str) -> Path:
        return root / self.folder / name

    def lexical_folder(self, root: Path) -> Path:
        return root / self.folder / "lexical"

    def is_complete(self, root: Path) -> bool:
        """Whether every file it names is there and as long as when it was written."""
        return self.lexical_folder(root).is_dir() and all(
            _size(self.path(root, name)) == size for name, size in self.sizes.items()
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees either the old one or the new one, also after a power cut."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
