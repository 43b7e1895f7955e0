import pytest
from django.core.exceptions import ValidationError

from core.models import AuditEntry, Change
from portal import actions
from portal.models import Lesson, Question

pytestmark = pytest.mark.django_db
ADD = "/admin/portal/lesson/add/"
GIVEN = {
    "title": "Apa itu masa tenang",
    "slug": "masa-tenang",
    "summary": "Tiga hari tanpa kampanye.",
    "phase": "before",
    "audience": "all",
    "order": "1",
    "body": "Tiga hari.",
    "sources": "PKPU 3/2022 | KPU | 2022-06-09 | https://jdih.kpu.go.id/\nUU 7/2017",
}


def kinds() -> list[str]:
    return list(Change.objects.order_by("number").values_list("kind", flat=True))


def test_a_draft_is_kept_and_told_to_nobody(admin_client, admin_user):
    admin_client.post(ADD, GIVEN)
    lesson = Lesson.objects.get()
    assert lesson.sources == [
        {"title": "PKPU 3/2022", "publisher": "KPU", "date": "2022-06-09", "url": "https://jdih.kpu.go.id/"},
        {"title": "UU 7/2017"},
    ]
    assert kinds() == []
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.model) == (admin_user, "create", "portal.lesson")


@pytest.fixture
def change(admin_client, django_user_model):
    """The page of a lesson that another editor wrote and marked as ready for review."""
    admin_client.post(ADD, {**GIVEN, "in_review": "on"})
    Lesson.objects.update(author=django_user_model.objects.create_user("penulis"))
    return f"/admin/portal/lesson/{Lesson.objects.get().pk}/change/"


def test_its_public_life_stands_in_the_log(admin_client, admin_user, change):
    admin_client.post(change, {**GIVEN, "in_review": "on", "published": "on"})
    lesson = Lesson.objects.get()
    assert (lesson.reviewer, lesson.in_review) == (admin_user, False)
    admin_client.post(change, {**GIVEN, "title": "Masa tenang", "published": "on"})
    admin_client.post(change, {**GIVEN, "title": "Masa tenang"})
    assert kinds() == ["published", "updated", "retracted"]
    assert Lesson.objects.get().change_number == Change.objects.last().number


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"in_review": "on"}, ""),
        ({"in_review": "on", "body": "Empat hari."}, "minta editor lain menerbitkannya"),
    ],
)
def test_a_lesson_is_published_as_its_reviewer_read_it(admin_client, change, values, said):
    page = admin_client.post(change, {**GIVEN, **values, "published": "on"}).content.decode()
    assert said in page
    assert Lesson.objects.get().published is not bool(said)


def test_nobody_publishes_their_own_text(admin_client, admin_user, change):
    page = admin_client.post(ADD, {**GIVEN, "slug": "baru", "published": "on"}).content.decode()
    assert "siap ditinjau" in page and Lesson.objects.count() == 1
    Lesson.objects.update(author=admin_user)
    page = admin_client.post(change, {**GIVEN, "in_review": "on", "published": "on"}).content.decode()
    assert "Yang menulis tidak menerbitkan" in page
    assert not Lesson.objects.get().published


@pytest.mark.parametrize(
    "line", ["| KPU", "Judul | KPU | kemarin", "Judul | KPU | 2024-02-14 | javascript:x", "a | b | | | e"]
)
def test_an_unreadable_source_names_its_line_and_loses_nothing(admin_client, line):
    response = admin_client.post(ADD, {**GIVEN, "sources": f"UU 7/2017\n{line}"})
    html = response.content.decode()
    assert "Baris 2 tidak terbaca" in html
    assert line.split("|")[0] in html
    assert not Lesson.objects.exists()


def test_sources_are_shown_as_they_were_typed(admin_client):
    admin_client.post(ADD, GIVEN)
    html = admin_client.get(f"/admin/portal/lesson/{Lesson.objects.get().pk}/change/").content.decode()
    assert GIVEN["sources"] in html


def test_a_lesson_cannot_be_deleted(admin_client):
    admin_client.post(ADD, GIVEN)
    assert admin_client.get(f"/admin/portal/lesson/{Lesson.objects.get().pk}/delete/").status_code == 403


def test_a_question_is_short(admin_client):
    admin_client.post("/admin/portal/question/add/", {"text": "Benarkah?", "order": "0"})
    admin_client.post("/admin/portal/question/add/", {"text": "x" * 81, "order": "0"})
    assert [question.text for question in Question.objects.all()] == ["Benarkah?"]


def test_the_action_refuses_what_is_not_whole(admin_user):
    with pytest.raises(ValidationError):
        actions.save_lesson(actor=admin_user, lesson=Lesson(title="Tanpa isi", slug="tanpa-isi"))
    assert not AuditEntry.objects.exists()
