"""ClaimReviews in JSON-LD: alone, in lists and graphs, or in a DataFeed."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree, html

from factcheck.outlets.found import Found, Origin, Refused, ReviewFound
from factcheck.outlets.reviews import own_address, review_of

MOST_NODES = 50_000
MOST_PROBLEMS = 50
REVIEW, DELETED = "ClaimReview", "DataFeedItem"


def in_json(body: bytes, origin: Origin) -> Found:
    """What stands in a JSON document."""
    try:
        data = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return Found(problems=[_("JSON rusak: %(error)s") % {"error": str(error)[:120]}])
    return _found(_nodes(data), origin)


def in_page(body: bytes, origin: Origin) -> Found:
    """What stands in the JSON-LD of a page. A broken block does not speak for the others."""
    try:
        tree = html.fromstring(body)
        blocks = tree.xpath("//script[@type='application/ld+json']")
    except (etree.LxmlError, ValueError, RecursionError) as error:
        return Found(problems=[_("HTML rusak: %(error)s") % {"error": str(error)[:120]}])
    parts = [in_json((block.text or "").encode("utf-8", "replace"), origin) for block in blocks]
    return Found(
        reviews=[review for part in parts for review in part.reviews],
        gone=[url for part in parts for url in part.gone],
        problems=[problem for part in parts for problem in part.problems][:MOST_PROBLEMS],
    )


def _found(nodes: Iterator[dict], origin: Origin) -> Found:
    """Every node is read on its own: what one lacks is never taken from another."""
    reviews: list[ReviewFound] = []
    gone: list[str] = []
    problems: list[str] = []
    for node in nodes:
        try:
            if _is(node, DELETED):
                gone.append(_deleted(node, origin))
            else:
                reviews.append(review_of(node, origin))
        except Refused as error:
            problems.append(_naming(node, str(error)))
    return Found(reviews, gone, problems=problems[:MOST_PROBLEMS])


def _deleted(node: dict, origin: Origin) -> str:
    item = node.get("item")
    return own_address(item.get("url") if isinstance(item, dict) else item, origin)


def _naming(node: dict, problem: str) -> str:
    """The problem, with the address it is about where there is one."""
    url = node.get("url")
    return f"{problem} ({url[:150]!r})" if isinstance(url, str) and url else problem


def _nodes(data: object) -> Iterator[dict]:
    """Every ClaimReview and every deleted item in `data`, in order, however deep; none inside another."""
    waiting, seen = [data], 0
    while waiting and seen < MOST_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            if _is(node, REVIEW) or (_is(node, DELETED) and node.get("dateDeleted")):
                yield node
            else:
                waiting += reversed([value for value in node.values() if isinstance(value, dict | list)])


def _is(node: dict, kind: str) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.rpartition("/")[2].rpartition(":")[2] == kind for name in names)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
