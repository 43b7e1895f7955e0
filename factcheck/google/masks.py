"""Google's `fields` parameter: which parts of an answer are wanted, as in `claims(text,claimReview/url)`.

https://cloud.google.com/apis/docs/system-parameters
"""

import re
from typing import Any

TOKEN = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*|[*/,()])")
SHAPE: dict = {
    "claims": {
        "text": {},
        "claimant": {},
        "claimDate": {},
        "claimReview": {
            "publisher": {"name": {}, "site": {}},
            **{name: {} for name in ("url", "title", "reviewDate", "textualRating", "languageCode")},
        },
    },
    "nextPageToken": {},
}
LONGEST = 1_000  # characters


class BadMask(ValueError):
    """The mask cannot be read, or names what no answer holds; the message says what."""


def parse(mask: str) -> dict:
    """The part of SHAPE that `mask` names. Raises BadMask."""
    if len(mask) > LONGEST:
        raise BadMask(f"longer than {LONGEST} characters")
    tokens, place = [], 0
    while place < len(mask.rstrip()):
        match = TOKEN.match(mask, place)
        if match is None:
            raise BadMask(mask)
        tokens.append(match[1])
        place = match.end()
    found = _fields(tokens, SHAPE)
    if tokens:
        raise BadMask(mask)
    return found


def _fields(tokens: list[str], shape: dict) -> dict:
    """Fields with commas between them, taken off the beginning of `tokens`."""
    found: dict = {}
    while True:
        _merge(found, _field(tokens, shape))
        if not tokens or tokens[0] != ",":
            return found
        tokens.pop(0)


def _field(tokens: list[str], shape: dict) -> dict:
    name = tokens.pop(0) if tokens else ""
    if name != "*" and name not in shape:
        raise BadMask(name)
    names = list(shape) if name == "*" else [name]
    if tokens[:1] == ["/"]:
        del tokens[0]
        return {one: _field(tokens, shape[one]) for one in names[:1]}
    if tokens[:1] == ["("]:
        del tokens[0]
        inner = _fields(tokens, shape[names[0]])
        if tokens[:1] != [")"]:
            raise BadMask(name)
        del tokens[0]
        return {names[0]: inner}
    return {one: shape[one] for one in names}


def _merge(into: dict, more: dict) -> None:
    for name, inner in more.items():
        into[name] = {**into.get(name, {}), **inner}


def apply(mask: dict, data: Any) -> Any:
    """`data` with what `mask` names only."""
    if isinstance(data, list):
        return [apply(mask, one) for one in data]
    if not isinstance(data, dict) or not mask:
        return data
    return {name: apply(mask[name], value) for name, value in data.items() if name in mask}
