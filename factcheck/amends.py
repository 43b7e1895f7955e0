"""What we changed or took back in the open: corrections and retractions in one list, latest first."""

from core.paging import KeyPage, merged_page
from factcheck.models import Correction, Debunk


def amends(*, token: str = "", size: int = 20) -> KeyPage:
    """A page of them: `Correction`s, and the `Debunk`s that were retracted."""
    corrected = Correction.objects.public().select_related("debunk")
    retracted = Debunk.objects.retracted().defer("claim", "explanation", "conclusion")
    lists = [(corrected, ("-at", "-id")), (retracted, ("-retracted_at", "-id"))]
    return merged_page(lists, token=token, size=size)
