"""Questions with known answers, measured by the engine's own code: what models are fitted and judged on."""

import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bench.matching import claims, own, twins
from bench.matching.vectors import CachedVectors
from matching.documents import Document, PartVector
from matching.engine import candidates_of, may_match, measured, question_of
from matching.features import NAMES
from matching.index import IndexReader, State
from matching.lexicon import Lexicon
from matching.parts import claim_text, question_text, title_text
from matching.projection import Projection, projection
from matching.ranker import EXPERTS, expert
from matching.text import analyse, is_passed_on, terms
from matching.writer import IndexWriter


@dataclass(frozen=True)
class Example:
    """The measured candidates of one question; `answer` is the row of the right one, if it is among them."""

    kind: str
    rows: np.ndarray
    answer: int | None
    answerable: bool  # whether a right document is in the index at all
    barred: np.ndarray  # of each candidate, whether it is never called a match, however probable
    expert: str = EXPERTS[0]  # which of the ranker's models judges it
    same: tuple[int, ...] = ()  # places of the candidates that are right, or debunk the same claim once more


def part_vectors(documents: Sequence[Document], known: CachedVectors) -> Iterator[PartVector]:
    titles = known.of([title_text(each.title) for each in documents], "titles")
    told = [each for each in documents if each.claim != each.title]
    claimed = iter(known.of([claim_text(each.claim) for each in told], "claims") if told else ())
    for document, title in zip(documents, titles, strict=True):
        yield PartVector(document.id, 0, title)
        if document.claim != document.title:
            yield PartVector(document.id, 1, next(claimed))


def build_index(documents: Sequence[Document], known: CachedVectors) -> Path:
    """The folder of a temporary index of `documents`."""
    root = Path(tempfile.mkdtemp(prefix="bench-index-"))
    writer = IndexWriter(root, "bench", known.model, 384)
    writer.rebuild(documents, part_vectors(documents, known), 0, Lexicon())
    writer.close()
    return root


def opened(documents: Sequence[Document], known: CachedVectors) -> State:
    return IndexReader(build_index(documents, known)).state()


def fit_projection(known: CachedVectors) -> Projection:
    """From headlines and messages that are new to the encoder, where they do not share all their words."""
    pairs = [
        (title_text(item.title), claim_text(item.message)) for item in claims.items() if item.use == "fit"
    ]
    pairs = [(title, message) for title, message in pairs if set(terms(title)) - set(terms(message))]
    titles = known.of([title for title, _ in pairs])
    messages = known.of([message for _, message in pairs])
    different = np.abs(titles - messages).sum(axis=1) > 0.5
    mean = np.concatenate([titles, messages]).mean(axis=0)
    return Projection.fit(titles[different], messages[different], mean)


def example(
    state: State,
    known: CachedVectors,
    kind: str,
    text: str,
    answer: int | None,
    *,
    semantic: bool = True,
    without: int | None = None,
    item: int | None = None,
) -> Example:
    """Measure `text`; `answer` is the right document's id. `without` leaves a document out, as if unknown.

    `item` is the place of the real claim that is asked about.
    """
    tokens = analyse(text).tokens
    vector = None
    if semantic:
        vector = projection(known.model)(known.of([question_text(text)])[0])
    question = question_of(state, tokens, vector, passed_on=is_passed_on(text))
    found = [each for each in candidates_of(state, question) if each.id != without]
    if not found or not question.terms:
        nothing = np.zeros((1, len(NAMES)), np.float32)
        return Example(kind, nothing, None, answer is not None, np.ones(1, bool))
    places = [place for place, each in enumerate(found) if each.id == answer]
    rows = measured(state, question, found)
    barred = [not may_match(question, row, each) for row, each in zip(rows, found, strict=True)]
    same = [
        place
        for place, each in enumerate(found)
        if each.id == answer or (item is not None and twins.are_twins(each.id - 1, item))
    ]
    return Example(
        kind,
        rows,
        places[0] if places else None,
        answer is not None,
        np.array(barred),
        expert(question, found, rows),
        tuple(same),
    )


def natural(state: State, known: CachedVectors, semantic: bool = True) -> list[Example]:
    return _asked(claims.questions(), state, known, semantic)


def practised(state: State, known: CachedVectors, semantic: bool = True) -> list[Example]:
    """Our own questions about items that are new to the encoder."""
    questions = [
        each for each in claims.practice() if each.target is None or claims.items()[each.target].use == "fit"
    ]
    return _asked(questions, state, known, semantic)


def _asked(
    questions: Sequence[claims.Asked], state: State, known: CachedVectors, semantic: bool
) -> list[Example]:
    known.of([question_text(each.text) for each in questions], "questions")
    return [
        example(
            state,
            known,
            each.kind,
            each.text,
            None if each.target is None else each.target + 1,
            semantic=semantic,
            item=each.target,
        )
        for each in tqdm(questions, desc="questions")
    ]


def invented(state: State, known: CachedVectors, semantic: bool = True) -> list[Example]:
    """Our own questions, asked of an index of our own debunks."""
    known.of([question_text(each.text) for each in own.questions()], "our questions")
    return [
        example(state, known, each.kind, each.text, each.answer, semantic=semantic)
        for each in own.questions()
    ]


def headlines(
    state: State, known: CachedVectors, places: Iterable[int], *, removed: bool = False, semantic: bool = True
) -> list[Example]:
    """Messages asked of an index of titles alone; with `removed` their own title is taken out."""
    places = list(places)
    known.of([question_text(claims.items()[place].message) for place in places], "messages")
    found = []
    for place in tqdm(places, desc="messages to headlines"):
        item = claims.items()[place]
        found.append(
            example(
                state,
                known,
                "headline",
                item.message,
                None if removed else place + 1,
                semantic=semantic,
                without=place + 1 if removed else None,
                item=place,
            )
        )
    return found


def headline_places(use: str) -> list[int]:
    """Items of that use whose message has at least four words and is not its headline."""
    return [
        place
        for place, item in enumerate(claims.items())
        if item.use == use
        and len(item.message.split()) >= 4
        and analyse(item.message).terms != analyse(item.title).terms
    ]


def noisy_copies(
    state: State, known: CachedVectors, places: Iterable[int], *, removed: bool = False, semantic: bool = True
) -> list[Example]:
    places = list(places)
    known.of([question_text(noisy(claims.items()[place].message, place)) for place in places], "copies")
    found = []
    for place in tqdm(places, desc="noisy copies"):
        text = noisy(claims.items()[place].message, place)
        found.append(
            example(
                state,
                known,
                "noisy",
                text,
                None if removed else place + 1,
                semantic=semantic,
                without=place + 1 if removed else None,
                item=place,
            )
        )
    return found


_SHORT_FORMS = {
    "yang": "yg",
    "tidak": "gak",
    "dengan": "dgn",
    "sudah": "udh",
    "untuk": "utk",
    "dari": "dr",
    "karena": "krn",
    "orang": "org",
    "juga": "jg",
    "akan": "akn",
    "bisa": "bs",
    "ini": "ni",
}


def noisy(message: str, seed: int) -> str:
    """A message as it is passed on: words dropped, slang, typing errors, a header, cut to twelve words."""
    draw = random.Random(seed)
    words = [word for word in message.split() if draw.random() > 0.3] or message.split()
    words = [_SHORT_FORMS.get(word.lower(), word) for word in words[:12]]
    words = [_mistyped(word, draw) if len(word) > 4 and draw.random() < 0.15 else word for word in words]
    return "Diteruskan dari grup sebelah\n" + " ".join(words)


def _mistyped(word: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(word) - 1)
    return draw.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + word[place] * 2 + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ]
    )
