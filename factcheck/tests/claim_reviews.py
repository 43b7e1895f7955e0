"""The published requirements of ClaimReview, as a table.

Properties, types and status: Google Search Central, "Fact check (ClaimReview) structured data"
(https://developers.google.com/search/docs/appearance/structured-data/factcheck). Which property a type has:
https://schema.org/ClaimReview, /Claim, /Rating, /DataFeedItem.
"""

import re
from urllib.parse import urlsplit

from django.utils.dateparse import parse_date, parse_datetime


def is_text(value):
    return isinstance(value, str) and bool(value.strip())


def is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_url(value):
    return is_text(value) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc)


def is_date(value):
    return is_text(value) and bool(re.match(r"\d{4}-\d\d-\d\d($|T)", value) and _parsed(value))


def is_language(value):
    return is_text(value) and bool(re.fullmatch(r"[a-z]{2,3}(-\w+)*", value))


def _parsed(value):
    try:
        when = parse_datetime(value) if "T" in value else parse_date(value)
    except ValueError:
        return None
    return when if "T" not in value or (when and when.tzinfo) else None


WORK = ("CreativeWork", "WebPage")
# type: {property: (required, what its value is: a test, or the types of things it may be)}
REQUIREMENTS = {
    "ClaimReview": {
        "claimReviewed": (True, is_text),
        "reviewRating": (True, ("Rating",)),
        "url": (True, is_url),
        "author": (True, ("Organization", "Person")),  # recommended; ours always has it
        "datePublished": (True, is_date),  # recommended; ours always has it
        "dateModified": (False, is_date),
        "itemReviewed": (True, ("Claim",)),  # recommended; ours always has it
        "inLanguage": (False, is_language),
        "name": (False, is_text),
        "reviewBody": (False, is_text),
        "isBasedOn": (False, is_url),
    },
    "Rating": {
        "alternateName": (True, is_text),
        "ratingValue": (False, is_number),
        "bestRating": (False, is_number),
        "worstRating": (False, is_number),
    },
    "Claim": {
        "text": (False, is_text),
        "appearance": (False, WORK),
        "firstAppearance": (False, WORK),
        "datePublished": (False, is_date),
        "author": (False, ("Organization", "Person")),
    },
    "CreativeWork": {"url": (True, is_url)},
    "WebPage": {"url": (True, is_url)},
    "Organization": {"name": (True, is_text), "url": (True, is_url)},
    "Person": {"name": (True, is_text)},
}


def faults(thing, types=("ClaimReview",), where="") -> list[str]:
    """What is wrong with a JSON-LD object; empty for one that fulfils the requirements."""
    if not isinstance(thing, dict) or thing.get("@type") not in types:
        return [f"{where or '/'}: not a {' or '.join(types)}"]
    table = REQUIREMENTS[thing["@type"]]
    missing = [
        f"{where}/{name}: required" for name, (needed, _) in table.items() if needed and name not in thing
    ]
    found = [
        fault
        for name, value in thing.items()
        if not name.startswith("@")
        for fault in _value_faults(value, table.get(name), f"{where}/{name}")
    ]
    return missing + found + _rating_faults(thing, where) + _date_faults(thing, where)


def _value_faults(value, rule, where):
    if rule is None:
        return [f"{where}: unknown property"]
    kind = rule[1]
    if callable(kind):
        return [] if kind(value) else [f"{where}: not {kind.__name__.removeprefix('is_')}"]
    return [
        fault
        for each in (value if isinstance(value, list) else [value])
        for fault in faults(each, kind, where)
    ]


def _rating_faults(thing, where):
    """The numbers stand together, and the value between the worst and the best."""
    numbers = [thing.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if thing["@type"] != "Rating" or numbers == [None] * 3:
        return []
    whole = all(map(is_number, numbers)) and numbers == sorted(numbers) and numbers[0] < numbers[2]
    return [] if whole else [f"{where}: worst, value and best are not in order"]


def _date_faults(thing, where):
    """A claim is not younger than its review: that would be the day of the check in the wrong place."""
    claim = thing.get("itemReviewed")
    if thing["@type"] != "ClaimReview" or not isinstance(claim, dict) or "datePublished" not in claim:
        return []
    late = str(claim["datePublished"])[:10] > str(thing.get("datePublished"))[:10]
    return [f"{where}/itemReviewed/datePublished: after the review"] if late else []
