"""The lists that can be imported and exported."""

from types import ModuleType

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.imports import candidacies, districts
from candidates.imports.files import read
from candidates.imports.plans import Plan
from candidates.models import Candidacy, District


class Kind(models.TextChoices):
    CANDIDACIES = "candidacies", _("Daftar calon")
    DISTRICTS = "districts", _("Daftar daerah")


MODULES: dict[str, ModuleType] = {Kind.CANDIDACIES: candidacies, Kind.DISTRICTS: districts}


def plan_of(kind: str, data: bytes) -> Plan:
    """What importing the file would do. Raises FileRefused when it cannot be read as such a list."""
    module = MODULES[kind]
    return module.plan(read(data, module.COLUMNS, module.REQUIRED))


def export_of(kind: str, election: str = "") -> tuple[list[str], list[list[str]]]:
    """Columns and rows of all confirmed facts of a kind; of candidacies, those of one election if named."""
    if kind == Kind.DISTRICTS:
        places = District.objects.published().select_related("parent").prefetch_related("parts")
        return list(districts.COLUMNS), list(districts.export(places.order_by("id")))
    rows = Candidacy.objects.published().with_names().prefetch_related("coalition").order_by("id")
    rows = rows.filter(election__slug=election) if election else rows
    return list(candidacies.COLUMNS), list(candidacies.export(rows))
