"""What is published about claims: debunks with their evidence, and the checks the public made."""

from factcheck.models.batches import Batch, BatchPart
from factcheck.models.checks import Check, Embedding
from factcheck.models.corrections import Correction
from factcheck.models.debunks import Debunk, Kind, Topic, Verdict
from factcheck.models.desk import Autosave, Contribution, EditLock, Tick
from factcheck.models.evidence import Appearance, DebunkImage, Source
from factcheck.models.feedback import Feedback
from factcheck.models.links import Capture, CaptureChanged, Link
from factcheck.models.outlets import Outlet, OutletPage, OutletProblem, Review
from factcheck.models.requests import CorrectionRequest

__all__ = [
    "Appearance",
    "Autosave",
    "Batch",
    "BatchPart",
    "Capture",
    "CaptureChanged",
    "Check",
    "Contribution",
    "Correction",
    "CorrectionRequest",
    "Debunk",
    "DebunkImage",
    "EditLock",
    "Embedding",
    "Feedback",
    "Kind",
    "Link",
    "Outlet",
    "OutletPage",
    "OutletProblem",
    "Review",
    "Source",
    "Tick",
    "Topic",
    "Verdict",
]
