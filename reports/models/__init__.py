"""Hoax reports from the public, and the cases they are gathered in."""

from reports.models.answer import Answer, Message
from reports.models.case import Case, CaseBand, CaseNumber, CaseSketch
from reports.models.kinds import CompetentBody, Kind
from reports.models.report import HoaxReport, ReportImage, ReportMeaning

__all__ = [
    "Answer",
    "Case",
    "CaseBand",
    "CaseNumber",
    "CaseSketch",
    "CompetentBody",
    "HoaxReport",
    "Kind",
    "Message",
    "ReportImage",
    "ReportMeaning",
]
