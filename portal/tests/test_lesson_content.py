"""The lessons we bring: plain enough for a fourteen-year-old, drawn, sourced, and for everybody."""

import re
from statistics import mean

import pytest
from django.template.loader import render_to_string

from portal.demo.files import read_folder
from portal.models import Lesson

LESSONS = read_folder("lessons")
WORD = re.compile(r"[a-zA-Z]+(?:-[a-zA-Z]+)*")


def sentences(body: str) -> list[list[str]]:
    """Sentences, headings and points of a list as words; addresses and marks left out."""
    text = re.sub(r"\]\([^)]*\)", "]", body)
    pieces = re.split(r"[.!?:;]\s|\n\s*\n|\n\s*(?:[-*]|\d+\.)\s|\n#+\s|$", text)
    return [words for piece in pieces if (words := WORD.findall(piece))]


@pytest.mark.parametrize("lesson", LESSONS, ids=[one["slug"] for one in LESSONS])
def test_a_lesson_is_plain_and_short(lesson):
    """A measure of effort, not of beauty: schoolbooks for 13 to 15 have 10 to 14 words a sentence and
    words of 6 to 7 letters."""
    found = sentences(lesson["body"])
    words = [word for sentence in found for word in sentence]
    assert mean(map(len, found)) <= 12
    assert mean(map(len, words)) <= 6.8
    assert max(map(len, found)) <= 40
    assert len(words) <= 700, "at most four minutes"


def test_every_lesson_has_sources_and_a_drawing_of_its_own():
    assert all(lesson["sources"] for lesson in LESSONS)
    drawings = [lesson["drawing"] for lesson in LESSONS]
    assert len(set(drawings)) == len(LESSONS)
    assert set(drawings) <= set(Lesson.Drawing.values)


def test_there_is_a_lesson_for_every_audience_and_phase():
    assert {lesson["audience"] for lesson in LESSONS} == set(Lesson.Audience.values)
    assert {lesson["phase"] for lesson in LESSONS} == set(Lesson.Phase.values)


@pytest.mark.parametrize("drawing", Lesson.Drawing)
def test_a_drawing_is_ours_small_and_follows_the_colours_of_the_page(drawing):
    svg = render_to_string(f"portal/drawings/{drawing}.svg", {"alt": drawing.label})
    assert f'role="img" aria-label="{drawing.label}"' in svg
    assert len(svg) < 1500
    assert not re.search(r'style=|fill="|stroke="|href|<script|http', svg)
