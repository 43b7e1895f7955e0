"""Outlets on the desk: their problems are seen there, and what they found is a lead."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from factcheck.outlets import actions
from factcheck.outlets.found import ReviewFound
from factcheck.tests.making import make_user
from factcheck.tests.outlets import outlet_at

pytestmark = pytest.mark.django_db
HOME = "https://cek.example"


@pytest.fixture
def outlet():
    row = outlet_at(HOME)
    found = ReviewFound(url=f"{HOME}/a", claim="Tujuh kontainer", rating="Hoaks")
    actions.store_review(outlet=row, found=found)
    return row


def test_problems_stand_on_the_outlet_s_page(admin_client, outlet):
    for _ in range(2):
        actions.note_problems(outlet=outlet, url=f"{HOME}/feed", problems=["XML rusak"], at=timezone.now())
    text = admin_client.get(f"/admin/factcheck/outlet/{outlet.pk}/change/").content.decode()
    assert "XML rusak" in text and f"{HOME}/feed" in text
    assert outlet.problems.get().times == 2


def test_only_the_latest_problems_are_kept(outlet, monkeypatch):
    monkeypatch.setattr(actions, "KEPT_PROBLEMS", 3)
    for number in range(5):
        actions.note_problems(outlet=outlet, url=HOME, problems=[f"Masalah {number}"], at=timezone.now())
    assert [row.what for row in outlet.problems.all()] == ["Masalah 4", "Masalah 3", "Masalah 2"]


def test_an_outlet_is_added_and_saved_with_its_problems_untouched(admin_client, outlet):
    values = {"name": "Baru", "homepage": "https://baru.example/", "address": "https://baru.example/feed"}
    when = {"next_poll_at_0": "2026-01-01", "next_poll_at_1": "00:00:00"}
    forms = {"problems-TOTAL_FORMS": "0", "problems-INITIAL_FORMS": "0"}
    data = values | when | forms | {"interval": "30", "budget": "10", "active": "on"}
    assert admin_client.post("/admin/factcheck/outlet/add/", data).status_code == 302


def test_leads_are_read_and_found_but_never_changed(admin_client, outlet):
    review = outlet.reviews.get()
    assert "Hoaks" in admin_client.get("/admin/factcheck/review/?q=kontainer").content.decode()
    page = admin_client.get(f"/admin/factcheck/review/{review.pk}/change/").content.decode()
    assert f'href="{HOME}/a"' in page and "_save" not in page
    assert (
        admin_client.post(f"/admin/factcheck/review/{review.pk}/change/", {"rating": "Benar"}).status_code
        == 403
    )


def test_a_lead_begins_a_debunk_of_our_own(admin_client, client, outlet):
    page = f"/admin/factcheck/review/{outlet.reviews.get().pk}/change/"
    assert "/admin/factcheck/debunk/add/?claim=Tujuh+kontainer" in admin_client.get(page).content.decode()
    assert (
        "Tujuh kontainer"
        in admin_client.get("/admin/factcheck/debunk/add/?claim=Tujuh+kontainer").content.decode()
    )
    reader = make_user("triase", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_review"))
    client.force_login(reader)
    assert "debunk/add/?claim" not in client.get(page).content.decode()
