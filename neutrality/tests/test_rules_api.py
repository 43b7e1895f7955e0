"""Rules, sanctions and receiving bodies in the JSON API, and that who follows them hears of every change."""

from datetime import date

import pytest
from django.contrib import admin

from candidates.actions import save_fact
from core.resources import cursor_of
from neutrality.admin.data import BodyAdmin
from neutrality.models import Body, Competence, LegalBasis, Rule, Sanction
from neutrality.tests.making import officer

pytestmark = pytest.mark.django_db
SOURCED = {"publication": "published", "source_title": "Keputusan Uji 1/2024"}


@pytest.fixture
def basis():
    return _saved(LegalBasis(slug="uu-uji", title="UU Uji", article="Pasal 1", **SOURCED))


@pytest.fixture
def competence():
    body = Body.objects.create(slug="bawaslu", abbreviation="Bawaslu", name="Badan Pengawas Pemilu")
    terms = {"violation": "offence", "audiences": ["pns"], "days": 7, "day_kind": "working"}
    one = _saved(Competence(slug="bawaslu-uji", body=body, basis="UU Uji", **terms, **SOURCED))
    one.steps.create(order=1, name="Kajian", days=3, day_kind="working")
    return one


def _saved(fact):
    return save_fact(actor=None, fact=fact)


def told(client, path, **query):
    response = client.get(f"/api/v1/{path}/", query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def test_sanctions_with_their_basis(client, basis):
    severe = {"severity": "severe", "audiences": ["pns"], "text": "Diberhentikan", "basis": basis}
    _saved(Sanction(slug="berat", valid_from=date(2021, 8, 31), **severe, **SOURCED))
    [sanction] = told(client, "neutrality-sanctions", severity="severe", on="2024-02-14")
    assert (sanction["text"], sanction["basis"]["article"]) == ("Diberhentikan", "Pasal 1")
    assert told(client, "neutrality-sanctions", on="2021-08-30") == []


def test_who_receives_a_report_and_in_which_steps(client, competence):
    [one] = told(client, "neutrality-competences", body="bawaslu", violation="offence")
    assert (one["body"]["abbreviation"], one["days"], one["day_kind"]) == ("Bawaslu", 7, "working")
    assert one["steps"] == [{"name": "Kajian", "days": 3, "day_kind": "working"}]


def test_a_rule_is_told_again_when_the_words_of_its_basis_change(client, basis):
    rule = Rule(slug="uji", title="Uji", acts=["like"], audiences=["pns"], periods=["campaign"], **SOURCED)
    rule.permission, rule.explanation = "forbidden", "Tidak boleh."
    save_fact(actor=None, fact=rule, save_related=lambda: rule.bases.add(basis))
    basis.says = "Melarang."
    _saved(basis)
    [again] = told(client, "neutrality-rules", since=cursor_of(rule))
    assert again["bases"][0]["says"] == "Melarang."


def test_a_competence_is_told_again_when_its_body_moves(client, competence, rf):
    request = rf.post("/")
    request.user = officer()
    competence.body.address = "Jalan Baru 1"
    form = type("Form", (), {"changed_data": ["address"]})
    BodyAdmin(Body, admin.site).save_model(request, competence.body, form, change=True)
    [again] = told(client, "neutrality-competences", since=cursor_of(competence))
    assert again["body"]["address"] == "Jalan Baru 1"
