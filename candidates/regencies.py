"""The regencies and cities of every province, stored by their official codes, and the dapil they belong to.

Half a thousand rows that come and change together are stored at once, not one action for each.
"""

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.utils.text import slugify

from candidates.models import District, Publication
from candidates.registers import Tally
from core import changes
from core.audit import audit, audit_many
from core.models import Change

FIELDS = ("official_code", "name", "parent_id", "source_title", "source_url", "publication", "demo")
WHOLE_PROVINCE = "all"


@transaction.atomic
def load(listing: Mapping, *, actor=None, demo: bool = False) -> Tally:
    """Store `listing`: its source, and the names of each province's places by their official codes.

    A place's own code is its name, such as `kota-bandung`: no two of a level are called alike. Raises
    `DoesNotExist` for a province that is not known, and stores nothing then.
    """
    known = {place.code: place for place in District.objects.level(District.Level.REGENCY)}
    new, moved = [], []
    wanted = list(_wanted(listing, demo))
    for code, values in wanted:
        place = known.get(code) or District(code=code, level=District.Level.REGENCY)
        if all(getattr(place, name) == value for name, value in values.items()):
            continue
        (moved if place.pk else new).append(place)
        for name, value in values.items():
            setattr(place, name, value)
    District.objects.bulk_create(new, batch_size=500)
    District.objects.bulk_update(moved, FIELDS, batch_size=100)
    audit_many(actor=actor, action="load_regencies", subjects=[*new, *moved])
    changes.record(kind=Change.Kind.PUBLISHED, objects=new)
    changes.record(kind=Change.Kind.UPDATED, objects=moved)
    return Tally(len(new), len(moved), len(wanted) - len(new) - len(moved))


@transaction.atomic
def load_parts(parts: Mapping[str, list[str] | str], *, actor=None) -> Tally:
    """Say which places each dapil consists of: official codes, or `all` where the province has no other.

    Raises `DoesNotExist` when a dapil or a code is unknown.
    """
    tally, moved = Tally(), []
    for code, wanted in parts.items():
        dapil = District.objects.select_related("parent").get(code=code)
        places = set(_places(dapil, wanted))
        if set(dapil.parts.all()) == places:
            tally.unchanged += 1
            continue
        dapil.parts.set(places)
        audit(actor=actor, action="change", subject=dapil, fields=["parts"])
        moved.append(dapil)
    changes.record(kind=Change.Kind.UPDATED, objects=moved)
    tally.updated = len(moved)
    return tally


def _wanted(listing: Mapping, demo: bool) -> Iterator[tuple[str, dict]]:
    for province, names in listing["provinces"].items():
        parent = District.objects.level(District.Level.PROVINCE).get(code=province)
        for official_code, name in names.items():
            values = (official_code, name, parent.pk, listing["source_title"], listing["source_url"])
            yield slugify(name), dict(zip(FIELDS, (*values, Publication.PUBLISHED, demo), strict=True))


def _places(dapil: District, wanted: list[str] | str) -> list[District]:
    inside = District.objects.level(District.Level.REGENCY).filter(parent=dapil.parent)
    if wanted == WHOLE_PROVINCE:
        return list(inside)
    places = list(inside.filter(official_code__in=wanted))
    if missing := set(wanted) - {place.official_code for place in places}:
        raise District.DoesNotExist(f"{dapil.code}: {', '.join(sorted(missing))}")
    return places
