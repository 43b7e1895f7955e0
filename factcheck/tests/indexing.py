"""A match index for tests, of what is published in the test's database."""

from contextlib import contextmanager

from django.test import override_settings

from factcheck.index import Follower, engine
from matching.tests.making import vector_of


class WordEmbedder:
    """Stands in for an embeddings server: texts that share words have vectors that are close."""

    model = "damaipedia-e5-small-1"
    dimension = 384

    def __init__(self):
        self.made = []

    def question(self, text: str, timeout: float = 1.0):
        return vector_of(text, self.dimension)

    def is_up(self) -> bool:
        return True

    def passage(self, text: str):
        self.made.append(text)
        return vector_of(text, self.dimension)


@contextmanager
def following(folder, embedder=None):
    """A follower of the test's database with its index in `folder`, caught up; `step` it after changes."""
    with override_settings(INDEX_DIR=folder), Follower(embedder) as follower:
        catch_up(follower)
        yield follower


def catch_up(follower: Follower) -> None:
    while follower.step():
        pass
    engine().index.state_now()
