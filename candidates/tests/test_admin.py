import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from candidates.models import Candidacy, Election, Party, Person, Stage
from candidates.tests import factories
from core.models import AuditEntry, Change

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def inline(prefix, total=0, initial=0, **values):
    form = {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": initial}
    return form | {f"{prefix}-{name}": value for name, value in values.items()}


def add(admin_client, model, data):
    response = admin_client.post(reverse(f"admin:candidates_{model}_add"), data)
    errors = response.context and response.context["adminform"].form.errors
    assert response.status_code == 302, errors


SOURCE = {"source_title": "PKPU 3/2022", "publication": "published"}


def test_an_election_with_its_stages_is_stored_through_the_actions(admin_client):
    stage = {"0-name": "Masa tenang", "0-slug": "masa-tenang", "0-phase": "before"}
    stage |= {"0-starts": "2024-02-11", "0-ends": "2024-02-13"}
    stage |= {f"0-{name}": value for name, value in SOURCE.items()}
    election = {"name": "Pemilu 2024", "slug": "pemilu-2024", "kind": "general", "date": "2024-02-14"}
    add(admin_client, "election", {**SOURCE, **election, **inline("stages", total=1, **stage)})
    assert Stage.objects.get().election == Election.objects.get()
    assert list(Change.objects.order_by("number").values_list("model", "kind")) == [
        ("candidates.stage", "published"),
        ("candidates.election", "published"),
    ]
    assert AuditEntry.objects.filter(action="create").count() == 2


def test_a_party_gets_its_numbers_and_its_aliases_one_per_line(admin_client):
    election = factories.election()
    data = {**SOURCE, "name": "PKB", "full_name": "Partai Uji", "slug": "pkb", "scope": "national"}
    data |= {"aliases": "PKB\n\n Partai Kebangkitan \nPKB"}
    add(
        admin_client,
        "party",
        data | inline("numbers", total=1, **{"0-election": election.pk, "0-number": 1}),
    )
    party = Party.objects.get()
    assert party.aliases == ["PKB", "Partai Kebangkitan"]
    assert party.numbers.get().number == 1
    page = admin_client.get(reverse("admin:candidates_party_change", args=[party.pk])).content.decode()
    assert "PKB\nPartai Kebangkitan</textarea>" in page


def test_a_photo_is_stored_anew_and_needs_its_credit(admin_client):
    picture = io.BytesIO()
    Image.new("RGB", (1600, 900), "white").save(picture, "PNG")
    data = {**SOURCE, "name": "Calon Uji", "slug": "calon-uji", "aliases": ""}

    def photo():
        return SimpleUploadedFile("../jahat.png", picture.getvalue(), "image/png")

    refused = admin_client.post(reverse("admin:candidates_person_add"), {**data, "photo": photo()})
    assert refused.status_code == 200
    assert not Person.objects.exists()
    add(admin_client, "person", {**data, "photo": photo(), "photo_credit": "Foto: Uji"})
    person = Person.objects.get()
    assert "jahat" not in person.photo.name
    assert person.photo.width == 800


def candidacy_form(candidacy, **values):
    given = {name: getattr(candidacy, f"{name}_id") for name in ("election", "district", "person")}
    given |= {"office": candidacy.office, "ballot_number": candidacy.ballot_number}
    return {**SOURCE, **given, "state": candidacy.state, **values}


def test_a_withdrawal_without_its_ground_is_refused_with_a_reason(admin_client):
    candidacy = factories.candidacy()
    response = admin_client.post(
        reverse("admin:candidates_candidacy_change", args=[candidacy.pk]),
        candidacy_form(candidacy, state="withdrawn"),
    )
    assert "memerlukan tanggal dan dasar" in response.content.decode()
    assert Candidacy.objects.get().state == "listed"


def test_a_withdrawal_is_told_as_a_change_of_state(admin_client):
    candidacy = factories.candidacy()
    data = candidacy_form(candidacy, state="withdrawn", state_date="2024-01-05", state_source="Surat 1")
    data |= {"vision": "Visi baru"}
    admin_client.post(reverse("admin:candidates_candidacy_change", args=[candidacy.pk]), data)
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.state_date) == ("withdrawn", date(2024, 1, 5))
    assert candidacy.vision == "Visi baru"
    assert Change.objects.latest("number").data == {"state": ["listed", "withdrawn"]}


def test_other_sources_of_a_candidacy_are_edited_line_by_line(admin_client, client):
    candidacy = factories.candidacy()
    address = reverse("admin:candidates_candidacy_change", args=[candidacy.pk])
    line = "Visi dan misi | KPU | 2023-11-13 | https://kpu.go.id/"
    admin_client.post(address, candidacy_form(candidacy, sources=f"{line}\nBerita acara"))
    candidacy.refresh_from_db()
    assert candidacy.sources[0]["publisher"] == "KPU"
    assert candidacy.sources[1] == {"title": "Berita acara"}
    assert line in admin_client.get(address).content.decode()
    assert "KPU: Visi dan misi" in client.get(candidacy.get_absolute_url()).content.decode()


@pytest.mark.parametrize("model", ["election", "stage", "district", "party", "person", "candidacy"])
def test_facts_are_confirmed_rejected_and_never_deleted(admin_client, model):
    fact = getattr(factories, model)(publication="suggested")
    address = reverse(f"admin:candidates_{model}_changelist")
    chosen = {"_selected_action": [fact.pk]}
    admin_client.post(address, {**chosen, "action": "confirm_selected"})
    fact.refresh_from_db()
    assert fact.is_published
    admin_client.post(address, {**chosen, "action": "reject_selected"})
    fact.refresh_from_db()
    assert fact.publication == "rejected"
    assert admin_client.get(reverse(f"admin:candidates_{model}_delete", args=[fact.pk])).status_code == 403


def test_confirming_without_a_source_says_why(admin_client):
    factories.person(publication="suggested", source_title="")
    response = admin_client.post(
        reverse("admin:candidates_person_changelist"),
        {"_selected_action": [Person.objects.get().pk], "action": "confirm_selected"},
        follow=True,
    )
    assert "Fakta tanpa sumber" in response.content.decode()
    assert not Person.objects.published().exists()


@pytest.mark.parametrize("model", ["election", "stage", "district", "party", "person", "candidacy"])
def test_search_finds_by_name_and_costs_the_same_for_many(admin_client, model, django_assert_max_num_queries):
    for _ in range(12):
        getattr(factories, model)()
    with django_assert_max_num_queries(12):
        page = admin_client.get(reverse(f"admin:candidates_{model}_changelist"), {"q": "1"})
    assert page.status_code == 200


def test_an_alias_is_found(admin_client):
    factories.person(name="Calon Satu", aliases=["Mas Uji"])
    factories.person(name="Calon Dua")
    page = admin_client.get(reverse("admin:candidates_person_changelist"), {"q": "mas uji"})
    assert [person.name for person in page.context["cl"].result_list] == ["Calon Satu"]


def test_forms_do_not_load_all_options(admin_client, django_assert_max_num_queries):
    candidacy = factories.candidacy()
    factories.person(name="Orang Yang Tidak Ditawarkan")
    with django_assert_max_num_queries(14):
        page = admin_client.get(reverse("admin:candidates_candidacy_change", args=[candidacy.pk]))
    assert "Orang Yang Tidak Ditawarkan" not in page.content.decode()


def stage_form(stage, **values):
    given = {"election": stage.election_id, "name": stage.name, "slug": stage.slug, "phase": stage.phase}
    given |= {"kind": stage.kind, "starts": stage.starts, "ends": stage.ends, "zone": stage.zone}
    return {**SOURCE, **given, **values}


def test_new_dates_under_a_regulation_are_a_revision(admin_client):
    stage = factories.stage(starts=date(2024, 2, 14), ends=date(2024, 2, 14))
    address = reverse("admin:candidates_stage_change", args=[stage.pk])
    moved = {"starts": "2024-02-21", "ends": "2024-02-21"}
    admin_client.post(address, stage_form(stage, **moved, regulation="PKPU 9/2024", note="Catatan baru"))
    stage.refresh_from_db()
    assert (stage.starts, stage.note) == (date(2024, 2, 21), "Catatan baru")
    assert stage.revisions.get().starts == date(2024, 2, 14)


def test_a_slip_of_the_pen_is_mended_without_a_trace_on_the_schedule(admin_client):
    stage = factories.stage(starts=date(2024, 2, 14), ends=date(2024, 2, 14))
    address = reverse("admin:candidates_stage_change", args=[stage.pk])
    admin_client.post(address, stage_form(stage, ends="2024-02-15"))
    stage.refresh_from_db()
    assert stage.ends == date(2024, 2, 15)
    assert not stage.revisions.exists()
