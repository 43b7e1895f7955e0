"""Reports of one claim in other words: joined where the matcher is sure, offered to an editor where not."""

import hashlib

import numpy as np
import pytest

from core import changes
from factcheck.index import use_embedder, wait_until_searchable
from factcheck.tests.making import make_user, published
from matching.embeddings import BUNDLED_MODEL, EmbeddingsUnavailable
from matching.text import terms
from reports import cases, joining, paraphrases, withdrawal
from reports.models import ReportMeaning
from reports.tests.making import HOAX, OTHER, answer, processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
FIRST = "Kades Mekarsari ditembak karena menolak mendukung calon bupati"
AGAIN = "Kades Mekarsari kena tembak, katanya nolak dukung cabup"


class Vectors:
    """An embedder whose vectors say which words a text has; those in `same` count as the same text."""

    model = BUNDLED_MODEL

    def question(self, text: str, timeout: float) -> np.ndarray:
        vector = sum((_vector(term) for term in set(terms(text))), np.zeros(384, np.float32))
        return vector / np.linalg.norm(vector)

    def is_up(self) -> bool:
        return True


class NoVectors(Vectors):
    def question(self, text: str, timeout: float) -> np.ndarray:
        raise EmbeddingsUnavailable("down")


def _vector(term: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest())
    return np.random.default_rng(seed).standard_normal(384).astype(np.float32)


@pytest.fixture(autouse=True)
def index(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "index"
    published()
    wait_until_searchable(changes.last_number(), vectors=False)
    with use_embedder(Vectors()):
        yield


@pytest.fixture
def judged(monkeypatch):
    """How probable the matcher finds it that two messages say the same; a test may change it."""
    said = {"probability": 0.95}
    monkeypatch.setattr(
        "matching.sameness.probabilities",
        lambda state, one, others: np.full(len(others), said["probability"]),
    )
    return said


def test_a_paraphrase_joins_the_open_case():
    first, again = processed(FIRST), processed(AGAIN)
    assert first.case == again.case
    assert ReportMeaning.objects.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        "Kades Sukamaju kena tembak, katanya nolak dukung cabup",
        "Harga beras naik tiga kali lipat menjelang pencoblosan",
    ],
)
def test_a_near_miss_stays_apart(other):
    assert processed(FIRST).case != processed(other).case


def test_what_is_not_sure_is_offered_on_the_desk(judged, client):
    judged["probability"] = 0.4
    one, other = processed(HOAX).case, processed(OTHER).case
    assert one != other
    [alike] = joining.lookalikes(one)
    assert (alike.case, alike.probability) == (other, 0.4)
    client.force_login(make_user("kepala", is_staff=True, is_superuser=True))
    text = client.get(f"/admin/reports/case/{one.pk}/change/").content.decode()
    assert "40% mungkin klaim yang sama" in text and "data-merge" in text


def test_what_is_improbable_is_not_offered(judged):
    judged["probability"] = 0.1
    one, _other = processed(HOAX).case, processed(OTHER).case
    assert joining.lookalikes(one) == []


def test_a_closed_case_takes_no_paraphrase(judged):
    """Its reporters would get a debunk, or a refusal, that was meant for other words."""
    case = processed(HOAX).case
    cases.reject(case=case, reason="Iklan", actor=make_user())
    assert processed(OTHER).case != case


def test_the_matchers_debunk_comes_first(judged, monkeypatch):
    case = processed(HOAX).case
    debunk = published(title="Yang lain")
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer(debunk))
    assert processed(OTHER).case != case


def test_a_split_wording_takes_its_paraphrases_along(judged):
    first, other = processed(HOAX), processed(OTHER)
    assert first.case == other.case
    split = cases.split(reports=[other], actor=make_user())
    other.refresh_from_db()
    assert other.case == split == processed(OTHER + "!").case


def test_without_vectors_wording_alone_decides(judged):
    with use_embedder(NoVectors()):
        assert processed(HOAX).case == processed(HOAX + "!!").case != processed(OTHER).case
    assert not ReportMeaning.objects.exists()


def test_other_kinds_and_short_words_are_not_compared(judged):
    assert processed(HOAX, kind="sara").case != processed(OTHER, kind="sara").case
    assert processed("Hoaks kah?").case != processed("Benarkah itu?").case
    assert not ReportMeaning.objects.exists()


def test_the_vector_goes_with_the_words(judged):
    kept, gone = processed(HOAX), processed(OTHER)
    withdrawal.withdraw(report=gone)
    withdrawal._erase_raw([kept.pk])
    assert not ReportMeaning.objects.exists()


def test_a_probability_from_which_on_it_is_offered_is_lower():
    assert paraphrases.OFFERED < paraphrases.SAME
