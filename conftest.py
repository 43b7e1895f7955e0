"""What every test can ask for. Which settings the tests run with: portal/tests/settings.py."""

import os
import shutil

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect, sync_playwright

from core.outbox import outbox
from portal.celery import app
from portal.tests.servers import Broker, running_valkey

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 300_000  # milliseconds: a busy machine is slow, not broken

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def pytest_collection_modifyitems(items):
    """Leave the browser tests out where there is no Chromium, unless REQUIRE_BROWSER=1 asks for them."""
    if find_chromium():
        return
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if browser_tests and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.exit("REQUIRE_BROWSER=1, but there is no Chromium (on Debian: apt install chromium)", 1)
    for item in browser_tests:
        item.add_marker(pytest.mark.skip(reason="no Chromium found (on Debian: apt install chromium)"))


def pytest_unconfigure(config):
    """The process that steers the tests takes their folder away; its workers have ended by then."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["TEST_ROOT"], ignore_errors=True)


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def in_indonesian():
    """A request for an English page leaves English behind in the thread; the next test starts anew."""
    with translation.override("id"):
        yield


@pytest.fixture
def redis_url():
    """The address of an empty Redis server for this test alone, in Celery's form."""
    with running_valkey() as socket:
        yield f"redis+socket://{socket}"


@pytest.fixture
def broker(monkeypatch):
    """A broker for this test alone, not running yet; what sends tasks meets it for the first time."""
    broker = Broker()
    monkeypatch.setattr(app.conf, "broker_url", broker.url)
    monkeypatch.setattr(outbox, "silent_until", 0.0)
    outbox.__dict__.pop("producers", None)
    yield broker
    outbox.__dict__.pop("producers", None)
    broker.close()


@pytest.fixture
def eager_tasks(monkeypatch):
    """Tasks run at once, inside the process that sends them."""
    monkeypatch.setattr(app.conf, "task_always_eager", True)
    monkeypatch.setattr(app.conf, "task_eager_propagates", True)


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, without its errands to the outside. Root needs it without its sandbox."""
    expect.set_options(timeout=PATIENCE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread of the test
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_ARGS, chromium_sandbox=os.getuid() != 0
        )
        yield launched
        launched.close()


@pytest.fixture
def window(browser):
    """Opens a fresh window in Indonesian each time it is called, with Playwright's options of a context."""
    contexts = []

    def opened(**options):
        contexts.append(browser.new_context(locale="id-ID", **options))
        contexts[-1].set_default_timeout(PATIENCE)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(window):
    """A wide window. A breach of the content policy or a script's error fails the test."""
    page, errors = window(viewport={"width": 1280, "height": 900}), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None
    )
    yield page
    page.context.close()
    assert errors == []
