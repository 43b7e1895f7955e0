"""The rows that come with the portal: loaded as often as you like, and whole."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from neutrality import registers
from neutrality.models import Competence, LegalBasis, Rule
from neutrality.terms import Act, Audience
from neutrality.tests.conftest import rows


def test_loading_twice_changes_nothing(rules, bodies):
    for name in ("bases", "sanctions", "rules", "bodies", "competences", "holidays"):
        tally = registers.load(name, rows(f"neutrality/{name}"))
        assert (tally.created, tally.updated) == (0, 0), name
        assert tally.unchanged > 0


def test_every_act_is_answered_for_somebody(rules):
    spoken = {act for rule in Rule.objects.published() for act in rule.acts}
    assert spoken == set(Act.values)


def test_every_audience_is_bound_by_a_rule(rules):
    assert {who for rule in Rule.objects.published() for who in rule.audiences} == set(Audience.values)


def test_every_published_rule_has_a_basis_that_is_published(rules):
    for rule in Rule.objects.published():
        assert rule.bases.filter(publication="published").exists(), rule.slug


@pytest.mark.parametrize(
    "broken",
    [{"acts": ["dance"]}, {"acts": []}, {"periods": ["campaign", "campaign"]}, {"permission": "perhaps"}],
)
def test_a_rule_that_is_not_whole_is_refused(rules, broken):
    row = {**rows("neutrality/rules")[0], "slug": "baru", **broken}
    with pytest.raises(ValidationError):
        registers.load("rules", [row])
    assert not Rule.objects.filter(slug="baru").exists()


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Rule, {"least": "moral", "most": ""}),
        (Rule, {"permission": "allowed", "least": "moral", "most": "moral"}),
        (Rule, {"source_title": ""}),
        (Competence, {"days": 7, "day_kind": ""}),
        (Competence, {"valid_from": "2025-01-01", "valid_to": "2024-01-01"}),
        (LegalBasis, {"valid_from": "2025-01-01", "valid_to": "2024-01-01"}),
    ],
)
def test_the_database_refuses_what_cannot_be(rules, bodies, model, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=model.objects.first().pk).update(**values)
