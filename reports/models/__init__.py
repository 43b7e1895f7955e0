"""Hoax reports from the public, and the cases they are gathered in."""

from reports.models.case import Case, CaseBand, CaseSketch
from reports.models.report import HoaxReport

__all__ = ["Case", "CaseBand", "CaseSketch", "HoaxReport"]
