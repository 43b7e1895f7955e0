"""Hoax or fact? A quiz made of published debunks. Nothing is kept: all stands in the address.

Every round has as many hoaxes as facts. It asks about the election, never about a candidate or a party: a
debunk that names one is left out, so that no round can be for or against anybody.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from django.core.signing import BadSignature, Signer
from django.shortcuts import redirect, render
from django.urls import reverse

from candidates import clock
from factcheck.models import Debunk, Verdict

EACH = 3  # hoaxes, and as many facts, in a round
FROM = 60  # of the newest of each
LONGEST = 600  # characters of a claim that is read on a phone
ROUNDS = 99
HOAX, FACT = "h", "f"
VERDICTS = {HOAX: (Verdict.SALAH, Verdict.PENIPUAN), FACT: (Verdict.BENAR,)}
_signer = Signer(salt="portal.quiz", sep=".")


@dataclass(frozen=True)
class Asked:
    """One claim, what it is, and what was answered (`h` for hoax, `f` for fact, empty for nothing yet)."""

    debunk: Debunk
    truth: str
    given: str = ""

    @property
    def right(self) -> bool:
        return self.given == self.truth


def quiz(request):
    """The next claim, what the last one was, and at the end the score."""
    number = _number(request.GET.get("babak", ""))
    key = request.GET.get("soal") or _signer.sign("-".join(map(str, pick(clock.today(), number))))
    questions = asked(key, request.GET.get("jawab", ""))
    if questions is None:
        return redirect("quiz")
    answered = [one for one in questions if one.given]
    context = {
        "key": key,
        "number": number,
        "following": number % ROUNDS + 1,
        "questions": questions,
        "answered": answered,
        "last": answered[-1] if answered else None,
        "now": questions[len(answered)] if len(answered) < len(questions) else None,
        "given": "".join(one.given for one in answered),
        "score": sum(one.right for one in answered),
        "address": reverse("quiz"),
    }
    return render(request, "portal/quiz.html", context)


def pick(day: date, number: int) -> list[int]:
    """Ids of the debunks of one round: the same for everybody on a day; none while there are too few."""
    chance = Random(f"{day}:{number}")
    found = [list(_suited(verdicts)[:FROM]) for verdicts in VERDICTS.values()]
    each = min(EACH, *map(len, found))
    chosen = [pk for ids in found for pk in chance.sample(ids, each)]
    chance.shuffle(chosen)
    return chosen


def asked(key: str, given: str) -> list[Asked] | None:
    """The questions that `key` names, with the answers `given`; None when it is not a round of ours, or
    a debunk was withdrawn meanwhile."""
    try:
        ids = [int(pk) for pk in _signer.unsign(key).split("-") if pk]
    except BadSignature:
        return None
    debunks = Debunk.objects.published().in_bulk(ids)
    if len(debunks) != len(ids) or len(given) > len(ids) or set(given) - {HOAX, FACT}:
        return None
    questions = zip(ids, given.ljust(len(ids)), strict=True)
    return [Asked(debunks[pk], _truth(debunks[pk]), answer.strip()) for pk, answer in questions]


def _suited(verdicts):
    debunks = Debunk.objects.published().naming_nobody().filter(verdict__in=verdicts)
    return debunks.short(LONGEST).latest().values_list("pk", flat=True)


def _truth(debunk: Debunk) -> str:
    return FACT if debunk.verdict in VERDICTS[FACT] else HOAX


def _number(text: str) -> int:
    return min(int(text), ROUNDS) if text.isascii() and text.isdecimal() and len(text) < 4 else 1
