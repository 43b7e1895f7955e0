"""The operator's reranker, where there is one: the best candidates in its order, or else as they were."""

import logging
import time

from django.conf import settings

from factcheck.results import Match
from matching.reranker import Reranker, RerankerUnavailable, within_tiers

logger = logging.getLogger(__name__)

_LEAST = 0.01  # seconds; with less there is no use in asking
_PATIENCE = 60.0  # seconds, where nobody waits


def reranker() -> Reranker | None:
    """As the settings say."""
    if not settings.RERANKER_URL:
        return None
    return Reranker(settings.RERANKER_URL, settings.RERANKER_MODEL, settings.RERANKER_KEY)


def reranked(text: str, matches: list[Match], until: float | None) -> list[Match]:
    """`matches` in the reranker's order within their tiers, if it answers `until` that monotonic time."""
    server = reranker()
    left = _PATIENCE if until is None else until - time.monotonic()
    if server is None or len(matches) < 2 or left < _LEAST:
        return matches
    texts = [f"{match.debunk.title}\n{match.debunk.claim}" for match in matches]
    try:
        return within_tiers(matches, server.scores(text, texts, left))
    except RerankerUnavailable as error:
        logger.warning("no reranker for now: %s", type(error.__cause__ or error).__name__)
        return matches
