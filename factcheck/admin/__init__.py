"""The editors' desk. Topics and debunks are managed here; what the machine keeps is not shown."""

from factcheck.admin.debunks import DebunkAdmin
from factcheck.admin.links import LinkAdmin
from factcheck.admin.outlets import OutletAdmin, ReviewAdmin
from factcheck.admin.requests import CorrectionRequestAdmin
from factcheck.admin.topics import TopicAdmin

__all__ = ["CorrectionRequestAdmin", "DebunkAdmin", "LinkAdmin", "OutletAdmin", "ReviewAdmin", "TopicAdmin"]
