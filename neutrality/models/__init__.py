from neutrality.models.accounts import CampaignAccount
from neutrality.models.bodies import Body, Competence, HandlingStep, Holiday
from neutrality.models.cases import Case, Referral, ReferralNews, RetentionPeriod, RetentionRun
from neutrality.models.evidence import CustodyCheck, CustodyEntry, CustodyHead, Evidence, EvidenceFile
from neutrality.models.quiz import QuizQuestion
from neutrality.models.replies import ReplyRequest
from neutrality.models.reports import ConfidentialReport, Mark, Message
from neutrality.models.rules import LegalBasis, MarkedStage, Rule, Sanction

__all__ = [
    "Body",
    "CampaignAccount",
    "Case",
    "Competence",
    "ConfidentialReport",
    "CustodyCheck",
    "CustodyEntry",
    "CustodyHead",
    "Evidence",
    "EvidenceFile",
    "HandlingStep",
    "Holiday",
    "LegalBasis",
    "Mark",
    "MarkedStage",
    "Message",
    "QuizQuestion",
    "Referral",
    "ReferralNews",
    "ReplyRequest",
    "RetentionPeriod",
    "RetentionRun",
    "Rule",
    "Sanction",
]
