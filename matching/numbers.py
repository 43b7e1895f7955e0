"""Numbers as people write them: `Rp750.000`, `750rb`, `tujuh ratus lima puluh ribu`, `5 thousand`."""

import re
from collections.abc import Sequence

SCALES = {
    "ribu": 10**3,
    "rb": 10**3,
    "juta": 10**6,
    "jt": 10**6,
    "miliar": 10**9,
    "triliun": 10**12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_MONEY_SCALES = {"m": 10**9, "t": 10**12, "k": 10**3}  # only after a currency: 25m may be metres
_STEPS = {"puluh": 10, "ratus": 100, "hundred": 100}
_INDONESIAN = re.findall(r"\w+", "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas")
_ENGLISH = re.findall(r"\w+", "one two three four five six seven eight nine ten eleven twelve")
UNITS = {
    **{word: value for value, word in enumerate(_INDONESIAN, 1)},
    **{word: value for value, word in enumerate(_ENGLISH, 1)},
    **{"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50},
    **{"seratus": 100, "seribu": 1000, "sejuta": 10**6},
}
_THOUSANDS = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
_DECIMAL = re.compile(r"^(\d+)[.,](\d{1,2})$")
_AMOUNT = re.compile(r"^(rp|idr|usd)?(\d+(?:[.,]\d+)*)(?:an)?([a-z]*)$")


def digits_value(text: str) -> float | None:
    """The value of `11.000`, `11,000`, `9,7` or `2024`; None for dates and versions such as `12.02.2024`."""
    if text.isdigit():
        return int(text) if len(text) <= 15 else None
    if _THOUSANDS.match(text):
        return int(re.sub(r"[.,]", "", text))
    decimal = _DECIMAL.match(text)
    return float(f"{decimal.group(1)}.{decimal.group(2)}") if decimal else None


def amount(word: str) -> float | None:
    """The value of a word that is a number with its currency or scale: `rp750.000`, `750rb`, `1,8jt`."""
    found = _AMOUNT.match(word)
    if not found:
        return None
    currency, digits, scale = found.groups()
    value = digits_value(digits)
    if value is None or not scale:
        return value
    factor = SCALES.get(scale) or (currency and _MONEY_SCALES.get(scale))
    return round(value * factor, 2) if factor else None


def as_term(value: float) -> str:
    """How a number stands in the index: `750000`, `9.7`."""
    return str(int(value)) if float(value).is_integer() else f"{value:g}"


def begins_number(word: str) -> bool:
    return word in UNITS or "0" <= word[:1] <= "9" or word[:2] == "rp"


def read(words: Sequence[str]) -> tuple[float | None, int]:
    """The number that `words` begin with and how many of them it takes; (None, 0) where there is none."""
    first = UNITS.get(words[0]) or amount(words[0])
    if first is None:
        return None, 0
    total, group, taken = 0.0, float(first), 1
    spelled = words[0] in UNITS
    for word in words[1:]:
        if word in SCALES:
            total, group = _scale(total, group, SCALES[word])
        elif spelled and _continues(word, group):
            group = _extend(word, group)
        else:
            break
        taken += 1
    return round(total + group, 2), taken


def _scale(total: float, group: float, factor: int) -> tuple[float, float]:
    """`5 ribu` adds a group; `11 ribu triliun` multiplies what there is."""
    return (total + group * factor, 0.0) if group else (total * factor, 0.0)


def _continues(word: str, group: float) -> bool:
    if word in _STEPS or word == "belas":
        return group % 10 != 0
    return word in UNITS and (
        group == 0
        or (group % 100 == 0 and UNITS[word] < 100)
        or (group % 10 == 0 and group >= 20 and UNITS[word] < 10)
    )


def _extend(word: str, group: float) -> float:
    if word in _STEPS:
        last = group % 10
        return group - last + last * _STEPS[word]
    return group + (10 if word == "belas" else UNITS[word])
