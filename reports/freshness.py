"""Up to which change of a debunk the match index surely reaches."""

from datetime import timedelta

from django.utils import timezone

from core.models import Change

MODEL = "factcheck.debunk"
INDEXED = timedelta(seconds=10)  # after which a change is surely in the index; two are usual


def newest_indexed() -> int:
    """The number of the newest change of a debunk that every check takes into account; 0 for none."""
    indexed = Change.objects.filter(model=MODEL, at__lte=timezone.now() - INDEXED)
    return indexed.order_by("-number").values_list("number", flat=True).first() or 0
