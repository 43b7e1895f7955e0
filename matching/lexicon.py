"""Names by which people call candidates and parties, handed to the engine by whoever knows them."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from matching.text import Analysis, terms

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Alias:
    """`written` in a message may mean `meant`.

    A ballot number belongs to an election: where a message names the years of elections, only the aliases of
    those `year`s hold, and those of no year (0).
    """

    written: str
    meant: str
    year: int = 0


@dataclass(frozen=True)
class _Entry:
    written: tuple[str, ...]
    surface: str  # of an alias that is a number: 02 is a pair, 2 is two
    meant: frozenset[str]
    year: int


@dataclass(frozen=True)
class Lexicon:
    aliases: Sequence[Alias] = ()

    def to_json(self) -> bytes:
        return json.dumps([asdict(each) for each in self.aliases], ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Lexicon":
        return cls(tuple(Alias(**each) for each in json.loads(content)))

    @cached_property
    def _entries(self) -> dict[str, list[_Entry]]:
        """The aliases by their first term."""
        found: dict[str, list[_Entry]] = {}
        for alias in self.aliases:
            written, meant = tuple(terms(alias.written)), frozenset(terms(alias.meant))
            if written and not meant <= set(written):
                surface = alias.written if alias.written.isdigit() else ""
                found.setdefault(written[0], []).append(_Entry(written, surface, meant, alias.year))
        return found

    def meanings(self, analysis: Analysis) -> dict[str, frozenset[str]]:
        """{term of the message: terms it may mean instead}."""
        tokens = [token for token in analysis.tokens if token.content]
        said = [token.term for token in tokens]
        named = self._years(analysis.text)
        found: dict[str, frozenset[str]] = {}
        for place, token in enumerate(tokens):
            for entry in self._entries.get(token.term, ()):
                written = list(entry.written)
                if said[place : place + len(written)] != written:
                    continue
                if entry.surface and analysis.text[token.start : token.end] != entry.surface:
                    continue
                if entry.year and named and entry.year not in named:
                    continue
                for term in written:
                    found[term] = found.get(term, frozenset()) | entry.meant
        return found

    def _years(self, text: str) -> set[int]:
        """The years of elections that a message names."""
        known = {alias.year for alias in self.aliases}
        return {int(year) for year in _YEAR.findall(text)} & known
