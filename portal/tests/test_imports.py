"""Imports go downwards only: the load-bearing wall of the house."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "core": set(),
    "matching": set(),
    "candidates": {"core"},
    "neutrality": {"core", "candidates"},
    "factcheck": {"core", "candidates", "matching"},
    "reports": {"core", "candidates", "factcheck", "matching"},
    "portal": {"core", "candidates", "factcheck", "reports", "neutrality", "matching"},
}


def imported(source: str) -> set[str]:
    """The top names of every import in `source`, wherever it stands."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


def files(package: str) -> list[Path]:
    """The package's code; its tests may reach for helpers of the portal's."""
    return [path for path in (ROOT / package).rglob("*.py") if "tests" not in path.relative_to(ROOT).parts]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_go_downwards_only(package):
    forbidden = set(MAY_IMPORT) - MAY_IMPORT[package] - {package}
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in files(package)
        if (found := imported(path.read_text()) & forbidden)
    }
    assert wrong == {}


def test_the_engine_knows_nothing_of_django():
    wrong = [
        path.name for path in files("matching") if imported(path.read_text()) & {"django", "rest_framework"}
    ]
    assert wrong == []


def test_relative_imports_stay_inside_their_package():
    """`from . import x` may not climb out of its package."""
    for package in MAY_IMPORT:
        for path in files(package):
            depth = len(path.relative_to(ROOT).parts) - 1
            levels = [n.level for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.ImportFrom)]
            assert max(levels, default=0) <= depth, path


def test_no_package_is_forgotten():
    there = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bench"}
    assert there <= set(MAY_IMPORT)


def test_the_test_sees_hidden_imports():
    assert imported("def f():\n    from reports.models import Case\n    import portal.urls as u") == {
        "reports",
        "portal",
    }
