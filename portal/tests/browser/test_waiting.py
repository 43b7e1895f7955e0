"""Long lists are taken while the page says so."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# As if the server took its time: what is sent is counted, and goes no further.
HELD = """
  window.begun = 0;
  document.querySelector("form[data-wait]").addEventListener("submit", (event) => {
    if (!event.defaultPrevented) begun += 1;
    event.preventDefault();
  });
"""


def test_an_import_says_that_it_is_under_way_and_begins_once(live_server, page, client):
    client.force_login(get_user_model().objects.create_superuser("pengelola"))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    page.goto(f"{live_server.url}/admin/candidates/import/add/")
    file = {"name": "partai.csv", "mimeType": "text/csv", "buffer": b"slug,name\n"}
    page.get_by_label("Berkas CSV atau XLSX").set_input_files(file)
    page.evaluate(HELD)
    for _press in range(2):
        page.get_by_role("button", name="Coba dulu").click()
    expect(page.get_by_role("status")).to_contain_text("sedang dibaca")
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert page.evaluate("begun") == 1
