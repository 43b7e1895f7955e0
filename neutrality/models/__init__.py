from neutrality.models.accounts import CampaignAccount
from neutrality.models.bodies import Body, Competence, Holiday
from neutrality.models.cases import Case, Referral, ReferralNews, RetentionPeriod, RetentionRun
from neutrality.models.evidence import CustodyEntry, CustodyHead, Evidence, EvidenceFile
from neutrality.models.quiz import QuizQuestion
from neutrality.models.reports import ConfidentialReport, Mark, Message
from neutrality.models.rules import LegalBasis, MarkedStage, Rule, Sanction

__all__ = [
    "Body",
    "CampaignAccount",
    "Case",
    "Competence",
    "ConfidentialReport",
    "CustodyEntry",
    "CustodyHead",
    "Evidence",
    "EvidenceFile",
    "Holiday",
    "LegalBasis",
    "Mark",
    "MarkedStage",
    "Message",
    "QuizQuestion",
    "Referral",
    "ReferralNews",
    "RetentionPeriod",
    "RetentionRun",
    "Rule",
    "Sanction",
]
