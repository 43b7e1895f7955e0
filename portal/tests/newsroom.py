"""A running site with what the guide to the API speaks of, for programs that ask it from outside."""

from contextlib import contextmanager

from candidates.tests import factories
from factcheck.batches import actions
from factcheck.tests.indexing import WordEmbedder, following
from factcheck.tests.making import published
from factcheck.tests.outlets import outlet_at

KNOWN = "Ada 7 kontainer surat suara tercoblos di Tanjung Priok"


@contextmanager
def newsroom(live_server, settings, monkeypatch, folder):
    """The address of the site as long as the block. A worker answers files before they are accepted."""
    settings.SITE_URL = live_server.url
    monkeypatch.setattr(actions, "_send", lambda pk: actions.work(pk=pk))
    person = factories.person(slug="joko-widodo", name="Joko Widodo")
    for title in ("Iklan duka cita itu palsu", "Azan tidak akan dilarang"):
        published(title=title, claim=f"Katanya: {title}").people.add(person)
    published(slug="tujuh-kontainer-tanjung-priok", title="Tidak ada tujuh kontainer", claim=KNOWN)
    outlet = outlet_at("https://cek.example", name="Cek Lain")
    outlet.reviews.create(key="1", url="https://cek.example/1", claim="Kontainer", rating="Hoaks")
    with following(folder / "index", WordEmbedder()):
        yield live_server.url
