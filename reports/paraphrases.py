"""Reports that say the same in other words: found by the vectors of what they say, judged by the matcher."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.conf import settings

from factcheck.index import engine
from matching import sameness
from matching.embeddings import EmbeddingsUnavailable
from matching.index import IndexUnavailable, State
from matching.parts import question_text
from matching.projection import projection
from matching.sameness import Message
from matching.text import terms
from reports.models import HoaxReport, Kind, ReportMeaning

# Measured on the phrasings of 512 invented claims (bench/matching/sameness.py, bench/reports/grouping.py).
SAME = 0.8  # probability from which on a report joins the case
OFFERED = 0.4  # enough to be shown to an editor beside the case
FEWEST_TERMS = 3  # in fewer nearly everything is left unsaid
MOST_TERMS = 40  # more tell stories around their claim, and share much with other stories
NEWEST = 2_000  # wordings of open cases that are looked through, 3 MB
COMPARED = 8  # of these, the closest
LONGEST = 2_000  # characters that are compared; the vector is of the first 350
PATIENCE = 5.0  # seconds for the vector; the check before has usually asked for it already
NUMBER = "<f2"


class Likely(NamedTuple):
    """A case and how probable it is that its claim is the one in question."""

    probability: float
    case_id: int


@dataclass(frozen=True)
class Meaning:
    """The vector of a report's words, as the model gave it, and the open cases of its kind that are likely
    of the same claim: the most probable first."""

    vector: np.ndarray
    likely: list[Likely]


def meaning_of(report: HoaxReport) -> Meaning | None:
    """None where there is too little to compare, or no vector to be had. Not for inside a transaction."""
    words = report.words[:LONGEST]
    if report.kind != Kind.HOAX or not FEWEST_TERMS <= len(set(terms(words))) <= MOST_TERMS:
        return None
    embedder = engine().embedder
    if embedder is None:
        return None
    try:
        vector = embedder.question(question_text(words), PATIENCE)
        return Meaning(vector, _likely(engine().index.state(), words, vector, apart_from=None))
    except (EmbeddingsUnavailable, IndexUnavailable):
        return None


def keep(report: HoaxReport, meaning: Meaning) -> None:
    """Let paraphrases of the report find its case."""
    row = {"model": settings.EMBEDDINGS_MODEL, "vector": meaning.vector.astype(NUMBER).tobytes()}
    ReportMeaning.objects.update_or_create(report=report, defaults=row)


def likely_the_same(case) -> list[Likely]:
    """Other open cases that are perhaps of this one's claim, by its first wording that has a vector."""
    own = ReportMeaning.objects.comparable(settings.EMBEDDINGS_MODEL, case.kind).filter(report__case=case)
    first = own.select_related("report").order_by("report_id").first()
    if first is None:
        return []
    vector = np.frombuffer(first.vector, NUMBER).astype(np.float32)
    try:
        found = _likely(engine().index.state(), first.report.words[:LONGEST], vector, apart_from=case.pk)
    except IndexUnavailable:
        return []
    return [each for each in found if each.probability >= OFFERED]


def _likely(state: State, words: str, vector: np.ndarray, apart_from: int | None) -> list[Likely]:
    """The cases of the closest wordings, each once, the most probable first."""
    rows = ReportMeaning.objects.comparable(settings.EMBEDDINGS_MODEL, Kind.HOAX)
    rows = rows.exclude(report__case=apart_from).order_by("-report_id")
    known = list(rows.values_list("report_id", "report__case_id", "vector")[:NEWEST])
    if not known:
        return []
    turn = projection(settings.EMBEDDINGS_MODEL)
    table = turn(np.frombuffer(b"".join(bytes(row[2]) for row in known), NUMBER).reshape(len(known), -1))
    turned = turn(vector)
    closest = np.argsort(-(table @ turned))[:COMPARED].tolist()
    texts = HoaxReport.objects.in_bulk([known[place][0] for place in closest])
    others = [Message(texts[known[place][0]].words[:LONGEST], table[place]) for place in closest]
    probable = sameness.probabilities(state, Message(words, turned), others)
    best: dict[int, float] = {}
    for place, each in zip(closest, probable.tolist(), strict=True):
        best[known[place][1]] = max(each, best.get(known[place][1], 0.0))
    return [Likely(each, case) for case, each in sorted(best.items(), key=lambda pair: -pair[1])]
