"""The tables of the benchmarks in `docs/benchmarks.md`: each stands between marks of its own."""

from pathlib import Path

FILE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def write(name: str, content: str, path: Path = FILE) -> None:
    """Put `content` between the marks of `name` (at the end, where there are none); the rest stays."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    old = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    before, mark, rest = old.partition(begin)
    after = rest.partition(end)[2] if mark else "\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before.rstrip()}\n\n{begin}\n\n{content}\n{end}{after}", encoding="utf-8")
