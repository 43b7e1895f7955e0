import pytest

from factcheck import check
from factcheck.tests.pages import web
from matching.documents import Hit, Span
from matching.engine import Answer


@pytest.fixture
def pages(settings):
    """A small web that may be fetched."""
    with web() as address:
        settings.FETCH_ALLOW = [address.removeprefix("http://")]
        yield address


@pytest.fixture
def sent(monkeypatch):
    """The tasks that were sent, instead of a broker."""
    tasks = []

    monkeypatch.setattr("core.outbox.Outbox.send", lambda self, *task: tasks.append(task) or True)
    return tasks


class Engine:
    """Answers every question with the same debunk, and remembers what it was asked."""

    def __init__(self):
        self.asked, self.hits = [], ()

    def search(self, text, **options):
        self.asked.append(text)
        return Answer("uji", True, self.hits)

    def finds(self, debunk, tier="match", probability=0.97):
        self.hits = (Hit(debunk.pk, probability, tier, Span(0, 1), (), {}),)


@pytest.fixture
def engine(monkeypatch):
    engine = Engine()
    monkeypatch.setattr(check, "engine", lambda: engine)
    return engine
