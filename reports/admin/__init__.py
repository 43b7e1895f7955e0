"""The editors' desk."""

from reports.admin.case import CaseAdmin
from reports.admin.report import HoaxReportAdmin

__all__ = ["CaseAdmin", "HoaxReportAdmin"]
