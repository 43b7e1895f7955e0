import pytest

from factcheck.tests.pages import web


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

    def send_task(name, args, **options):
        tasks.append((name, *args))

    monkeypatch.setattr("factcheck.inputs.current_app.send_task", send_task)
    return tasks
