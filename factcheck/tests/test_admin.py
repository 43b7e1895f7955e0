import io
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.models import AuditEntry, Change
from factcheck import actions
from factcheck.models import Correction, Debunk, Topic
from factcheck.tests.making import draft, make_user, published, retracted

pytestmark = pytest.mark.django_db
LIST = "/admin/factcheck/debunk/"
EMPTY_LISTS = {
    f"{prefix}-{name}": "0"
    for prefix in ("appearances", "sources", "images", "corrections")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def address(debunk, rest="change"):
    return f"{LIST}{debunk.pk}/{rest}/"


def form(debunk=None, **values):
    """What the browser sends, with `values` changed."""
    sent = {"language": "id"} | EMPTY_LISTS
    if debunk:
        for name in ("title", "claim", "verdict", "kind", "summary", "explanation", "conclusion"):
            sent[name] = getattr(debunk, name).replace("\n", "\r\n")
        sent["version_seen"] = debunk.version
        sent["topics"] = [topic.pk for topic in debunk.topics.all()]
    return sent | values


COMPLETE = {
    "kind": "palsu",
    "conclusion": "Tidak ada kontainer itu.",
    "appearances-TOTAL_FORMS": "1",
    "appearances-0-platform": "facebook",
    "appearances-0-archived_url": "https://archive.example/abc",
    "sources-TOTAL_FORMS": "2",
    "sources-0-title": "Keterangan pers KPU",
    "sources-0-url": "https://kpu.example/1",
    "sources-0-order": "1",
    "sources-1-title": "Keterangan bea cukai",
    "sources-1-url": "https://beacukai.example/1",
    "sources-1-order": "2",
}
NEW = {"title": "Tidak ada kontainer", "claim": "Ada 7 kontainer", "verdict": "salah"}


@pytest.fixture
def writer(client):
    user = make_user("penulis", is_staff=True)
    names = [f"{verb}_debunk" for verb in ("add", "change", "view")] + ["add_appearance", "add_source"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def test_a_writer_drafts_and_submits(writer):
    response = writer.post(f"{LIST}add/", form(**NEW, **COMPLETE, _submit="1"))
    debunk = Debunk.objects.get()
    assert response.url == address(debunk)
    assert (debunk.state, debunk.author.username) == ("review", "penulis")
    assert debunk.slug == "tidak-ada-kontainer"
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == [
        *("save_draft", "change_evidence", "submit_for_review")
    ]


def test_what_is_incomplete_is_kept_as_a_draft_and_told(writer):
    response = writer.post(f"{LIST}add/", form(**NEW, _submit="1"), follow=True)
    assert Debunk.objects.get().state == "draft"
    page = response.content.decode()
    assert "Tersimpan sebagai draf." in page and "Belum bisa diperiksa. Kurang: " in page


def test_a_writer_reads_published_debunks_without_changing_them(writer):
    debunk = published()
    assert "Simpan koreksi" not in writer.get(address(debunk)).content.decode()
    assert writer.post(address(debunk), form(debunk, kind="palsu")).status_code == 409
    writer.post(address(debunk, "retract"), {"reason": "x", "version_seen": debunk.version})
    assert Debunk.objects.get().state == "published"


def test_changing_what_a_published_debunk_says_needs_a_reason(admin_client):
    debunk = published(claim="Satu\ndua")
    response = admin_client.post(address(debunk), form(debunk, verdict="menyesatkan", _continue="1"))
    assert response.status_code == 200 and "Tulis apa yang berubah" in response.content.decode()
    assert Debunk.objects.get().verdict == "salah"
    sent = form(debunk, verdict="menyesatkan", reason="Bukti baru", _continue="1")
    assert admin_client.post(address(debunk), sent).status_code == 302
    debunk.refresh_from_db()
    assert (debunk.state, debunk.verdict, debunk.claim) == ("published", "menyesatkan", "Satu\ndua")
    correction = Correction.objects.get()
    assert (correction.text, correction.author.username) == ("Bukti baru", "admin")
    assert Change.objects.last().data["changed"] == ["verdict"]  # lines of the claim are not a change


def test_minor_changes_need_no_reason(admin_client):
    debunk, topic = published(), Topic.objects.create(slug="logistik", name="Logistik")
    source = {"sources-TOTAL_FORMS": "1", "sources-0-title": "KPU", "sources-0-order": "1"}
    admin_client.post(address(debunk), form(debunk, topics=[topic.pk], kind="palsu", **source))
    debunk.refresh_from_db()
    assert debunk.kind == "palsu" and debunk.topics.get() == topic
    assert not Correction.objects.exists()
    assert Change.objects.last().kind == "updated"
    assert set(Change.objects.last().data["changed"]) == {"kind", "topics", "sources"}


def test_saving_without_a_change_tells_nobody(admin_client):
    debunk = published()
    admin_client.post(address(debunk), form(debunk))
    assert Change.objects.count() == 1


def test_the_second_editor_keeps_the_typed_text_and_is_told(admin_client):
    debunk = published()
    actions.update(debunk=debunk, actor=None, fields={"kind": "palsu"})
    response = admin_client.post(address(debunk), form(debunk, title="Judul saya", reason="Ralat"))
    page = response.content.decode()
    assert "Orang lain mengubah debunk ini" in page and "Judul saya" in page
    assert not Correction.objects.exists()


def test_a_retracted_debunk_cannot_be_changed_any_more(admin_client):
    debunk = retracted()
    page = admin_client.get(address(debunk)).content.decode()
    assert debunk.retraction_reason in page and 'type="submit"' not in page.split('class="submit-row"')[1]
    assert admin_client.post(address(debunk), form(debunk)).status_code == 409


def test_what_was_public_cannot_be_deleted(admin_client):
    for debunk in (published(), retracted()):
        assert admin_client.post(address(debunk, "delete"), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in admin_client.get(LIST).content.decode()


def test_a_draft_can_be_thrown_away(admin_client):
    debunk = draft()
    admin_client.post(address(debunk, "delete"), {"post": "yes"})
    assert not Debunk.objects.exists()


def test_a_picture_is_stored_as_fresh_pixels(admin_client, settings, tmp_path, png):
    settings.MEDIA_ROOT = tmp_path
    picture = {
        "images-TOTAL_FORMS": "1",
        "images-0-image": png,
        "images-0-alt": "Kontainer",
        "images-0-credit": "KPU",
        "images-0-order": "1",
    }
    admin_client.post(f"{LIST}add/", form(**NEW, **picture, _continue="1"))
    name = Debunk.objects.get().images.get().image.name
    assert re.fullmatch(r"debunks/[0-9a-f]{64}\.(png|jpg)", name)


@pytest.fixture
def png():
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return SimpleUploadedFile("foto saya.png", out.getvalue(), "image/png")


@pytest.mark.parametrize("query", ["", "?state__exact=published", "?q=kontainer", "?verdict__exact=salah"])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    admin_client, query, django_assert_max_num_queries
):
    for _number in range(12):
        published(author=None)
    with django_assert_max_num_queries(12):
        assert admin_client.get(LIST + query).status_code == 200


def test_the_form_loads_no_options_of_registers(admin_client, django_assert_max_num_queries):
    debunk = published()
    for number in range(30):
        Topic.objects.create(slug=f"tema-{number}", name=f"Tema {number}")
    debunk.topics.add(Topic.objects.first())
    with django_assert_max_num_queries(20):
        page = admin_client.get(address(debunk)).content.decode()
    assert "Tema 29" not in page


@pytest.mark.parametrize("model", ["core/auditentry", "core/change"])
def test_the_logs_are_read_only(admin_client, model):
    actions.retract(debunk=published(), actor=None, reason="x")
    page = admin_client.get(f"/admin/{model}/").content.decode()
    assert "retract" in page or "ditarik" in page
    assert admin_client.get(f"/admin/{model}/add/").status_code == 403


def test_no_inline_script_or_style(admin_client):
    debunk = published()
    for path in (
        LIST,
        f"{LIST}add/",
        address(debunk),
        address(debunk, "retract"),
        address(debunk, "history"),
    ):
        page = admin_client.get(path).content.decode()
        assert " style=" not in page and "<style" not in page
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", page) and not re.search(r"\son\w+=", page)
