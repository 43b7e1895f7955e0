"""Lists from files: refused row by row, stored at once, exported unchanged, undone."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from candidates import actions
from candidates.imports import candidacies, districts
from candidates.imports.files import FileRefused, write_csv, write_xlsx
from candidates.imports.kinds import export_of, plan_of
from candidates.imports.storing import store, undo
from candidates.models import Candidacy, District, Import, Person
from candidates.tests import factories
from core.models import Change

pytestmark = pytest.mark.django_db
GOOD = {
    "pemilu": "pemilu-uji",
    "jabatan": "dpr",
    "daerah": "dpr.uji-1",
    "partai": "partai-satu",
    "nomor_urut": "1",
    "nama": "Calon Buatan",
    "sumber": "Keputusan Uji 2",
}
PAIR = {**GOOD, "jabatan": "gubernur", "daerah": "jawa-uji", "partai": "", "nama_wakil": "Wakil Buatan"}


@pytest.fixture(autouse=True)
def places():
    election = factories.election(slug="pemilu-uji")
    province = factories.district(code="jawa-uji", name="Jawa Uji")
    factories.district(code="dpr.uji-1", name="Jawa Uji I", level="dpr", seats=3, parent=province)
    for number, slug in enumerate(("partai-satu", "partai-dua"), start=1):
        factories.party(slug=slug, name=slug.title(), number=number, election=election)
    factories.party(slug="tanpa-nomor", name="Tanpa Nomor")
    factories.party(slug="lokal", name="Lokal", scope="aceh", number=18, election=election)
    for code in ("kota-x", "kabupaten-x"):
        factories.district(code=code, name="Kembar", level="regency")


def table(*rows, write=write_csv):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return write(columns, [[row.get(name, "") for name in columns] for row in rows])


def plan(*rows, kind="candidacies"):
    return plan_of(kind, table(*rows))


def load(*rows, kind="candidacies"):
    return store(actor=None, plan=plan(*rows, kind=kind), file_name="uji.csv")


WRONG_ROWS = [
    ("pemilu", {"pemilu": ""}),
    ("pemilu", {"pemilu": "tidak-ada"}),
    ("jabatan", {"jabatan": ""}),
    ("jabatan", {"jabatan": "lurah"}),
    ("daerah", {"daerah": ""}),
    ("daerah", {"daerah": "tidak-ada"}),
    ("daerah", {"daerah": "jawa-uji"}),
    ("daerah", {**PAIR, "jabatan": "bupati", "daerah": "Kembar"}),
    ("partai", {"partai": ""}),
    ("partai", {"partai": "Partai Entah"}),
    ("partai", {"partai": "tanpa-nomor"}),
    ("partai", {"partai": "lokal"}),
    ("partai", {**PAIR, "partai": "partai-satu"}),
    ("nomor_urut", {"nomor_urut": ""}),
    ("nomor_urut", {"nomor_urut": "satu"}),
    ("nomor_urut", {"nomor_urut": "1.5"}),
    ("nomor_urut", {"nomor_urut": "0"}),
    ("nomor_urut", {"nomor_urut": "-1"}),
    ("nomor_urut", {"nomor_urut": "4"}),
    ("nomor_urut", {**PAIR, "nomor_urut": "100"}),
    ("nama", {"nama": ""}),
    ("nama", {"nama": "x" * 121}),
    ("nama", {"nama": "Calon 007"}),
    ("nama", {"nama": "<b>Calon</b>"}),
    ("nama", {"nama": "#N/A"}),
    ("nama", {"nama": "Calon\x07"}),
    ("nama_wakil", {"nama_wakil": "Wakil"}),
    ("nama_wakil", {**PAIR, "nama_wakil": ""}),
    ("nama_wakil", {**PAIR, "nama_wakil": "calon buatan"}),
    ("nama_wakil", {**PAIR, "nama_wakil": "x" * 121}),
    ("nama_wakil", {**PAIR, "nama_wakil": "Wakil @handal"}),
    ("slug_orang", {"slug_orang": "tidak sah"}),
    ("slug_orang", {"slug_orang": "x" * 81}),
    ("slug_orang", {"slug_orang": "orang-lain"}),
    ("slug_wakil", {**PAIR, "slug_wakil": "tidak/sah"}),
    ("slug_wakil", {**PAIR, "slug_orang": "sama", "slug_wakil": "sama"}),
    ("slug_wakil", {**PAIR, "slug_wakil": "orang-lain"}),
    ("koalisi", {**PAIR, "koalisi": "partai-satu;entah"}),
    ("koalisi", {"koalisi": "partai-dua"}),
    ("status", {"status": "menghilang"}),
    ("tanggal_status", {"status": "mundur", "dasar_status": "Surat"}),
    ("dasar_status", {"status": "mundur", "tanggal_status": "2024-01-05"}),
    ("tanggal_status", {"tanggal_status": "5 Januari 2024"}),
    ("tanggal_status", {"tanggal_status": "2024-02-30"}),
    ("dasar_status", {"dasar_status": "x" * 301}),
    ("visi", {"visi": "x" * 601}),
    ("misi", {"misi": "x" * 1501}),
    ("suara", {"suara": "banyak", "sumber_suara": "Keputusan"}),
    ("suara", {"suara": "-5", "sumber_suara": "Keputusan"}),
    ("suara", {"suara": "999999999999", "sumber_suara": "Keputusan"}),
    ("sumber_suara", {"suara": "10"}),
    ("sumber_suara", {"suara": "10", "sumber_suara": "x" * 301}),
    ("sumber", {"sumber": ""}),
    ("sumber", {"sumber": "x" * 301}),
    ("tautan_sumber", {"tautan_sumber": "bukan alamat"}),
    ("tautan_sumber", {"tautan_sumber": "ftp://contoh.test/a"}),
]


def test_more_than_fifty_kinds_of_errors_are_told_row_by_row_and_nothing_is_stored():
    factories.person(slug="orang-lain", name="Orang Lain")
    rows = [{**GOOD, **change} for _column, change in WRONG_ROWS]
    made = plan(*rows)
    assert len(WRONG_ROWS) > 50
    for number, (column, change) in enumerate(WRONG_ROWS, start=2):
        told = [refusal for refusal in made.refusals if refusal.row == number]
        assert column in [refusal.column for refusal in told], (number, change, told)
        assert all(refusal.reason for refusal in told)
    with pytest.raises(ValidationError):
        store(actor=None, plan=made, file_name="buruk.csv")
    assert not Candidacy.objects.exists()
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("column", "rows"),
    [
        ("nama", [GOOD, {**GOOD, "sumber": "Lain"}]),
        ("nomor_urut", [GOOD, {**GOOD, "nama": "Calon Lain"}]),
    ],
    ids=["the same twice", "one number for two"],
)
def test_rows_that_contradict_each_other_are_refused(column, rows):
    assert [(refusal.row, refusal.column) for refusal in plan(*rows).refusals] == [(3, column)]


def test_a_number_held_by_another_in_the_database_is_refused_until_that_one_has_left():
    load(GOOD)
    other = {**GOOD, "nama": "Calon Lain"}
    assert [refusal.column for refusal in plan(other).refusals] == ["nomor_urut"]
    gone = {**GOOD, "status": "mundur", "tanggal_status": "2024-01-05", "dasar_status": "Surat 1"}
    load(gone, other)
    assert sorted(one.state for one in Candidacy.objects.all()) == ["listed", "withdrawn"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04bukan xlsx",
        b"pemilu,jabatan\n",
        b"pemilu,entah\na,b\n",
        b"nama,nama\na,b\n",
        write_csv(list(GOOD), []),
    ],
    ids=["empty", "binary", "broken xlsx", "missing columns", "unknown", "doubled", "only a heading"],
)
def test_a_file_that_is_no_list_is_refused_as_a_whole(data):
    with pytest.raises(FileRefused) as refusal:
        plan_of("candidacies", data)
    assert str(refusal.value)


def test_a_row_with_too_many_cells_is_refused():
    data = write_csv(list(GOOD), [[*GOOD.values(), "lebih"]])
    assert len(plan_of("candidacies", data).refusals) == 1


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_what_is_exported_and_imported_again_is_unchanged(write):
    gone = {"status": "diganti", "tanggal_status": "2024-01-05", "dasar_status": "Surat 1", "nomor_urut": "2"}
    pair = {**PAIR, "koalisi": "partai-satu;partai-dua", "suara": "12", "sumber_suara": "Keputusan 3"}
    load(GOOD, {**GOOD, **gone, "nama": "Calon Kedua", "visi": "Visi, dengan koma"}, pair)
    changes = Change.objects.count()
    for kind, count in (("candidacies", 3), ("districts", 4)):
        again = plan_of(kind, write(*export_of(kind)))
        assert (again.refusals, again.create, again.update) == ([], [], [])
        assert again.unchanged == count
        store(actor=None, plan=again, file_name="lagi")
    assert Change.objects.count() == changes


def test_the_headings_of_the_election_commission_are_understood():
    row = {
        **{"Pemilu": "pemilu-uji", "Jenis Pemilihan": "DPR RI", "Daerah Pemilihan": "JAWA UJI I"},
        **{"Partai Politik": "Partai-Satu", "No. Urut": "1", "Nama Lengkap": "SITI BUATAN"},
        "Dasar Hukum": "Keputusan 1",
    }
    load(row)
    one = Candidacy.objects.public().get()
    assert (one.person.name, one.district.code, one.party.slug) == ("SITI BUATAN", "dpr.uji-1", "partai-satu")


def test_people_of_one_name_stay_two_unless_a_slug_joins_them():
    load(GOOD, {**GOOD, "nomor_urut": "2", "partai": "partai-dua"})
    assert sorted(Person.objects.values_list("slug", flat=True)) == ["calon-buatan", "calon-buatan-2"]
    load({**PAIR, "nama": "Calon Buatan", "slug_orang": "calon-buatan"})
    assert Person.objects.filter(name="Calon Buatan").count() == 2


def test_districts_find_their_parents_in_the_same_file_in_any_order():
    source = {"sumber": "PKPU Uji"}
    load(
        {**source, "kode": "dpr.baru-1", "nama": "Baru I", "tingkat": "dpr", "induk": "baru", "kursi": "4"},
        {**source, "kode": "baru", "nama": "Baru", "tingkat": "provinsi"},
        kind="districts",
    )
    one = District.objects.get(code="dpr.baru-1")
    assert (one.parent.code, one.seats, one.is_published) == ("baru", 4, True)


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("kode", {"kode": "Tidak Sah"}),
        ("tingkat", {"tingkat": "desa"}),
        ("induk", {"induk": "tidak-ada"}),
        ("induk", {"induk": "dpr.uji-1"}),
        ("kursi", {"kursi": "0"}),
        ("wilayah", {"wilayah": "kota-x;tidak-ada"}),
        ("berlaku_sampai", {"berlaku_sejak": "2024-01-01", "berlaku_sampai": "2023-01-01"}),
        ("sumber", {"sumber": ""}),
        ("tingkat", {"kode": "jawa-uji", "tingkat": "dpr"}),
    ],
)
def test_wrong_districts_are_refused(column, change):
    row = {"kode": "baru", "nama": "Baru", "tingkat": "provinsi", "sumber": "PKPU", **change}
    assert column in [refusal.column for refusal in plan(row, kind="districts").refusals]


def test_undo_withdraws_what_was_made_and_restores_what_was_changed():
    load(GOOD)
    second = load({**GOOD, "visi": "Visi baru"}, {**PAIR, "koalisi": "partai-satu"})
    undo(actor=None, batch=second)
    assert [one.vision for one in Candidacy.objects.public()] == [""]
    assert Candidacy.objects.get(office="governor").publication == "rejected"
    with pytest.raises(ValidationError):
        undo(actor=None, batch=second)
    again = load({**PAIR, "koalisi": "partai-satu"})
    assert (again.created, again.updated) == (0, 3)  # the candidacy and both its people
    assert Candidacy.objects.public().filter(office="governor").exists()


def test_undo_restores_dates_people_and_coalitions():
    load({**PAIR, "koalisi": "partai-satu"})
    gone = {"status": "mundur", "tanggal_status": "2024-01-05", "dasar_status": "Surat"}
    load({**PAIR, **gone})
    gone["status"], gone["tanggal_status"] = "dicoret", "2024-01-09"
    batch = load({**PAIR, **gone, "koalisi": "partai-dua", "nama_wakil": "Wakil Baru"})
    undo(actor=None, batch=batch)
    one = Candidacy.objects.get()
    assert (one.state, one.state_date, one.running_mate.name) == (
        "withdrawn",
        date(2024, 1, 5),
        "Wakil Buatan",
    )
    assert not one.coalition.exists()


def test_undo_is_refused_once_an_editor_has_changed_a_fact():
    batch = load(GOOD)
    one = Candidacy.objects.get()
    one.vision = "Dibetulkan editor"
    actions.save_fact(actor=None, fact=one)
    with pytest.raises(ValidationError):
        undo(actor=None, batch=batch)
    assert Candidacy.objects.public().get().vision == "Dibetulkan editor"


def upload(admin_client, data, **values):
    file = SimpleUploadedFile("daftar.csv", data, "text/csv")
    form = {"kind": "candidacies", "file": file, **values}
    return admin_client.post(reverse("admin:candidates_import_add"), form)


def test_in_the_admin_a_file_is_tried_then_stored_then_undone(admin_client, admin_user):
    tried = upload(admin_client, table(GOOD), **{"try": "1"})
    assert "2 fakta akan dibuat" in tried.content.decode()
    assert not Candidacy.objects.exists()
    upload(admin_client, table(GOOD), store="1")
    batch = Import.objects.get()
    assert (batch.actor, batch.created) == (admin_user, 2)
    chosen = {"_selected_action": [batch.pk], "action": "undo_selected"}
    admin_client.post(reverse("admin:candidates_import_changelist"), chosen)
    assert not Candidacy.objects.public().exists()


def test_in_the_admin_refused_rows_are_listed_with_their_reasons(admin_client):
    page = upload(admin_client, table(GOOD, {**GOOD, "nomor_urut": "x"}), store="1").content.decode()
    assert "<td>3</td><td>nomor_urut</td><td>Bukan bilangan bulat: x</td>" in page
    assert not Candidacy.objects.exists()
    assert "Kolom tidak dikenal" in upload(admin_client, b"entah\n1\n").content.decode()


def test_lists_are_exported_in_the_admin(admin_client):
    load(GOOD)
    body = admin_client.get(reverse("admin:candidates_export", args=["candidacies"])).content.decode(
        "utf-8-sig"
    )
    assert body.splitlines()[0] == ",".join(candidacies.COLUMNS)
    assert "Calon Buatan" in body
    assert admin_client.get(reverse("admin:candidates_export", args=["entah"])).status_code == 403


def test_only_those_who_may_add_imports_see_the_page(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("staf", is_staff=True))
    assert client.get(reverse("admin:candidates_import_add")).status_code == 403


def test_commands_try_store_and_export(tmp_path, capsys):
    good, bad, out = tmp_path / "baik.csv", tmp_path / "buruk.csv", tmp_path / "keluar.xlsx"
    good.write_bytes(table(GOOD))
    bad.write_bytes(table({**GOOD, "nama": ""}))
    call_command("import_facts", "candidacies", good)
    assert not Candidacy.objects.exists()
    with pytest.raises(CommandError):
        call_command("import_facts", "candidacies", bad, store=True)
    assert "2: nama: Wajib diisi." in capsys.readouterr().err
    call_command("import_facts", "candidacies", good, store=True)
    call_command("export_facts", "candidacies", out, election="pemilu-uji")
    assert plan_of("candidacies", out.read_bytes()).unchanged == 1


def test_every_column_is_documented_where_it_is_read():
    assert {*candidacies.REQUIRED} <= candidacies.COLUMNS.keys()
    assert {*districts.REQUIRED} <= districts.COLUMNS.keys()
