"""What happens to an index on disk: changed, deleted, damaged, written for another version."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from matching.documents import Document, PartVector
from matching.embeddings import EmbeddingsUnavailable
from matching.engine import Engine
from matching.index import DAMAGED, IndexReader, IndexUnavailable
from matching.lexicon import Alias, Lexicon
from matching.manifest import NAME, Manifest
from matching.soundness import is_sound
from matching.tests.making import WordEmbedder, build, documents, vector_of, vectors, writer
from matching.vectors import Delta
from matching.writer import LockTaken


@pytest.fixture(autouse=True)
def look_always(monkeypatch):
    monkeypatch.setattr("matching.index._LOOK_EVERY", 0)


def best(engine, text, **options):
    hits = engine.search(text, **options).hits
    return hits[0].id if hits else None


def test_before_the_first_index_there_is_an_honest_error(tmp_path):
    with pytest.raises(IndexUnavailable):
        Engine(tmp_path, None).search("pemilu ditunda")


def test_who_asks_while_the_index_is_opened_for_the_first_time_waits(tmp_path, monkeypatch):
    monkeypatch.setattr("matching.index._LOOK_EVERY", 60)
    build(tmp_path).close()
    opening, go_on, open_ = threading.Event(), threading.Event(), IndexReader._open

    def slowly(reader, manifest):
        opening.set()
        go_on.wait()
        return open_(reader, manifest)

    monkeypatch.setattr(IndexReader, "_open", slowly)
    reader = IndexReader(tmp_path)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(reader.state)
        opening.wait()
        second = pool.submit(reader.state)
        wait([second], 0.2)
        go_on.set()
    assert second.result() is first.result()


def test_a_built_index_finds_by_words_and_by_vectors(tmp_path):
    build(tmp_path).close()
    answer = Engine(tmp_path, WordEmbedder()).search("surat suara tercoblos tujuh kontainer")
    assert (answer.semantic, answer.hits[0].id) == (True, 2)
    assert Engine(tmp_path, None).search("petugas kpps diracun").semantic is False


def test_a_document_whose_vectors_are_not_made_yet_is_judged_by_its_words(tmp_path):
    index = writer(tmp_path)
    index.rebuild(documents(), vectors(documents()[:1]), 7, Lexicon())
    engine, message = Engine(tmp_path, WordEmbedder()), documents()[1].claim
    answer = engine.search(message)
    by_words = Engine(tmp_path, None).search(message)
    assert answer.semantic and answer.hits[0].id == 2
    assert answer.hits[0].probability == by_words.hits[0].probability
    index.close()


def test_readers_see_new_changed_and_removed_documents_after_each_commit(tmp_path):
    index, engine = build(tmp_path), Engine(tmp_path, None)
    index.apply(put=[Document(9, "Gempa megathrust dipastikan besok", "gempa besok")], cursor=8)
    assert best(engine, "gempa megathrust besok") == 9
    index.apply(put=[Document(9, "Vaksin berisi cip pelacak", "vaksin cip")], cursor=9)
    assert best(engine, "gempa megathrust") is None
    assert best(engine, "vaksin cip pelacak") == 9
    index.apply(remove=[9], cursor=10)
    assert best(engine, "vaksin cip pelacak") is None
    assert index.cursor == 10
    index.close()


def test_vectors_in_the_delta_replace_those_of_the_base(tmp_path):
    index = build(tmp_path)
    index.apply(vectors=[PartVector(1, 0, vector_of("kucing terbang"))])
    reader = IndexReader(tmp_path).state().vectors
    assert reader.search(vector_of("kucing terbang"), 1) == [1]
    assert reader.search(vector_of(documents()[0].title), 1) != [1]
    index.rebase(vectors(documents()))
    assert IndexReader(tmp_path).state().vectors.search(vector_of(documents()[0].title), 1) == [1]
    index.close()


def test_many_small_changes_leave_few_files_and_write_little_again(tmp_path, monkeypatch):
    written = []
    save = Delta.save
    monkeypatch.setattr(Delta, "save", lambda delta, path: (written.append(len(delta)), save(delta, path)))
    index, changes = build(tmp_path), 128
    for number in range(changes):
        index.apply(vectors=[PartVector(number % 100, 0, vector_of(f"gempa {number}"))], cursor=8 + number)
    assert len(Manifest.load(tmp_path).deltas) <= 8
    assert sum(written) < 2 * changes * 8  # each time all of them: 16,000
    reader = IndexReader(tmp_path).state().vectors
    assert reader.search(vector_of("gempa 127"), 1) == [27]
    assert reader.parts([27], 1)[27][0] == pytest.approx(vector_of("gempa 127"), abs=1e-3)
    index.close()


def test_a_new_base_keeps_what_changed_while_it_was_made(tmp_path):
    index = build(tmp_path)
    index.apply(vectors=[PartVector(1, 0, vector_of("kucing terbang"))], cursor=8)
    base = index.begin_base()
    base.add([PartVector(1, 0, vector_of("kucing terbang")), PartVector(2, 0, vector_of("hujan uang"))])
    index.apply(vectors=[PartVector(2, 0, vector_of("gempa besok"))], remove=[3], cursor=9)
    base.add([PartVector(3, 0, vector_of("masjid dibakar"))])
    index.finish_base(base)
    assert (index.cursor, len(Manifest.load(tmp_path).deltas)) == (9, 1)
    reader = IndexReader(tmp_path).state().vectors
    assert [reader.search(vector_of(text), 1) for text in ("kucing terbang", "gempa besok")] == [[1], [2]]
    assert 3 not in reader.search(vector_of("masjid dibakar"), 5)
    index.close()


def test_a_new_index_is_made_while_the_old_one_follows_and_serves(tmp_path):
    index, engine = build(tmp_path), Engine(tmp_path, None)
    fresh = index.begin_index()
    fresh.add(documents(["Hujan uang di alun-alun"]), [])
    index.apply(put=[Document(9, "Gempa megathrust dipastikan besok", "gempa besok")], cursor=8)
    assert (best(engine, "gempa megathrust besok"), best(engine, "hujan uang")) == (9, None)
    index.finish_index(fresh, 7, Lexicon())
    assert (best(engine, "gempa megathrust besok"), best(engine, "hujan uang")) == (None, 1)
    assert index.cursor == 7
    index.close()


def test_only_one_process_writes(tmp_path):
    index = build(tmp_path)
    with pytest.raises(LockTaken):
        writer(tmp_path)
    index.close()
    again = writer(tmp_path)
    assert again.cursor == 7
    again.close()


def test_an_index_of_another_version_is_rebuilt_while_the_old_one_serves(tmp_path):
    build(tmp_path).close()
    engine = Engine(tmp_path, None)
    assert best(engine, "petugas kpps diracun") == 3
    newer = writer(tmp_path, version="two")
    assert (newer.is_current, newer.cursor) == (False, 7)
    assert best(engine, "petugas kpps diracun") == 3
    newer.rebuild(documents(["Hujan uang di alun-alun"]), [], 8, Lexicon())
    assert best(engine, "hujan uang") == 1
    assert best(engine, "petugas kpps diracun") is None
    newer.close()


def test_a_deleted_folder_is_noticed_and_readers_keep_what_they_hold(tmp_path):
    root = tmp_path / "index"
    index, engine = build(root), Engine(root, None)
    assert best(engine, "petugas kpps diracun") == 3
    shutil.rmtree(root)
    assert best(engine, "petugas kpps diracun") == 3
    assert not index.is_whole
    index.forget()
    index.rebuild(documents(), vectors(documents()), 8, Lexicon())
    assert index.is_whole and index.cursor == 8
    with pytest.raises(LockTaken):
        writer(root)
    index.close()


@pytest.mark.parametrize("suffix", [".store", ".term", ".idx"])
def test_a_flipped_byte_is_noticed_when_the_index_is_opened(tmp_path, suffix):
    build(tmp_path).close()
    folder = Manifest.load(tmp_path).lexical_folder(tmp_path)
    assert is_sound(folder)
    path = next(folder.glob(f"*{suffix}"))
    content = bytearray(path.read_bytes())
    content[len(content) // 4] ^= 0xFF
    path.write_bytes(content)
    assert not is_sound(folder)
    index = writer(tmp_path)
    assert index.cursor == -1
    index.close()


@pytest.mark.parametrize("name", [NAME, "base", "delta"])
def test_a_half_written_file_is_never_served(tmp_path, name):
    index = build(tmp_path)
    index.apply(vectors=vectors(documents()[:1]), cursor=8)
    index.close()
    manifest = Manifest.load(tmp_path)
    names = {"base": manifest.base, "delta": manifest.deltas[0]}
    path = tmp_path / NAME if name == NAME else manifest.path(tmp_path, names[name])
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(IndexUnavailable):
        Engine(tmp_path, None).search("pemilu")
    assert (tmp_path / DAMAGED).exists() == (name != NAME)
    index = writer(tmp_path)
    assert index.cursor == -1
    index.close()


def test_without_its_vectors_a_question_is_answered_by_words_and_says_so(tmp_path):
    build(tmp_path).close()
    embedder = WordEmbedder()
    embedder.down = True
    engine = Engine(tmp_path, embedder)
    answer = engine.search("petugas kpps diracun")
    assert (answer.semantic, answer.hits[0].id) == (False, 3)
    with pytest.raises(EmbeddingsUnavailable):
        engine.search("petugas kpps diracun", budget=None)


def test_vectors_of_another_model_are_not_compared(tmp_path):
    build(tmp_path).close()
    embedder = WordEmbedder()
    embedder.model = "another"
    assert Engine(tmp_path, embedder).search("petugas kpps diracun").semantic is False
    assert embedder.asked == 0


def test_the_lexicon_travels_with_the_index(tmp_path):
    lexicon = Lexicon((Alias("pakde", "Nama Contoh", 2024),))
    index = build(tmp_path)
    index.apply(cursor=8, lexicon=lexicon)
    index.apply(cursor=9)
    index.close()
    assert IndexReader(tmp_path).state().lexicon == lexicon
