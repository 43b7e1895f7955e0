"""The files of the demonstration content, beside this one."""

from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where it was built


def read(name: str):
    """What stands in one file."""
    return _load(FOLDER / f"{name}.yaml")


def read_folder(name: str) -> list[dict]:
    """The items of a folder with a file for each."""
    return [_load(file) for file in sorted((FOLDER / name).glob("*.yaml"))]


def _load(file: Path):
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)
