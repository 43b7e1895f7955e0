"""What makes two claims different although nearly all their words agree: subject, place, number, negation.

A weighted sum cannot see that one word of ten turns a claim into another one. What is found here is never
called a match; it may still be offered as related.
"""

from collections.abc import Sequence

from matching import background
from matching.alignment import counterparts
from matching.features import Question
from matching.lexical import Found
from matching.meanings import meant
from matching.text import NEGATIONS, Token

SAID = 0.5  # strength from which on a word has a counterpart
_THE_SAME = 0.7  # mean strength from which on two texts say the same
_ONE_CLAIM = 10  # content words
_SCOPE = 4  # words from a negation on that it may deny
_DENIED = frozenset(["larang", "cegah", "tolak", "bantah", "henti", "hapus", "haram"])
_PLACED = frozenset(["di", "ke", "dari", "in", "at", "from"])
_ASKS = frozenset(["benar", "apa", "atau", "ya", "kan"])  # before a negation: "bener ga", "apa enggak"


def differs(question: Question, candidate: Found) -> bool:
    """Whether `candidate` makes another claim than the question, as far as such words tell.

    Long messages tell stories around their claim, with numbers and denials of their own: they are not judged.
    """
    return len(question.unique) <= _ONE_CLAIM and (
        _numbers_differ(question, candidate)
        or _negation_differs(question, candidate)
        or _names_differ(question, candidate)
    )


def _numbers_differ(question: Question, candidate: Found) -> bool:
    """Both give numbers, and none is the same."""
    told = {term for term in (*candidate.title, *candidate.claim) if term[0].isdigit()}
    return bool(question.numbers and told and not question.numbers & told)


def _negation_differs(question: Question, candidate: Found) -> bool:
    """One denies what the other says."""
    title, claim = frozenset(candidate.title), frozenset(candidate.claim)
    if denies(question.tokens):
        return (NEGATIONS | _DENIED).isdisjoint(title | claim)
    asked = question.unique
    if NEGATIONS.isdisjoint(title) or not _DENIED.isdisjoint(asked):
        return False
    return any(
        term in NEGATIONS and asked & {*candidate.claim[place + 1 : place + _SCOPE]}
        for place, term in enumerate(candidate.claim)
    )


def denies(tokens: Sequence[Token]) -> bool:
    return any(is_denial(tokens, place) for place in range(len(tokens)))


def is_denial(tokens: Sequence[Token], place: int) -> bool:
    """Whether a negation stands here that denies something, and does not end a question: "bener ga sih?"."""
    if tokens[place].term not in NEGATIONS:
        return False
    asks = place > 0 and tokens[place - 1].term in _ASKS
    return not asks and any(each.content for each in tokens[place + 1 : place + _SCOPE])


def _names_differ(question: Question, candidate: Found) -> bool:
    """The same is said, but of somebody or of a place that the debunk does not know, which names another."""
    asked = named(question.tokens)
    if not asked:
        return False
    told = list(dict.fromkeys((*candidate.title, *candidate.claim)))
    if counterparts(asked, told, question.meanings).max(axis=1).min() >= SAID:
        return False
    rest = sorted(question.unique - set(asked))
    if rest and counterparts(rest, told, question.meanings).max(axis=1).mean() < _THE_SAME:
        return False
    title = list(dict.fromkeys(candidate.title))
    covered = counterparts(sorted(question.unique), title, question.meanings).max(axis=0)
    return any(may_name(term) and each < SAID for term, each in zip(title, covered, strict=False))


def named(tokens: Sequence[Token]) -> list[str]:
    """Terms that name somebody or some place: known names, unknown words at the beginning or after *di*."""
    found, leads = [], True
    for token in tokens:
        if background.is_name(token.term) or (leads and may_name(token.term)):
            found.append(token.term)
        elif token.content:
            leads = False
        if token.term in _PLACED:
            leads = True
    return found


def may_name(term: str) -> bool:
    """A word that claims write with a capital, or that they do not know."""
    if background.is_name(term):
        return True
    return not (term[0].isdigit() or background.frequency(term) or term in meant() or term in NEGATIONS)
