"""Cells of tables that spreadsheets may open: none is a formula there, and none is changed for good."""

import re

FORMULA = re.compile(r"'*[=+\-@\t\r]")


def harmless(text: str) -> str:
    """`text` with an apostrophe before what a spreadsheet would run (or before such an apostrophe)."""
    return f"'{text}" if FORMULA.match(text) else text


def original(cell: str) -> str:
    """What `harmless` made `cell` of."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
