"""The desk of the neutrality officers, and the data that editors keep."""

from neutrality.admin.case import CaseAdmin
from neutrality.admin.custody import CustodyEntryAdmin
from neutrality.admin.data import CampaignAccountAdmin, RuleAdmin
from neutrality.admin.replies import ReplyRequestAdmin

__all__ = ["CampaignAccountAdmin", "CaseAdmin", "CustodyEntryAdmin", "ReplyRequestAdmin", "RuleAdmin"]
