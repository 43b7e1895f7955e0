"""A report's way as its sender sees it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.models import Debunk
from reports.models import HoaxReport, Kind

State = HoaxReport.State


@dataclass(frozen=True)
class Step:
    """One step. `place` is `past`, `now` or empty for what is still to come."""

    title: str
    place: str
    at: datetime | None = None
    note: str = ""


def withdrawn(report: HoaxReport) -> Debunk | None:
    """The debunk that answered the report and no longer does."""
    if report.state not in (State.QUEUED, State.REJECTED):
        return None
    last = report.answers.exclude(debunk=None).select_related("debunk").last()
    return last.debunk if last else None


def headline(report: HoaxReport) -> str:
    return {
        State.RECEIVED: _("Laporan Anda sudah kami terima."),
        State.PROCESSING: _("Laporan Anda sudah kami terima."),
        State.QUEUED: _("Laporan Anda menunggu editor."),
        State.ANSWERED: _("Laporan Anda sudah dijawab."),
        State.REJECTED: _("Laporan Anda ditutup tanpa pemeriksaan."),
    }[State(report.state)]


def steps(report: HoaxReport) -> list[Step]:
    received = Step(_("Diterima"), "past", report.created_at)
    if report.kind != Kind.HOAX and report.state == State.QUEUED:
        return [received, Step(_("Dibaca editor"), "now"), Step(_("Ditutup"), "")]
    if report.state in (State.RECEIVED, State.PROCESSING):
        return [received, Step(_("Dicari di arsip"), "now"), Step(_("Dijawab"), "")]
    searched = Step(_("Dicari di arsip"), "past", report.processed_at, _others(report))
    if report.state == State.QUEUED:
        return [received, searched, Step(_("Diperiksa editor"), "now"), Step(_("Dijawab"), "")]
    closed = _("Dijawab") if report.state == State.ANSWERED else _("Ditutup")
    return [received, searched, Step(closed, "now", report.case.closed_at if report.case else None)]


def _others(report: HoaxReport) -> str:
    others = report.case.reports.count() - 1 if report.case else 0
    if not others:
        return ""
    return ngettext(
        "%(count)s orang lain melaporkan pesan serupa.",
        "%(count)s orang lain melaporkan pesan serupa.",
        others,
    ) % {"count": others}
