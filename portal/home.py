from django.shortcuts import render

from candidates import clock
from candidates.phases import phase_now
from factcheck.models import Debunk
from portal.models import Lesson, Question

LATEST = 5
QUESTIONS = 3


def home(request):
    """The check box first, then where the election stands, the latest debunks and a lesson of each phase."""
    published = Debunk.objects.published()
    context = {
        "count": published.count(),
        "questions": Question.objects.all()[:QUESTIONS],
        "now": phase_now(clock.today()),
        "debunks": published.latest().prefetch_related("topics")[:LATEST],
        "lessons": Lesson.objects.published().one_of_each_phase(),
    }
    return render(request, "portal/home.html", context)
