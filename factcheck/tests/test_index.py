"""The index follows the database."""

import shutil

import pytest

from core import changes
from core.models import Change, ChangeCounter
from factcheck import actions, embeddings
from factcheck.index import Follower, NotSearchable, differences, engine, wait_until_searchable
from factcheck.models import Embedding
from factcheck.tests.indexing import WordEmbedder, catch_up, following
from factcheck.tests.making import draft, published
from matching.embeddings import EmbeddingsUnavailable
from matching.projection import projection
from matching.writer import LockTaken

pytestmark = pytest.mark.django_db


def found(text):
    return [hit.id for hit in engine().search(text).hits]


def test_publishing_correcting_and_retracting_are_followed(tmp_path):
    with following(tmp_path / "index") as follower:
        debunk = draft(title="Gempa megathrust dipastikan besok pagi", claim="gempa besok")
        catch_up(follower)
        assert found("gempa megathrust besok") == []
        debunk = actions.publish(debunk=debunk, actor=None)
        catch_up(follower)
        assert found("gempa megathrust besok") == [debunk.pk]
        fields = {"title": "Vaksin berisi cip pelacak", "claim": "cip pelacak dalam vaksin"}
        actions.correct(debunk=debunk, actor=None, reason="Keliru", fields=fields)
        catch_up(follower)
        assert (found("gempa megathrust"), found("vaksin cip pelacak")) == ([], [debunk.pk])
        debunk.refresh_from_db()
        actions.retract(debunk=debunk, actor=None, reason="Keliru")
        catch_up(follower)
        assert found("vaksin cip pelacak") == []
        assert follower.cursor == changes.last_number()


def test_vectors_are_made_once_and_kept(tmp_path):
    debunk = published(title="Gempa besok pagi di Jawa", claim="Waspada gempa besok")
    embedder = WordEmbedder()
    with following(tmp_path / "one", embedder) as follower:
        assert follower.vectors_cursor == follower.cursor
    assert len(embedder.made) == 2
    assert set(debunk.embeddings.values_list("part", "dimension")) == {("title", 384), ("claim", 384)}
    with following(tmp_path / "two", embedder):
        assert engine().index.state_now().vectors.parts([debunk.pk], 2)[debunk.pk].keys() == {0, 1}
    assert len(embedder.made) == 2


def test_a_changed_text_gets_a_new_vector_and_an_unchanged_one_does_not(tmp_path):
    debunk = published(title="Gempa besok pagi di Jawa", claim="Waspada gempa besok")
    embedder = WordEmbedder()
    with following(tmp_path / "index", embedder) as follower:
        embedder.made.clear()
        actions.correct(debunk=debunk, actor=None, reason="Keliru", fields={"title": "Gempa kemarin di Bali"})
        catch_up(follower)
    assert len(embedder.made) == 1
    assert Embedding.objects.count() == 2


def test_words_do_not_wait_for_vectors(tmp_path):
    class Down(WordEmbedder):
        def passage(self, text):
            raise EmbeddingsUnavailable("down")

    with following(tmp_path / "index", Down()) as follower:
        debunk = published(title="Gempa besok pagi di Jawa", claim="Waspada gempa besok")
        catch_up(follower)
        assert found("gempa besok jawa") == [debunk.pk]
        assert follower.vectors_cursor < follower.cursor
        assert follower.pending == 1


def test_vectors_of_another_length_begin_a_new_index(tmp_path):
    published(title="Gempa besok pagi di Jawa", claim="Waspada gempa besok")
    embedder = WordEmbedder()
    embedder.dimension = 16
    with following(tmp_path / "index", embedder) as follower:
        catch_up(follower)
        assert engine().index.state_now().vectors.dimension == 16


def test_a_deleted_index_is_built_anew(tmp_path):
    debunk = published(title="Gempa besok pagi di Jawa", claim="Waspada gempa besok")
    with following(tmp_path / "index") as follower:
        shutil.rmtree(tmp_path / "index")
        catch_up(follower)
        assert found("gempa besok jawa") == [debunk.pk]
        assert (tmp_path / "index" / "manifest.json").exists()


def test_a_log_that_was_set_back_means_a_new_index(tmp_path):
    old = published(title="Gempa besok pagi di Jawa", claim="Waspada gempa besok")
    with following(tmp_path / "index") as follower:
        old.delete()
        Change.objects.all().delete()
        ChangeCounter.objects.update(last=0)
        catch_up(follower)
        assert follower.cursor == 0
        assert found("gempa besok jawa") == []


def test_there_is_one_follower(tmp_path):
    with following(tmp_path / "index"), pytest.raises(LockTaken):
        Follower(None)


def test_waiting_does_the_work_where_nobody_follows(tmp_path, settings):
    settings.INDEX_DIR = tmp_path / "index"
    debunk = published(title="Gempa besok pagi di Jawa", claim="Waspada gempa besok")
    left = []
    wait_until_searchable(changes.last_number(), embedder=WordEmbedder(), progress=left.append)
    engine().index.state_now()
    assert found("gempa besok jawa") == [debunk.pk]
    assert left[-1] == 0
    wait_until_searchable(changes.last_number(), timeout=0)


def test_waiting_ends_with_an_error_when_another_follower_does_not_come_that_far(tmp_path):
    with following(tmp_path / "index"):
        published()
        with pytest.raises(NotSearchable):
            wait_until_searchable(changes.last_number(), vectors=False, timeout=0.2)


def test_drift_between_index_and_database_is_noticed_and_repaired(tmp_path):
    debunk = published(title="Gempa besok pagi di Jawa", claim="Waspada gempa besok")
    with following(tmp_path / "index") as follower:
        assert differences() == 0
        type(debunk).objects.filter(pk=debunk.pk).update(title="Diubah di belakang punggung")
        assert differences() == 1
        catch_up(follower)
        assert found("diubah belakang punggung") == [debunk.pk]
        assert differences() == 0


def test_the_fingerprint_of_a_vector_is_of_the_plain_wording():
    left, right = draft(title="KPU MENUNDA pemilu!!"), draft(title="kpu menunda pemilu")
    assert embeddings.texts_of(left)["title"] == embeddings.texts_of(right)["title"]


def test_while_a_new_index_is_built_the_old_one_serves_and_follows(tmp_path, monkeypatch):
    monkeypatch.setattr("factcheck.index._DEBUNKS_AT_ONCE", 1)
    embedder = WordEmbedder()
    old = [published(title=f"Gempa besok pagi di kota {name}") for name in ("Solo", "Bogor", "Medan")]
    with following(tmp_path / "index", embedder):
        pass
    monkeypatch.setattr("factcheck.index.index_version", lambda model: "next")
    monkeypatch.setattr("factcheck.tests.indexing.catch_up", lambda follower: None)
    with following(tmp_path / "index", embedder) as follower:
        follower.step()
        fresh = published(title="Vaksin berisi cip pelacak", claim="cip pelacak dalam vaksin")
        actions.retract(debunk=old[0], actor=None, reason="Keliru")
        follower.step()
        assert engine().index.state_now().manifest.version != "next"
        assert found("vaksin cip pelacak") == [fresh.pk]
        assert old[0].pk not in found("gempa besok kota solo")
        catch_up(follower)
        state = engine().index.state_now()
        assert state.manifest.version == "next"
        assert set(state.lexical.stamps()) == {fresh.pk, old[1].pk, old[2].pk}
        assert state.vectors.parts([fresh.pk], 2)[fresh.pk].keys() == {0, 1}
        assert follower.vectors_cursor == changes.last_number()
    assert len(embedder.made) == 8


def test_a_new_base_is_made_while_changes_are_followed(tmp_path, monkeypatch):
    monkeypatch.setattr("factcheck.index._DEBUNKS_AT_ONCE", 1)
    monkeypatch.setattr("matching.writer._DELTA_LIMIT", 3)
    embedder = WordEmbedder()
    with following(tmp_path / "index", embedder) as follower:
        several = [published(title=f"Gempa besok pagi di kota {name}") for name in ("Solo", "Bogor", "Medan")]
        for _ in range(3):
            follower.step()
        fields = {"title": "Vaksin berisi cip pelacak", "claim": "cip pelacak dalam vaksin"}
        actions.correct(debunk=several[2], actor=None, reason="Keliru", fields=fields)
        catch_up(follower)
        state = engine().index.state_now()
        assert sum(len(delta.keys) for delta in state.deltas.values()) < 6
        assert state.vectors.parts([several[0].pk], 2)[several[0].pk].keys() == {0, 1}
        vector = embedder.question("Vaksin berisi cip pelacak")
        assert state.vectors.search(projection(embedder.model)(vector), 1) == [several[2].pk]


def test_after_a_restart_only_what_changed_since_is_looked_at_for_vectors(tmp_path):
    published(title="Gempa besok pagi di Jawa")
    with following(tmp_path / "index", WordEmbedder()):
        pass
    with following(tmp_path / "index") as follower:
        late = published(title="Vaksin berisi cip pelacak")
        catch_up(follower)
    with following(tmp_path / "index") as follower:
        assert list(follower._pending) == [late.pk]
