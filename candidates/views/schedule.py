from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from candidates import clock
from candidates.calendars import calendar_of
from candidates.models import Election, Stage
from candidates.phases import phase_now
from candidates.views.addresses import follows_old_slugs


@dataclass(frozen=True)
class Placed:
    """A stage on the line: `place` is `past`, `now`, `next` or ""; `days` are left until it begins.

    Where it `begins`, how long it `lasts` and where `today` is ("" when off the line) are shares of the
    time from the first day of the schedule to the last.
    """

    stage: Stage
    place: str
    days: int
    begins: str
    lasts: str
    today: str


@follows_old_slugs(Election, "slug")
def schedule(request, slug=None):
    """The line of time of one election: of the one named, or of the one that matters most today."""
    today = clock.today()
    elections = list(Election.objects.published().with_stages().newest_first())
    chosen = _chosen(elections, slug, today)
    stages = list(chosen.stages.published().prefetch_related("revisions")) if chosen else []
    due = [stage for stage in stages if not stage.is_cancelled]
    context = {
        "election": chosen,
        "others": [row for row in elections if row != chosen],
        "today": today,
        "places": _places(stages, today),
        "now": [stage for stage in due if stage.is_current(today)],
        "next": next((stage for stage in due if stage.starts > today), None),
        "sources": list(dict.fromkeys((s.source_title, s.source_url) for s in stages)),
    }
    return render(request, "candidates/schedule.html", context)


@follows_old_slugs(Election, "slug")
def schedule_ics(request, slug=None):
    """Every stage as a calendar: of one election, or of all."""
    if slug is None:
        return _calendar(_("Jadwal pemilu"), Stage.objects.public())
    election = get_object_or_404(Election.objects.published(), slug=slug)
    return _calendar(election.name, Stage.objects.public().filter(election=election))


@follows_old_slugs(Election, "slug")
def stage_ics(request, slug, stage):
    """One stage, to add to one's calendar."""
    row = get_object_or_404(Stage.objects.public(), election__slug=slug, slug=stage)
    return _calendar(row.name, [row])


def _chosen(elections, slug, today):
    if slug is None:
        now = phase_now(today)
        return now.election if now else None
    chosen = next((row for row in elections if row.slug == slug), None)
    if chosen is None:
        raise Http404("no schedule of such an election")
    return chosen


def _places(stages, today) -> list[Placed]:
    first = next((stage for stage in stages if stage.starts > today and not stage.is_cancelled), None)
    opens = min((stage.starts for stage in stages), default=today)
    length = (max((stage.ends for stage in stages), default=today) - opens).days + 1

    def along(day) -> str:
        return f"{100 * (day - opens).days / length:.1f}%"

    return [
        Placed(
            stage=stage,
            place=_place(stage, first, today),
            days=max((stage.starts - today).days, 0),
            begins=along(stage.starts),
            lasts=f"{100 * ((stage.ends - stage.starts).days + 1) / length:.1f}%",
            today=along(today) if 0 <= (today - opens).days < length else "",
        )
        for stage in stages
    ]


def _place(stage, first, today) -> str:
    if stage.is_past(today):
        return "past"
    if stage.is_current(today):
        return "now"
    return "next" if stage == first else ""


def _calendar(name, stages):
    response = HttpResponse(calendar_of(name, stages), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="jadwal.ics"'
    return response
