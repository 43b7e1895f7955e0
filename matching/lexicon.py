"""Names by which people call candidates and parties, handed to the engine by whoever knows them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True)
class Alias:
    """`written` in a message means `meant`, from `since` to `until` (ISO days; empty: without end)."""

    written: str
    meant: str
    since: str = ""
    until: str = ""
    election: str = ""

    def holds_on(self, day: date) -> bool:
        iso = day.isoformat()
        return (not self.since or self.since <= iso) and (not self.until or iso <= self.until)


@dataclass(frozen=True)
class Lexicon:
    aliases: Sequence[Alias] = ()

    def to_json(self) -> bytes:
        return json.dumps([asdict(each) for each in self.aliases], ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Lexicon":
        return cls(tuple(Alias(**each) for each in json.loads(content)))
