"""Rules, sanctions, bodies and holidays as plain rows into the database, each by its natural key."""

from collections.abc import Callable, Iterable, Mapping

from django.db import transaction

from candidates.actions import save_fact
from candidates.models import Election, Fact, Publication, Stage
from candidates.registers import Tally
from neutrality.models import (
    Body,
    CampaignAccount,
    Competence,
    HandlingStep,
    Holiday,
    LegalBasis,
    MarkedStage,
    QuizQuestion,
    Rule,
    Sanction,
)

REGISTERS = (
    "bases",
    "sanctions",
    "rules",
    "marked_stages",
    "bodies",
    "competences",
    "holidays",
    "quiz",
    "accounts",
)
STEP = ("order", "name", "days", "day_kind")


@transaction.atomic
def load(register: str, rows: Iterable[Mapping], *, actor=None, demo: bool = False) -> Tally:
    """Store every row of `register`, all or none.

    Raises KeyError for a register that does not exist, `DoesNotExist` for a reference to nothing and
    ValidationError for a row that is not whole.
    """
    store, tally = _STORES[register], Tally()
    for row in rows:
        for outcome in store(dict(row), actor, demo):
            setattr(tally, outcome, getattr(tally, outcome) + 1)
    return tally


def _basis(row, actor, demo) -> list[str]:
    return [_fact(LegalBasis, row, actor, demo)]


def _sanction(row, actor, demo) -> list[str]:
    row["basis"] = LegalBasis.objects.get(slug=row["basis"])
    return [_fact(Sanction, row, actor, demo)]


def _competence(row, actor, demo) -> list[str]:
    row["body"] = Body.objects.get(slug=row["body"])
    wanted = [(place, *step) for place, step in enumerate(map(_step, row.pop("steps", [])), start=1)]
    known = Competence.objects.filter(slug=row["slug"]).first()
    same = known is not None and list(known.steps.values_list(*STEP)) == wanted
    return [_fact(Competence, row, actor, demo, None if same else lambda one: _keep_steps(one, wanted))]


def _step(row: Mapping) -> tuple:
    return tuple(row[name] for name in STEP[1:])


def _keep_steps(competence: Competence, wanted: list[tuple]) -> None:
    competence.steps.all().delete()
    for values in wanted:
        step = HandlingStep(competence=competence, **dict(zip(STEP, values, strict=True)))
        step.full_clean()
        step.save()


def _rule(row, actor, demo) -> list[str]:
    wanted = [LegalBasis.objects.get(slug=slug) for slug in row.pop("bases")]
    known = Rule.objects.filter(slug=row["slug"]).first()
    same = known is not None and set(known.bases.all()) == set(wanted)
    return [_fact(Rule, row, actor, demo, None if same else lambda rule: rule.bases.set(wanted))]


def _marked_stage(row, actor, demo) -> list[str]:
    election = Election.objects.get(slug=row["election"])
    stage = Stage.objects.get(election=election, slug=row["stage"])
    return [_plain(MarkedStage, {"election": election, "period": row["period"]}, {"stage": stage})]


def _body(row, actor, demo) -> list[str]:
    return [_plain(Body, {"slug": row.pop("slug")}, row)]


def _holidays(row, actor, demo) -> list[str]:
    source = row["source_title"]
    return [
        _plain(Holiday, {"date": day}, {"name": name, "source_title": source})
        for day, name in row["days"].items()
    ]


def _quiz(row, actor, demo) -> list[str]:
    row["basis"] = LegalBasis.objects.get(slug=row["basis"])
    return [_plain(QuizQuestion, {"slug": row.pop("slug")}, row)]


def _account(row, actor, demo) -> list[str]:
    row["election"] = Election.objects.get(slug=row["election"])
    return [_fact(CampaignAccount, row, actor, demo, key=("election", "platform", "handle"))]


def _fact(
    model: type[Fact],
    row,
    actor,
    demo,
    save_related: Callable | None = None,
    key: tuple[str, ...] = ("slug",),
) -> str:
    values = row | {"publication": row.pop("state", Publication.SUGGESTED), "demo": demo}
    fact = model._default_manager.filter(**{name: row[name] for name in key}).first()
    if fact and not save_related and all(getattr(fact, name) == value for name, value in values.items()):
        return "unchanged"
    outcome = "updated" if fact else "created"
    fact = fact or model()
    for name, value in values.items():
        setattr(fact, name, value)
    save_fact(actor=actor, fact=fact, save_related=(lambda: save_related(fact)) if save_related else None)
    return outcome


def _plain(model, key: dict, values: dict) -> str:
    found = model.objects.filter(**key).first()
    outcome = "updated" if found else "created"
    found = found or model(**key)
    if outcome == "updated" and all(getattr(found, name) == value for name, value in values.items()):
        return "unchanged"
    for name, value in values.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()
    return outcome


_STORES = {
    "bases": _basis,
    "sanctions": _sanction,
    "rules": _rule,
    "marked_stages": _marked_stage,
    "bodies": _body,
    "competences": _competence,
    "holidays": _holidays,
    "quiz": _quiz,
    "accounts": _account,
}
