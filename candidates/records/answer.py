"""One answer from the official record."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Record:
    """`statement` are the message's own words; `url` is absolute: our page of the record."""

    statement: str
    agrees: bool
    record: str
    regulation: str
    url: str

    def as_json(self) -> dict:
        return asdict(self)
