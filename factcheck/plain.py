"""Text from outside, without what neither XML nor a database holds."""

import html
import re

# All but the characters of XML 1.0: controls, lone surrogates, and two that are none.
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    return FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Entities resolved, white space made one blank each."""
    return " ".join(printable(html.unescape(printable(text))).split())
