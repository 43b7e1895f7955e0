import csv
import json

import pytest
from django.core.management import CommandError, call_command

from candidates.models import Election, Person
from core.models import AuditEntry, Change
from factcheck.index import NotSearchable
from factcheck.management.commands import import_debunks
from factcheck.models import Correction, Debunk, Topic
from factcheck.tests.making import draft, retracted

pytestmark = pytest.mark.django_db


def item(number=1, **values):
    return {
        "external_id": f"luar-{number}",
        "title": f"Judul {number}",
        "claim": f"Klaim nomor {number}",
        "verdict": "salah",
    } | values


@pytest.fixture
def load(tmp_path, capsys):
    """Import `items` (objects, or lines as they are); the last line printed, and everything on stderr."""

    def run(*items, name="items.jsonl", **options):
        path = tmp_path / name
        lines = [line if isinstance(line, str | bytes) else json.dumps(line) for line in items]
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
        call_command("import_debunks", str(path), **options)
        captured = capsys.readouterr()
        return captured.out.strip(), captured.err

    return run


def kinds():
    return list(Change.objects.order_by("number").values_list("kind", flat=True))


def test_new_items_are_published_audited_and_logged_in_one_block(load):
    out, _err = load(item(1), item(2, published_at="2024-02-01"))
    assert out == "2 dibuat, 0 diperbarui, 0 tidak berubah, 0 ditolak."
    first, second = Debunk.objects.order_by("external_id")
    assert first.state == second.state == "published"
    assert second.published_at.isoformat() == "2024-01-31T17:00:00+00:00"  # midnight in Jakarta
    entries = AuditEntry.objects.values_list("action", "details__four_eyes")
    assert set(entries) == {("import", "exempt")}
    assert kinds() == ["published", "published"]
    assert {first.change_number, second.change_number} == {1, 2}


def test_a_second_import_of_the_same_file_changes_nothing(load):
    full = item(
        1,
        kind="palsu",
        topics=["Logistik"],
        sources=[{"title": "KPU", "date": "2019-01-03"}],
        appearances=[
            {"platform": "WhatsApp", "first_seen": "2019-01-03"},
            {"platform": "facebook", "first_seen": "2019-01-02"},
        ],
        corrections=[{"at": "2019-01-04", "text": "Ralat", "from_verdict": "salah", "to_verdict": "salah"}],
    )
    load(full)
    out, _err = load(full)
    assert out == "0 dibuat, 0 diperbarui, 1 tidak berubah, 0 ditolak."
    assert kinds() == ["published"]


def test_a_changed_verdict_is_a_correction(load):
    load(item(1), item(2))
    out, _err = load(item(1, verdict="menyesatkan"), item(2))
    assert out == "0 dibuat, 1 diperbarui, 1 tidak berubah, 0 ditolak."
    correction = Correction.objects.get()
    assert (correction.from_verdict, correction.to_verdict) == ("salah", "menyesatkan")
    assert Change.objects.last().kind == "corrected"
    assert Change.objects.last().data["to_verdict"] == "menyesatkan"


def test_a_correction_that_the_record_tells_is_not_told_twice(load):
    load(item())
    told = {"at": "2024-01-04", "text": "Bukti baru", "from_verdict": "salah", "to_verdict": "benar"}
    load(item(verdict="benar", corrections=[told]))
    assert Correction.objects.get().text == "Bukti baru"


def test_what_is_filled_in_later_is_an_update(load):
    load(item())
    load(item(summary="Tidak ada kontainer.", kind="palsu"))
    assert kinds() == ["published", "updated"]
    assert not Correction.objects.exists()


def test_a_column_that_is_left_out_keeps_what_was_there(load):
    load(item(summary="Ringkas", topics=["logistik"]))
    load(item(title="Judul baru"))
    debunk = Debunk.objects.get()
    assert (debunk.title, debunk.summary) == ("Judul baru", "Ringkas")
    assert [topic.slug for topic in debunk.topics.all()] == ["logistik"]


def test_one_bad_line_stops_all_and_says_which_and_why(load, capsys):
    with pytest.raises(CommandError, match="2 baris ditolak"):
        load(item(1), item(2, verdict="bohong"), "{bukan json", item(4))
    errors = capsys.readouterr().err
    assert "Baris 2 ditolak: verdict: harus salah satu dari: salah" in errors
    assert "Baris 3 ditolak: bukan JSON" in errors
    assert not Debunk.objects.exists() and kinds() == []


def test_skip_bad_stores_the_good_lines(load):
    out, err = load(item(1), item(2, title="x" * 301), item(3), skip_bad=True)
    assert out == "2 dibuat, 0 diperbarui, 0 tidak berubah, 1 ditolak."
    assert "Baris 2 ditolak: title: panjangnya 301 karakter, batasnya 300" in err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (item(claim="   "), "claim wajib diisi"),
        (item(claim="x" * 20_001), "batasnya 20000"),
        (item(external_id=None), "external_id wajib diisi"),
        (item(claim=["a"]), "claim: harus teks"),
        (item(claim="a\0b"), "karakter rusak"),
        (b'{"external_id": "a", "title": "\xff", "claim": "b", "verdict": "salah"}', "karakter rusak"),
        ('{"external_id": "a", "title": "\\ud800", "claim": "b", "verdict": "salah"}', "karakter rusak"),
        (item(published_at="kemarin"), "bukan waktu ISO 8601"),
        (item(published_at="2999-01-01"), "masa depan"),
        (item(published_at="2023-02-30"), "bukan waktu ISO 8601"),
        (item(source_url="javascript:alert(1)"), "bukan alamat http"),
        (item(sources="https://kpu.go.id"), "sources: harus berupa daftar"),
        (item(sources=[{"url": "https://kpu.go.id"}]), "sources.title wajib diisi"),
        (item(elections=["pemilu-1955"]), "belum ada di situs ini: elections: pemilu-1955"),
        (
            item(images=[{"url": "http://localhost/media/x.png", "alt": "a", "credit": "b"}]),
            "belum ada di situs ini",
        ),
        (item(state="draft"), "state: harus salah satu dari: published, retracted"),
        (item(state="retracted"), "retraction_reason wajib"),
        ("[" * 100_000, "bukan JSON"),
        ('"teks"', "bukan objek"),
        (item(summary="x" * 281), "batasnya 280"),
    ],
)
def test_each_refusal_says_what_is_wrong(load, line, reason):
    out, err = load(line, skip_bad=True)
    assert out == "0 dibuat, 0 diperbarui, 0 tidak berubah, 1 ditolak."
    assert "Baris 1 ditolak" in err and reason in err


def test_the_same_id_twice_in_a_file_is_refused(load):
    _out, err = load(item(1), item(1, title="Lain"), skip_bad=True)
    assert "Baris 2 ditolak: external_id sudah ada di baris 1" in err
    assert Debunk.objects.get().title == "Judul 1"


def test_unknown_columns_are_named(load):
    _out, err = load(item(sumary="salah ketik"))
    assert "Kolom tidak dikenal, diabaikan: sumary" in err


def test_url_stands_in_for_source_url(load):
    load(item(1, url="https://a.example/1"), item(2, url="https://b.example/2", source_url=""))
    assert list(Debunk.objects.order_by("external_id").values_list("source_url", flat=True)) == [
        "https://a.example/1",
        "",
    ]


def test_equal_titles_get_addresses_of_their_own(load):
    draft(slug="judul-sama")
    load(item(1, title="Judul sama"), item(2, title="Judul sama"), item(3, title="🙂"))
    slugs = set(Debunk.objects.values_list("slug", flat=True))
    assert len(slugs) == 4 and "periksa" in slugs


def test_csv_with_lists(load, tmp_path):
    Election.objects.create(slug="pemilu-2019", name="Pemilu 2019", kind="general", date="2019-04-17")
    rows = [
        item(1, topics="logistik; jadwal", elections="pemilu-2019", sources='[{"title": "KPU"}]', kind=""),
        item(2, claim="Baris satu\nbaris dua", topics="", elections="", sources="", kind="palsu"),
    ]
    path = tmp_path / "made.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    out, _err = load(path.read_text(), name="items.csv")
    assert out == "2 dibuat, 0 diperbarui, 0 tidak berubah, 0 ditolak."
    first, second = Debunk.objects.order_by("external_id")
    assert {topic.slug for topic in first.topics.all()} == {"logistik", "jadwal"}
    assert first.elections.get().slug == "pemilu-2019" and first.sources.get().title == "KPU"
    assert second.claim == "Baris satu\nbaris dua"


def test_a_draft_with_that_id_is_published(load):
    draft(external_id="luar-1")
    load(item())
    assert Debunk.objects.get().state == "published" and kinds() == ["published"]


def test_an_import_never_undoes_a_retraction(load):
    retracted(external_id="luar-1")
    load(item(state="published", kind="palsu"))
    debunk = Debunk.objects.get()
    assert (debunk.state, debunk.kind) == ("retracted", "palsu")


def test_a_retraction_travels(load):
    load(item())
    load(item(state="retracted", retraction_reason="Sumbernya keliru"))
    assert Debunk.objects.get().state == "retracted" and kinds() == ["published", "retracted"]


def test_the_number_of_queries_does_not_grow_with_the_rows(load, django_assert_max_num_queries):
    Person.objects.create(slug="a", name="A")
    lists = {"topics": ["logistik"], "people": ["a"], "sources": [{"title": "KPU"}]}
    with django_assert_max_num_queries(45):
        load(*(item(number, **lists) for number in range(200)))
    assert Topic.objects.count() == 1
    with django_assert_max_num_queries(45):
        load(*(item(number, kind="palsu", topics=["jadwal"]) for number in range(200)))


def test_waiting_ends_when_the_index_has_the_last_change(load, monkeypatch):
    waited = []
    monkeypatch.setattr(
        import_debunks, "wait_until_searchable", lambda number, **options: waited.append(number)
    )
    out, _err = load(item(1), item(2), wait=True)
    assert waited == [2] and out.endswith("Semuanya sudah bisa dicari.")


def test_what_cannot_be_searched_is_stored_and_said(load, monkeypatch):
    def never(number, **options):
        raise NotSearchable("tidak ada vektor")

    monkeypatch.setattr(import_debunks, "wait_until_searchable", never)
    with pytest.raises(CommandError, match="Tersimpan, tetapi belum bisa dicari: tidak ada vektor"):
        load(item(), wait=True)
    assert Debunk.objects.exists()


def test_a_missing_file_is_one_clear_line():
    with pytest.raises(CommandError, match="tidak bisa dibaca"):
        call_command("import_debunks", "tidak-ada.jsonl")
