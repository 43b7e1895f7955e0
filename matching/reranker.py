"""An optional second look at the best candidates, by a larger model where the operator runs one.

It orders candidates within their tier only: what is called a `match` is decided by the calibrated engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol, TypeVar

import requests

_LONGEST = 2_000  # characters of the question and of each text


class RerankerUnavailable(Exception):
    """The server is down, too slow, or answers something else than scores."""


@dataclass(frozen=True)
class Reranker:
    """A client of `POST {url}/rerank`, in the shape that Jina, Cohere, vLLM and llama.cpp share; without a
    `model` in that of Hugging Face's text-embeddings-inference, which names none."""

    url: str
    model: str = ""
    key: str = ""

    def scores(self, question: str, texts: Sequence[str], timeout: float) -> list[float]:
        """How well each of `texts` answers; only their order means anything. Raises `RerankerUnavailable`."""
        cut = [text[:_LONGEST] for text in texts]
        body: dict = {"query": question[:_LONGEST]}
        body |= {"model": self.model, "documents": cut} if self.model else {"texts": cut}
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            with requests.Session() as session:
                session.trust_env = False  # the operator's address, not a proxy's
                answer = session.post(
                    f"{self.url.rstrip('/')}/rerank", json=body, headers=headers, timeout=timeout
                )
            answer.raise_for_status()
            return _in_order(answer.json(), len(cut))
        except (requests.RequestException, ValueError, LookupError, TypeError) as error:
            raise RerankerUnavailable(str(error)) from error


def _in_order(answer, count: int) -> list[float]:
    rows = answer["results"] if isinstance(answer, dict) else answer
    scores = {row["index"]: float(row.get("relevance_score", row.get("score"))) for row in rows}
    return [scores[place] for place in range(count)]


class Ranked(Protocol):
    @property
    def tier(self) -> str: ...

    @property
    def probability(self) -> float: ...


_Found = TypeVar("_Found", bound=Ranked)


def within_tiers(found: Sequence[_Found], scores: Sequence[float]) -> list[_Found]:
    """`found` (dataclasses, best first) by `scores` within each tier. The probabilities stay at their places:
    that of the first is how probable it is that the first is right."""
    ordered: list = []
    for _, group in groupby(range(len(found)), key=lambda place: found[place].tier):
        places = list(group)
        best_first = sorted(places, key=lambda place: -scores[place])
        ordered += [
            replace(found[each], probability=found[place].probability)  # type: ignore[type-var]
            for place, each in zip(places, best_first, strict=True)
        ]
    return ordered
