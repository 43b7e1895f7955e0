"""The right of reply of who was reported: heard, sealed, and nobody's report betrayed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.models import AuditEntry
from neutrality import replies
from neutrality.models import Message, ReplyRequest, RetentionRun
from neutrality.tests.making import accepted, officer

URL = "/netralitas-asn/hak-jawab/"
WORDS = {"text": "KENARIJAWAB itu bukan saya", "name": "KENARINAMA", "contact": "KENARIKONTAK"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return replies.request_reply(words=WORDS)


def page(asked) -> str:
    return f"/admin/neutrality/replyrequest/{asked.pk}/change/"


def test_it_is_received_sealed_and_answered_alike_with_or_without_a_case(client, case):
    response = client.post(URL, WORDS)
    assert response.status_code == 201 and "no-store" in response["Cache-Control"]
    assert "Kasus" not in response.content.decode()
    assert b"KENARI" not in bytes(ReplyRequest.objects.get().content)


def test_what_is_missing_is_said_and_nothing_is_lost(client):
    response = client.post(URL, WORDS | {"name": ""})
    assert response.status_code == 422 and "KENARIJAWAB" in response.content.decode()
    too_long = client.post(URL, WORDS | {"text": "x" * 4001}).content.decode()
    assert "4000" in too_long.replace(".", "") and not ReplyRequest.objects.exists()


def test_an_officer_puts_it_beside_its_case(client, case, first, asked):
    client.force_login(first)
    assert "KENARIJAWAB" in client.get(page(asked)).content.decode()
    assert client.post(page(asked), {"case": case.pk}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.case) == ("attached", case)
    assert Message.objects.get(kind="reply").report == case.reports.get()
    assert AuditEntry.objects.filter(action="read_reply", actor=first).exists()


def test_where_to_answer_is_kept_with_the_case_and_deleted_with_it(client, case, first, asked):
    replies.attach(asked=asked, case=case, actor=first)
    client.force_login(first)
    assert page(asked) in client.get(f"/admin/neutrality/case/{case.pk}/change/").content.decode()
    html = client.get(page(asked)).content.decode()
    assert "KENARIKONTAK" in html and 'name="case"' not in html
    ReplyRequest.objects.update(received_at=timezone.now() - timedelta(days=91))
    assert replies.forget() == 0
    replies.desk.close(case=case, closing="false", actor=first)
    assert ReplyRequest.objects.get().content is None


def test_it_follows_its_case_into_another(case, first, asked):
    into = accepted().report.case
    replies.attach(asked=asked, case=case, actor=first)
    replies.desk.join(case=case, into=into, actor=first)
    assert ReplyRequest.objects.get().case == into


def test_without_a_case_its_words_are_deleted(client, first, asked):
    client.force_login(first)
    question = client.post(page(asked), {"case": ""}).content.decode()
    asked.refresh_from_db()
    assert asked.state == "new" and "KENARIJAWAB" in question and 'name="sure"' in question
    client.post(page(asked), {"case": "", "sure": "1"})
    asked.refresh_from_db()
    assert (asked.state, asked.content) == ("declined", None)
    assert "Isinya sudah dihapus" in client.get(page(asked)).content.decode()


def test_a_number_that_is_no_open_case(client, first, asked):
    client.force_login(first)
    assert "Tidak ada kasus terbuka" in client.post(page(asked), {"case": 999}).content.decode()
    asked.refresh_from_db()
    assert asked.state == "new"


def test_officers_only(admin_client, admin_user, asked):
    assert admin_client.get(page(asked)).status_code == 403
    with pytest.raises(PermissionDenied):
        replies.read_reply(asked=asked, actor=admin_user)


def test_it_is_decided_once(first, asked, case):
    replies.decline(asked=asked, actor=first)
    with pytest.raises(replies.desk.Refused):
        replies.attach(asked=asked, case=case, actor=officer("lain"))


def test_unanswered_ones_are_deleted_in_time(asked):
    assert replies.forget() == 0
    ReplyRequest.objects.update(received_at=timezone.now() - timedelta(days=91))
    assert replies.forget() == 1
    assert ReplyRequest.objects.get().content is None
    assert replies.forget() == 0 and RetentionRun.objects.get().counts == {"reply": 1}
