"""Approving one's own text in an emergency: refused, then allowed with a reason that readers see."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from core.models import AuditEntry
from factcheck.tests.making import in_review
from portal.roles import grant
from portal.tests.browser.desk import PASSWORD, Desk
from portal.tests.browser.looking import need_fitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHY = "Malam pemungutan suara, saya sendirian di redaksi"
APPROVE = "Setujui dan terbitkan"


@pytest.fixture
def chief():
    grant()
    user = get_user_model().objects.create_user("pemimpin", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Pemimpin redaksi"))
    return user


def test_the_emergency_role(chief, live_server, page):
    debunk = in_review(writer=chief)
    desk = Desk(page, live_server.url, "pemimpin")
    desk.open(debunk, "approve")
    desk.is_told("Anda ikut menulis debunk ini")
    expect(page.get_by_role("button", name=APPROVE)).to_have_count(0)
    chief.groups.add(Group.objects.get(name="Darurat redaksi"))
    desk.open(debunk, "approve")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        need_fitting(page)
    for point in page.get_by_role("checkbox").all():
        point.check()
    page.get_by_role("button", name=APPROVE).click()
    assert page.locator("#id_emergency").evaluate("field => field.validity.valueMissing")
    page.get_by_label("Alasan darurat").fill(WHY)
    page.get_by_role("button", name=APPROVE).click()
    desk.is_told("Disetujui.")
    assert AuditEntry.objects.filter(action="publish", actor=chief, details__emergency=WHY).exists()
    page.goto(live_server.url + debunk.get_absolute_url())
    expect(page.get_by_text("tanpa pemeriksa kedua")).to_be_visible()
    expect(page.get_by_text(WHY)).to_be_visible()
