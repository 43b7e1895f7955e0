from django.shortcuts import render

from candidates import clock
from candidates.phases import PhaseNow, phases_shown
from factcheck.models import Debunk
from portal.models import Lesson, Question

LATEST = 5
QUESTIONS = 3
LESSONS = 3


def home(request):
    """The check box first, then where the elections stand, the latest debunks, and lessons for that phase."""
    published = Debunk.objects.published()
    shown = phases_shown(clock.today())
    now = shown[0] if shown else None
    context = {
        "count": published.count(),
        "questions": Question.objects.all()[:QUESTIONS],
        "now": now,
        "others": shown[1:],
        "debunks": published.latest().prefetch_related("topics")[:LATEST],
        "lessons": lessons_for(now),
    }
    return render(request, "portal/home.html", context)


def lessons_for(now: PhaseNow | None) -> list[Lesson]:
    """Lessons of the phase an election is in; when none is under way, the first of each phase."""
    lessons = Lesson.objects.published()
    offered = [] if now is None or now.over else list(lessons.filter(phase=now.phase).by_phase()[:LESSONS])
    return offered or lessons.one_of_each_phase()
