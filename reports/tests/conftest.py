import pytest
from django.utils import translation

from reports.tests.making import answer


@pytest.fixture(autouse=True)
def silent_broker(monkeypatch):
    """The tasks that were sent, as (name, *args); nothing leaves the test."""
    sent = []
    monkeypatch.setattr("core.outbox.Outbox.send", lambda self, *task: sent.append(task) or True)
    monkeypatch.setattr("core.outbox.Outbox.waiting", lambda *args: 0)
    return sent


@pytest.fixture(autouse=True)
def indonesian():
    """Whatever language the page of an earlier test was in."""
    with translation.override("id"):
        yield


@pytest.fixture
def no_match(monkeypatch):
    """No debunk answers anything."""
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer())
    monkeypatch.setattr("reports.news.check", lambda **kwargs: answer())
