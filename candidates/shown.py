"""What shows a fact's name changes with it: who follows the log must hear of a renamed person's debunks."""

from collections.abc import Sequence

from candidates.models import Election, Fact, Party
from core.models import Tracked

AT_ONCE = 500  # facts asked about in one query


def shows_the_same(before: Fact, after: Fact) -> bool:
    return all(getattr(before, name, None) == getattr(after, name, None) for name in after.shown_elsewhere)


def shown_by(facts: Sequence[Fact]) -> list[Tracked]:
    """Everything that names one of `facts`, all of one model, and that the log has told of; each once."""
    found: dict[tuple, Tracked] = {}
    for relation in facts[0]._meta.related_objects if facts else ():
        model = relation.related_model
        if not issubclass(model, Tracked):
            continue
        told = model._default_manager.filter(change_number__gt=0)
        for first in range(0, len(facts), AT_ONCE):
            rows = told.filter(**{f"{relation.field.name}__in": facts[first : first + AT_ONCE]})
            found |= {(model, row.pk): row for row in rows}
    if facts and isinstance(facts[0], Election):  # parties tell their numbers, rows of their own
        numbered = Party.objects.filter(change_number__gt=0, numbers__election__in=facts)
        found |= {(Party, row.pk): row for row in numbered}
    return list(found.values())
