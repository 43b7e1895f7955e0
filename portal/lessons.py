from itertools import groupby

from django.shortcuts import get_object_or_404, render

from portal.models import Lesson


def lessons(request):
    """Every lesson, by phase of the election."""
    rows = Lesson.objects.published().by_phase()
    groups = [(Lesson.Phase(phase), list(group)) for phase, group in groupby(rows, lambda row: row.phase)]
    return render(request, "portal/lessons.html", {"groups": groups})


def lesson(request, slug):
    row = get_object_or_404(Lesson.objects.published(), slug=slug)
    others = Lesson.objects.published().filter(phase=row.phase).exclude(pk=row.pk)[:3]
    return render(request, "portal/lesson.html", {"lesson": row, "others": others})
