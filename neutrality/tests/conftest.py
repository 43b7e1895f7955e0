from pathlib import Path

import pytest
import yaml

from candidates import registers as facts
from candidates.models import Election, Stage
from neutrality import registers
from neutrality.models import (
    Body,
    Case,
    Competence,
    HandlingStep,
    Holiday,
    LegalBasis,
    MarkedStage,
    Rule,
    Sanction,
)
from neutrality.tests.making import CONTACT, accepted, officer, picture

FOLDER = Path(__file__).parents[2] / "portal" / "demo"
ELECTIONS = ("pemilu-2024", "pilkada-2024")
KEPT: dict[str, list] = {}


def rows(name: str) -> list[dict]:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def once(name, load, models) -> None:
    """Load as the portal does, once in this process; after that put the same rows back, which is quick."""
    if name not in KEPT:
        load()
        KEPT[name] = [(model, list(model._default_manager.all())) for model in models]
        return
    for model, kept in KEPT[name]:
        model._default_manager.bulk_create(kept)


def load_elections():
    facts.load("elections", [row for row in rows("elections") if row["slug"] in ELECTIONS])
    marked = [row for row in rows("neutrality/marked_stages") if row["election"] in ELECTIONS]
    wanted = {(row["election"], row["stage"]) for row in marked}
    facts.load("stages", [row for row in rows("stages") if (row["election"], row["slug"]) in wanted])
    registers.load("marked_stages", marked)


def load_registers(*names):
    for name in names:
        registers.load(name, rows(f"neutrality/{name}"))


@pytest.fixture
def elections(db) -> dict[str, Election]:
    """The two elections of 2024, with the stages that begin the periods of neutrality."""
    once("elections", load_elections, [Election, Stage, MarkedStage])
    return {election.slug: election for election in Election.objects.all()}


@pytest.fixture
def rules(elections):
    """The rules that come with the portal."""
    stored = [LegalBasis, Sanction, Rule, Rule.bases.through]
    once("rules", lambda: load_registers("bases", "sanctions", "rules"), stored)
    return elections


@pytest.fixture
def bodies(elections):
    """Who receives what, and the holidays."""
    stored = [Body, Competence, HandlingStep, Holiday]
    once("bodies", lambda: load_registers("bodies", "competences", "holidays"), stored)
    return elections


NOW = "2024-01-17 10:00"


@pytest.fixture
def desk_day(rules, bodies, time_machine):
    """Rules and bodies as they were on a day of the campaign of 2024."""
    time_machine.move_to(NOW)
    return rules


@pytest.fixture
def first(db):
    return officer("netralitas1")


@pytest.fixture
def second(db):
    return officer("netralitas2")


@pytest.fixture
def case(desk_day) -> Case:
    return accepted(uploads=[picture()], contact=CONTACT).report.case
