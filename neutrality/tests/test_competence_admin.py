"""Editors of data keep the steps in which a body works, on the page of its competence."""

import pytest
from django.contrib.auth.models import Group, User

from core.models import AuditEntry
from neutrality.models import Competence
from portal import roles

FORM = "steps-"


@pytest.fixture
def bkn(client, bodies):
    roles.grant()
    user = User.objects.create_user("data", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor data"))
    client.force_login(user)
    return Competence.objects.get(slug="bkn-kode-etik")


def path(competence) -> str:
    return f"/admin/neutrality/competence/{competence.pk}/change/"


def sent(client, competence, **changes) -> dict:
    """The form as the page shows it, with `changes`."""
    forms = client.get(path(competence)).context
    values = {}
    for form in [forms["adminform"].form, *(one.form for one in forms["inline_admin_formsets"][0])]:
        values |= {form.add_prefix(name): form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value is not None and "__prefix__" not in name}
    values["audiences"] = "\n".join(competence.audiences)
    management = forms["inline_admin_formsets"][0].formset.management_form
    values |= {management.add_prefix(name): management[name].value() for name in management.fields}
    return values | {f"{FORM}{name}": value for name, value in changes.items()}


def save(client, competence, **changes):
    return client.post(path(competence), sent(client, competence, **changes))


def steps(competence) -> list[tuple]:
    return list(competence.steps.values_list("order", "days", "day_kind"))


THIRD = {
    "TOTAL_FORMS": 3,
    "2-order": 3,
    "2-name": "Rekomendasi",
    "2-days": 5,
    "2-day_kind": "working",
    "2-id": "",
}


def test_a_step_is_added_in_working_days_and_removed_again(client, bkn):
    assert save(client, bkn, **THIRD).status_code == 302
    assert steps(bkn) == [(1, 7, "calendar"), (2, 3, "working"), (3, 5, "working")]
    assert AuditEntry.objects.filter(model="neutrality.competence", object_id=str(bkn.pk)).exists()
    assert save(client, bkn, **{"2-DELETE": "on"}).status_code == 302
    assert len(steps(bkn)) == 2


@pytest.mark.parametrize("wrong", [{"2-order": 2}, {"2-days": 0}, {"2-day_kind": ""}])
def test_a_step_that_cannot_be_is_refused(client, bkn, wrong):
    assert save(client, bkn, **THIRD | wrong).status_code == 200
    assert len(steps(bkn)) == 2
