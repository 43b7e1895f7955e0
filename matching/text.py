"""From a message as people write it to the terms that are indexed and searched.

One analyser for debunks and questions alike. `analyse` keeps where each term stood, in code points of the
text as it was given; `terms` is the same without places, for the index.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from matching import numbers
from matching.fold import GONE, clean, fold
from matching.stem import stem
from matching.words import read_groups, read_words

NEGATIONS = frozenset(read_words("negations.txt"))
_STOP = frozenset(read_words("stopwords.txt"))
_SLANG = {form: meant for meant, forms in read_groups("slang.txt") for form in forms}

_LEET = str.maketrans("4310579@$", "aeiostgas")
_LEET_INSIDE = re.compile(r"[a-z][0134579@$]{1,2}[a-z]")
_LEET_EDGE = re.compile(r"^[0134][a-z]{3,}$|^[a-z]{4,}[bcdfghjklmnpqrstvwxyz][0134]$")
_NUMBERED = frozenset(read_words("numbered.txt"))  # words after which a digit is a digit
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_V_FOR_U = re.compile(r"(?<=[bcdfghjklmnpqrstwxyz])v(?=[bcdfghjklmnpqrstwxyz])")
_PLAIN = re.compile(r"^[a-z]+$")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

_WORD = re.compile(
    rf"""
    (?P<link>https?://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|id|org|net|co|ly|me|info)\b/?\S*)
    | \#(?P<tag>\w+)
    | (?P<spaced>(?<![^\W_{GONE}])(?:[a-z](?:\.|[ ]|[ ]?[.*_-][ ]?)){{3,}}[a-z]\b)
    | (?P<acronym>\b(?:[a-z]\.){{2,}}[a-z]?(?![^\W_]))
    | (?P<word>(?:rp\.?[ ]?)?\d+(?:[.,]\d+)*[^\W_{GONE}]*(?:[{GONE}@$]*[^\W_]+)*
        | [^\W_](?:[^\W_{GONE}]|{GONE}|[@$](?=[^\W_])|'(?=[^\W_]))*)
    """,
    re.VERBOSE,
)
_HEADER = re.compile(
    rf"""
    ^[\W_]*(?:
        (?:pesan\ )?diteruskan(?:\ berkali-?kali)?(?:\ dari\ [^\n:]{{1,30}}:)?
        | forwarded(?:\ (?:many\ times|message))?(?:\ from\ [^\n:]{{1,30}}:)? | fwd?\b | c/p\b
        | (?:info|kiriman|dapat|dpt|copas|copy\ ?paste)?\ ?(?:dari|dr)\ (?:grup|group|wag?|gc)\b
          (?:\ (?:wa|sebelah|tetangga|keluarga|rt|alumni|kantor))*
        | copas(?:an)?(?:\ (?:dari|dr)\ \w+)?
        | \[[^\]\n]{{3,30}}\]\ [^\n:]{{1,40}}:
        | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}},?\ \d{{1,2}}[.:]\d{{2}}\ -\ [^\n:]{{1,40}}:
        | \+?62[\d\s{GONE}-]{{8,16}}(?:\ ~\ ?[^\n:]{{1,30}})?:?
    )[ \t:>\])*_-]*
    """,
    re.VERBOSE | re.MULTILINE,
)


class Token(NamedTuple):
    """A term and the span of the original text it comes from, `start` to `end` in code points."""

    term: str
    start: int
    end: int
    content: bool  # carries meaning: neither a function word nor chat filler
    value: float | None = None  # of a number


@dataclass(frozen=True)
class Analysis:
    """What a text says, as terms. `tokens` are in the order of the text."""

    text: str
    tokens: tuple[Token, ...]
    links: tuple[str, ...]

    @cached_property
    def terms(self) -> list[str]:
        """The content terms, with repetitions."""
        return [token.term for token in self.tokens if token.content]

    @cached_property
    def numbers(self) -> frozenset[float]:
        return frozenset(token.value for token in self.tokens if token.value is not None)

    @cached_property
    def negated(self) -> bool:
        return any(token.term in NEGATIONS for token in self.tokens)


def analyse(text: str) -> Analysis:
    """Fold, split, expand and stem `text`."""
    folded = fold(text)
    links: list[str] = []
    words = list(_words(text, folded, links))
    return Analysis(text, tuple(_tokens(words)), tuple(links))


def terms(text: str) -> list[str]:
    """The content terms of `text`, in order, with repetitions: what the index holds."""
    return analyse(text).terms


def is_passed_on(text: str) -> bool:
    """Whether `text` has the header of a forwarded message: somebody else's words, not a question."""
    return any(found.group().strip() for found in _HEADER.finditer(fold(text)))


def asked_wording(text: str) -> str:
    """`text` in plain words, for the model of meaning: no headers, links, slang or tricks."""
    return " ".join(word for word, _, _ in _words(text, fold(text), []))


def claimed_wording(text: str) -> str:
    """As `asked_wording`, with the words that carry meaning only. Measured better for stored texts."""
    words = (word for word, _, _ in _words(text, fold(text), []))
    return " ".join(word for word in words if len(word) > 1 and _without_particle(word) not in _STOP)


def _words(text: str, folded: str, links: list[str]):
    """(word, start, end) of every word outside forward headers; links are put aside."""
    headers = [found.span() for found in _HEADER.finditer(folded) if found.group().strip()]
    for found in _WORD.finditer(folded):
        start, end = found.span()
        kind = found.lastgroup
        if kind == "word":
            if headers and any(first <= start < last for first, last in headers):
                continue
            word = found.group()
            for plain in _known.get(word) or _meanings(word):  # most of an index's making is spent here
                yield plain, start, end
        elif kind == "link":
            links.append(text[start:end])
        elif kind == "tag":
            yield from _hashtag(text, start + 1, end)
        else:
            yield re.sub(r"[^a-z]", "", found.group()), start, end


def _hashtag(text: str, start: int, end: int):
    """`#2019GantiPresiden` → 2019, ganti, presiden."""
    tag = text[start:end]
    if not tag.isascii() or tag.islower() or tag.isupper():
        yield from _expand(fold(tag).replace("_", ""), start, end)
        return
    for found in _CAMEL.finditer(tag):
        yield from _expand(found.group().lower(), start + found.start(), start + found.end())


_known: dict[str, tuple[str, ...]] = {}
_KNOWN_LIMIT = 200_000


def _expand(word: str, start: int, end: int):
    """The plain words meant by one written word; all of them span it."""
    for plain in _known.get(word) or _meanings(word):
        yield plain, start, end


def _meanings(word: str) -> tuple[str, ...]:
    """The plain words meant by a written word that is not known yet; from now on it is."""
    if len(_known) >= _KNOWN_LIMIT:
        _known.clear()
    meant = _known[word] = tuple(_meant(clean(word)))
    return meant


def _meant(word: str) -> list[str]:
    word = word.replace(" ", "")
    if word.startswith("rp.") and word[3:4].isdigit():
        word = "rp" + word[3:]
    if word.endswith("'s") and len(word) > 4:
        word = word[:-2]
    word = word.replace("'", "")
    if not _PLAIN.match(word) and word not in _SLANG:
        word = _without_digits(word)
    if word not in _SLANG:
        word = _STRETCHED.sub(r"\1", word)
        word = _V_FOR_U.sub("u", word)
    meant = _SLANG.get(word, word).split()
    if len(meant) == 1 and numbers.amount(word) is None and word[:1].isdigit() and not word.isdigit():
        meant = re.findall(r"\d+|[^\W\d_]+", word)  # a date, or a number with an unknown unit
    return meant


def _without_digits(word: str) -> str:
    """Letters written as digits become letters; `orang2` loses its sign of repetition."""
    if numbers.amount(word) is not None or not any(c.isalpha() for c in word):
        return word
    if word[-1] == "2" and word[:-1].isalpha():
        return word if word[:-1] in _NUMBERED or len(word) < 4 else word[:-1]
    bare = word.rstrip("0123456789")
    if _LEET_INSIDE.search(word) or (_LEET_EDGE.match(word) and bare not in _NUMBERED):
        return word.translate(_LEET)
    return word


def _tokens(words: list[tuple[str, int, int]]):
    place = 0
    while place < len(words):
        word, start, end = words[place]
        if numbers.begins_number(word):
            value, taken = numbers.read([each[0] for each in words[place : place + 8]])
            if value is not None:
                yield Token(numbers.as_term(value), start, words[place + taken - 1][2], True, value)
                place += taken
                continue
        yield _token(word, start, end)
        place += 1


_new_token = tuple.__new__  # a named tuple's own way to make one takes twice as long
_judged: dict[str, tuple[str, bool]] = {}


def _token(word: str, start: int, end: int) -> Token:
    judged = _judged.get(word)
    if judged is None:
        if len(_judged) >= _KNOWN_LIMIT:
            _judged.clear()
        judged = _judged[word] = _judge(word)
    return _new_token(Token, (judged[0], start, end, judged[1], None))


def _judge(word: str) -> tuple[str, bool]:
    """The term of a word, and whether it carries meaning."""
    if word in NEGATIONS:
        return word, True
    if word in _STOP or (len(word) == 1 and not word.isdigit()):
        return word, False
    bare = _without_particle(word)
    return (bare, False) if bare in _STOP else (stem(bare), True)


def _without_particle(word: str) -> str:
    for particle in ("kah", "lah", "nya"):
        if word.endswith(particle) and word[: -len(particle)] in _STOP:
            return word[: -len(particle)]
    return word
