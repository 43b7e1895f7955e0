import pytest
from django.contrib.auth.models import Permission

from factcheck import actions
from factcheck.difference import ADDED, REMOVED, SAME, Piece, lines, pieces
from factcheck.exchange.parsing import parse
from factcheck.exchange.saving import save_records
from factcheck.models import Debunk, Source
from factcheck.tests.making import draft, make_user, published, retracted

pytestmark = pytest.mark.django_db


def page_of(client, debunk, rest="riwayat/") -> str:
    return client.get(f"{debunk.get_absolute_url()}{rest}").content.decode()


def record(**fields):
    return parse(
        {"external_id": "a-1", "title": "Tidak ada kontainer", "claim": "Ada tujuh", "verdict": "salah"}
        | fields
    )


def test_words_that_changed_stand_among_those_that_stayed():
    assert pieces("Ada tujuh kontainer", "Ada dua kontainer") == [
        Piece(SAME, "Ada "),
        Piece(REMOVED, "tujuh "),
        Piece(ADDED, "dua "),
        Piece(SAME, "kontainer"),
    ]
    assert pieces("sama", "sama") == []


def test_what_stayed_is_cut_down_to_what_stands_beside_a_change():
    long = " ".join(f"kata{number}" for number in range(100))
    first, *_, last = pieces(f"{long} lama {long}", f"{long} baru {long}")
    assert first.text.startswith("… kata88") and last.text.endswith("kata11 … ")


def test_only_the_paragraph_that_changed_is_compared_by_words():
    found = pieces("satu\ndua tiga\nempat", "satu\ndua lima\nempat")
    assert [piece.text for piece in found if piece.kind != SAME] == ["tiga\n", "lima\n"]


def test_a_paragraph_too_long_to_compare_is_shown_whole():
    old, new = "a " * 2_001, "b " * 2_001
    assert [piece.kind for piece in pieces(old, new)] == [REMOVED, ADDED]


def test_lines_that_stayed_are_left_out():
    assert lines(["a", "b"], ["a", "c"]) == [Piece(REMOVED, "b"), Piece(ADDED, "c")]


def test_every_action_keeps_a_version_with_its_editor_and_reason():
    writer, chief = make_user("penulis"), make_user("pemimpin")
    debunk = actions.save_draft(debunk=Debunk(title="Judul", claim="Klaim", verdict="salah"), actor=writer)
    debunk = actions.submit_for_review(debunk=debunk, actor=None)
    debunk = actions.publish(debunk=debunk, actor=None)
    actions.correct(debunk=debunk, actor=chief, reason="Ada bukti baru", fields={"verdict": "benar"})
    versions = Debunk.history.of(debunk).values_list("state", "verdict", "history_user__username", "version")
    assert list(versions) == [
        ("published", "benar", "pemimpin", 4),
        ("published", "salah", None, 3),
        ("review", "salah", None, 2),
        ("draft", "salah", "penulis", 1),
    ]
    assert Debunk.history.of(debunk).first().history_change_reason == "Ada bukti baru"


def test_a_version_holds_what_belongs_to_the_debunk():
    debunk = published()
    Source.objects.create(debunk=debunk, title="Keterangan KPU", url="https://kpu.go.id/a")
    actions.update(debunk=debunk, actor=None, related=["sources"])
    old, new = Debunk.history.of(debunk).order_by("history_id")
    assert old.lists["sources"] == [] and new.lists["sources"][0]["title"] == "Keterangan KPU"


def test_a_discarded_draft_takes_its_versions_with_it():
    debunk = actions.save_draft(debunk=draft(), actor=None)
    actions.discard(debunk=debunk, actor=None)
    assert not Debunk.history.exists()


def test_an_import_keeps_versions_in_a_fixed_number_of_queries(django_assert_max_num_queries):
    records = [record(external_id=f"a-{number}", topics=["logistik"]) for number in range(30)]
    with django_assert_max_num_queries(25):
        save_records(records)
    assert Debunk.history.count() == 30
    changed = [record(external_id=f"a-{number}", verdict="benar") for number in range(30)]
    with django_assert_max_num_queries(40):
        save_records(changed)
    latest = Debunk.history.of(Debunk.objects.get(external_id="a-7")).first()
    assert (latest.verdict, latest.history_type, latest.lists["topics"][0]["slug"]) == (
        "benar",
        "~",
        "logistik",
    )
    assert latest.history_change_reason == "Isi diperbarui menurut penerbit aslinya."


def test_readers_see_what_changed_when_and_why(client):
    debunk = published(claim="Ada tujuh kontainer", verdict="salah")
    actions.correct(
        debunk=debunk,
        actor=make_user("rahasia"),
        reason="Jumlahnya keliru",
        fields={"claim": "Ada dua kontainer", "verdict": "menyesatkan"},
    )
    page = page_of(client, debunk)
    assert '<ins><span class="hide">ditambah: </span>dua </ins>' in page
    assert '<del><span class="hide">dihapus: </span>tujuh </del>' in page
    assert "Jumlahnya keliru" in page and "Dikoreksi" in page and "Terbit" in page
    changed = page[page.index("Vonis berubah:") :]
    assert changed.index("Salah") < changed.index("→") < changed.index("Menyesatkan")
    assert "rahasia" not in page


def test_sources_that_came_and_went_are_told(client):
    debunk = published()
    source = Source.objects.create(debunk=debunk, title="Sumber satu")
    debunk = actions.update(debunk=debunk, actor=None, related=["sources"])
    source.delete()
    Source.objects.create(debunk=debunk, title="Sumber dua")
    actions.update(debunk=debunk, actor=None, related=["sources"])
    page = page_of(client, debunk)
    assert "<del><span" in page and "Sumber satu</del>" in page and "Sumber dua</ins>" in page


def test_drafts_are_never_shown(client):
    secret = draft(claim="Kata rahasia sebelum terbit")
    assert client.get(f"/hoaks/{secret.slug}/riwayat/").status_code == 404
    debunk = actions.save_draft(debunk=secret, actor=None)
    debunk.claim = "Kata yang terbit"
    debunk = actions.publish(debunk=actions.save_draft(debunk=debunk, actor=None), actor=None)
    page = page_of(client, debunk)
    assert "rahasia" not in page and "Terbit" in page


def test_a_retracted_debunk_keeps_its_history(client):
    debunk = retracted(reason="Sumbernya palsu")
    page = page_of(client, debunk)
    assert "Ditarik" in page and "Sumbernya palsu" in page
    assert f'href="{debunk.get_absolute_url()}riwayat/"' in page_of(client, debunk, rest="")


def test_what_was_corrected_elsewhere_begins_with_the_oldest_version_here(client):
    told = {"at": "2024-02-01T08:00:00+07:00", "text": "Salah ketik", "from_verdict": "salah"}
    save_records([record(corrections=[told | {"to_verdict": "salah"}])])
    assert "Versi tertua yang kami simpan" in page_of(client, Debunk.objects.get())


def test_the_history_goes_page_by_page(client):
    debunk = published()
    for number in range(12):
        actions.correct(
            debunk=debunk, actor=None, reason=f"Alasan {number}.", fields={"summary": str(number)}
        )
        debunk.refresh_from_db()
    page = page_of(client, debunk)
    assert "Alasan 11." in page and "Alasan 1." not in page
    older = page[page.index('href="?page=') + 6 :].split('"')[0]
    page = page_of(client, debunk, f"riwayat/{older}")
    assert "Alasan 1." in page and ">0 " not in page and "Terbit" in page


def test_the_desk_shows_drafts_and_editors(admin_client, client):
    debunk = actions.save_draft(
        debunk=Debunk(title="Judul", claim="Klaim lama", verdict="salah"), actor=make_user("penulis")
    )
    debunk.claim = "Klaim baru"
    actions.save_draft(debunk=debunk, actor=make_user("penyunting"))
    answer = admin_client.get(f"/admin/factcheck/debunk/{debunk.pk}/history/")
    page = answer.content.decode()
    assert "penyunting" in page and "lama</del>" in page and "style=" not in page
    reader = make_user("pembaca", is_staff=True)
    client.force_login(reader)
    assert client.get(f"/admin/factcheck/debunk/{debunk.pk}/history/").status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_debunk"))
    assert client.get(f"/admin/factcheck/debunk/{debunk.pk}/history/").status_code == 200


def test_the_number_of_queries_does_not_grow_with_versions(client, django_assert_num_queries):
    debunk = published()
    for number in range(8):
        actions.correct(debunk=debunk, actor=None, reason="Lagi", fields={"summary": f"{number}"})
        debunk.refresh_from_db()
    with django_assert_num_queries(4):
        page_of(client, debunk)
