"""The pages behind the link to a key, as people meet them."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from factcheck.tests import making
from portal import tasks
from portal.keys import links
from portal.models import Delivery, KeyUse
from portal.tests.browser.looking import need_readable
from portal.tests.test_keys import make_key
from portal.webhooks import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def key(transactional_db):
    return make_key(name="Redaksi, pemeriksaan harian")[0]


@pytest.fixture
def webhook(key):
    """One whose log holds a delivery of each kind."""
    events = ["debunk.published", "debunk.corrected"]
    url = "https://redaksi.contoh.test/damaipedia/kabar/yang/panjang"
    made = actions.subscribe(key=key, url=url, events=events, filters={"verdict": ["salah"]})[0]
    actions.verified(webhook=made)
    for state, failure in (("failed", "leads to an address that is not public"), ("waiting", "")):
        making.published()
        tasks.follow_webhooks()
        Delivery.objects.filter(state="waiting").update(state=state, failure=failure)
    KeyUse.objects.create(key=key, day=timezone.localdate(), kind="read", count=12345)
    return made


def test_the_pages_behind_the_link_are_readable(live_server, page, key, webhook):
    here = f"{live_server.url}/kunci/kelola/{links.managing_all(key)}/"
    hook = f"webhook/{webhook.pk}/"
    sure = (f"{hook}berhenti/", f"{hook}rahasia/", f"{key.pk}/cabut/")
    for path in ("", f"{key.pk}/webhook/", hook, *sure):
        assert page.goto(here + path).ok
        need_readable(page)


def test_the_key_is_shown_and_a_webhook_made_without_script(live_server, window, key):
    page = window(java_script_enabled=False)
    page.goto(f"{live_server.url}/kunci/kelola/{links.managing_one(key)}/")
    page.get_by_role("link", name="Tambah webhook").click()
    page.get_by_label("Alamat server Anda").fill("redaksi.contoh.test/kabar")
    page.get_by_role("button", name="Buat webhook").click()
    expect(page.get_by_text("whsec_")).to_be_visible()
    expect(page.get_by_text("menunggu pembuktian alamat")).to_be_visible()


def test_a_webhook_is_deleted_after_a_question_and_without_script(live_server, window, key, webhook):
    page = window(java_script_enabled=False)
    page.goto(f"{live_server.url}/en/kunci/kelola/{links.managing_one(key)}/webhook/{webhook.pk}/")
    page.get_by_role("link", name="Delete this webhook").click()
    expect(page.get_by_text("1 delivery is still waiting")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Delete this webhook").click()
    page.get_by_role("button", name="Yes, delete this webhook").click()
    expect(page.get_by_role("heading", name="My keys")).to_be_visible()
    assert not Delivery.objects.exists()
