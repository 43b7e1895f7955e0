"""The browser calculates, and the report arrives."""

import re

import pytest

from reports.models import HoaxReport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_report_over_the_limit_is_sent_after_calculating(page, live_server, settings, monkeypatch):
    settings.RATE_LIMITS = {"read": None, "check": None, "report": 1}
    monkeypatch.setattr("portal.proof.NUMBERS", 300)
    monkeypatch.setattr("core.outbox.Outbox.send", lambda *args: True)
    for number in range(2):
        page.goto(f"{live_server.url}/lapor/")
        page.get_by_label("Isi pesan").fill(f"Kabar nomor {number}")
        page.get_by_role("button", name="Kirim laporan").click()
        page.wait_for_url(re.compile("/laporan/DMP-"))
    assert HoaxReport.objects.count() == 2
