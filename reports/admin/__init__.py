"""The editors' desk."""

from reports.admin.body import CompetentBodyAdmin
from reports.admin.case import CaseAdmin
from reports.admin.message import MessageAdmin
from reports.admin.report import HoaxReportAdmin

__all__ = ["CaseAdmin", "CompetentBodyAdmin", "HoaxReportAdmin", "MessageAdmin"]
