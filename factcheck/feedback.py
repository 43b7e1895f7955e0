"""Did this answer it? What people say, counted once for each receipt and debunk."""

from django.db import transaction

from factcheck.models import Check, Feedback


class UnknownReceipt(Exception):
    """No answer was given under this receipt."""


class NotTold(Exception):
    """The debunk was not in the answer."""


@transaction.atomic
def give_feedback(*, receipt: str, answered: bool, debunk_id: int | None = None) -> list[int | None]:
    """Count whether a debunk of the answer under `receipt` answered it; the debunks that were counted.

    Without `debunk_id` a yes is for the best one and a no for all that were told; where none was told, the
    list is `[None]`: it counts for the page that said so. Saying it again replaces what was said. Raises
    UnknownReceipt and NotTold. No audit row: it is nobody's act, and the rows are the record.
    """
    check = Check.objects.filter(receipt=receipt).first()
    if check is None:
        raise UnknownReceipt(receipt)
    told = [match["debunk"] for match in check.result["matches"]]
    if debunk_id is not None and debunk_id not in told:
        raise NotTold(debunk_id)
    subjects = [debunk_id] if debunk_id is not None else told[: 1 if answered else None] or [None]
    for pk in subjects:
        Feedback.objects.update_or_create(check_made=check, debunk_id=pk, defaults={"answered": answered})
    return subjects
