"""Keys of the API: asked for by e-mail, shown once, limited, counted, revoked and forgotten."""

import re
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.contrib.auth.models import Group
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone

from core.models import AuditEntry
from core.sealing import unseal
from factcheck.tests.making import make_user, published
from portal import roles, tasks
from portal.keys import actions, links
from portal.keys.middleware import key_in
from portal.logs import RECEIPT
from portal.models import ApiKey, KeyLetter, KeyUse

pytestmark = pytest.mark.django_db
ADDRESS = "ani@redaksi.test"
LIST = "/api/v1/debunks/"


def make_key(*scopes, address=ADDRESS, name="Redaksi") -> tuple[ApiKey, str]:
    """An active key, and what its owner was shown."""
    key = ApiKey(name=name, scopes=list(scopes or ["read", "check", "report"]))
    key.fingerprint, key.address = actions.fingerprint(address), actions.seal(address, key=actions.SEAL)
    key.save()
    return key, actions.issue(key=key)


def bearer(shown: str) -> dict:
    return {"Authorization": f"Bearer {shown}"}


def ask(client, path="/kunci/", **values):
    return client.post(path, {"address": ADDRESS, "name": "Redaksi", "scopes": ["read", "check"]} | values)


def link() -> str:
    """The link of the only letter that is due."""
    tasks.write_letters()
    (letter,) = mail.outbox
    mail.outbox.clear()
    return re.search(r"https?://[^/]+(/\S+)", letter.body)[1]


def test_the_key_is_shown_once_to_the_owner_of_the_address(client):
    assert "kotak surat" in ask(client).content.decode()
    wish = ApiKey.objects.get()
    assert ADDRESS.encode() not in bytes(wish.address) and unseal(wish.address, key="keys") == ADDRESS
    address = link()
    page = client.get(address)
    assert page["Referrer-Policy"] == "no-referrer" and "no-store" in page["Cache-Control"]
    assert not ApiKey.objects.active().exists(), "looking at the link does nothing"
    shown = re.search(r"dmp_[\w-]+", client.post(address).content.decode().replace("<wbr>", ""))[0]
    key = ApiKey.objects.active().get()
    assert actions.find(shown) == key and shown.startswith(key.start)
    assert shown not in str(ApiKey.objects.values().get())
    again = client.post(address).content.decode()
    assert "sudah pernah ditampilkan" in again and "dmp_" not in again
    assert not client.cookies
    entry = AuditEntry.objects.get(action="issue")
    assert (entry.object_id, entry.details) == (key.pk, {"scopes": ["read", "check"]})


def test_nobody_can_fill_a_strangers_mailbox(client):
    for _ in range(3):
        ask(client)
        ask(client, address=ADDRESS.upper())
    tasks.write_letters()
    assert len(mail.outbox) == 1 and ApiKey.objects.count() == 1


def test_an_address_with_its_fill_of_keys_gets_the_link_to_manage_them(client):
    for _ in range(actions.MOST_KEYS):
        make_key()
    ask(client)
    assert "/kunci/kelola/" in link()


@pytest.mark.parametrize("values", [{"address": "bukan"}, {"name": ""}, {"scopes": ["admin"]}])
def test_bad_input_is_said_to_be_bad(client, values):
    page = ask(client, **values)
    assert page.status_code == 422 and "Galat" in page.content.decode()
    assert not ApiKey.objects.exists()


def test_the_letter_is_in_the_language_of_the_form(client):
    ask(client, path="/en/kunci/")
    assert link().startswith("/en/kunci/pasti/")


def test_a_letter_that_was_not_even_written_is_tried_again(client, monkeypatch):
    def too_slow(letter, address):
        raise SoftTimeLimitExceeded

    ask(client)
    with monkeypatch.context() as slow:
        slow.setattr("portal.keys.letters.mail_of", too_slow)
        tasks.write_letters()
    assert KeyLetter.objects.get().state == KeyLetter.State.WAITING and mail.outbox == []
    KeyLetter.objects.update(retry_at=timezone.now())
    assert link()


def test_an_old_or_forged_link_opens_nothing(client, time_machine):
    time_machine.move_to("2026-02-01T09:00:00+07:00")
    key = make_key()[0]
    token = links.managing_all(key)
    assert client.get(f"/kunci/kelola/{token}/").status_code == 200
    assert client.get(f"/kunci/kelola/{token[:-1]}/").status_code == 404
    assert links.to_confirm(token) is None and links.to_manage(links.confirming(key)) is None
    time_machine.move_to("2026-02-05T09:00:00+07:00")
    assert client.get(f"/kunci/kelola/{token}/").status_code == 404
    assert RECEIPT.sub(r"\1…", f"GET /kunci/kelola/{token}/ 404") == "GET /kunci/kelola/…/ 404"


def test_a_key_opens_itself_and_no_other_of_its_owner(client):
    shown, other = make_key(name="Satu")[1], make_key(name="Dua")[0]
    answer = client.post("/kunci/kelola/", {"shown": shown})
    assert answer.status_code == 302 and shown not in answer["Location"]
    text = client.get(answer["Location"]).content.decode()
    assert "Satu" in text and "Dua" not in text
    assert client.post(f"{answer['Location']}{other.pk}/cabut/").status_code == 404
    assert client.post("/kunci/kelola/", {"shown": "dmp_salah"}).status_code == 422


def test_the_link_by_mail_shows_all_and_revokes(client):
    key, shown = make_key()
    client.post("/kunci/kelola/", {"address": "orang@lain.test"})
    client.post("/kunci/kelola/", {"address": ADDRESS})
    page = link()
    assert client.get(LIST, headers=bearer(shown)).status_code == 200
    asked = client.get(f"{page}{key.pk}/cabut/").content.decode()
    assert "tidak dapat dibatalkan" in asked and ApiKey.objects.active().exists()
    assert client.post(f"{page}{key.pk}/cabut/").status_code == 302
    assert client.get(f"{page}{key.pk}/cabut/").status_code == 302
    answer = client.get(LIST, headers=bearer(shown))
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"].startswith("Bearer") and answer["Cache-Control"] == "no-store"
    assert AuditEntry.objects.filter(action="revoke", object_id=key.pk).count() == 1


def test_a_key_does_only_what_it_was_made_for(client):
    shown = make_key("read")[1]
    assert client.get(LIST, headers=bearer(shown)).status_code == 200
    refused = client.post("/api/v1/check/", {"text": "halo"}, headers={"X-API-Key": shown})
    assert refused.status_code == 403 and "check" in refused.json()["detail"]
    assert client.get(LIST, headers=bearer(make_key("check")[1])).status_code == 403


def test_a_wrong_key_gets_no_answer_out_of_memory_either(client, settings):
    published()
    tag = client.get(LIST)["ETag"]
    wrong = {"If-None-Match": tag, **bearer("dmp_salah")}
    assert client.get(LIST, headers=wrong).status_code == 401
    assert client.get(LIST, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "headers", "key"),
    [
        ("/api/v1/", {"Authorization": "bearer abc"}, "abc"),
        ("/api/v1/", {"Authorization": "Basic abc"}, ""),
        ("/api/v1/", {"X-API-Key": "abc"}, "abc"),
        ("/api/v1/?key=dmp_abc", {}, ""),
        ("/api/v1alpha1/claims:search?key=dmp_abc", {}, "dmp_abc"),
        ("/api/v1alpha1/claims:search?key=AIza123", {"Authorization": "Bearer ya29"}, ""),
    ],
)
def test_where_a_key_stands(path, headers, key):
    assert key_in(RequestFactory().get(path, headers=headers)) == key


def test_googles_api_refuses_in_googles_shape(client):
    answer = client.get("/api/v1alpha1/claims:search?query=a&key=dmp_salah")
    assert answer.status_code == 401 and answer.json()["error"]["status"] == "UNAUTHENTICATED"


def test_every_answer_tells_the_limit_and_what_is_left_of_it(client, settings):
    settings.API_MEMORY, settings.RATE_LIMITS = 1_000_000, {"read": 3}
    published()
    told = [client.get(LIST) for _ in range(4)]
    assert [one.status_code for one in told] == [200, 200, 200, 429]
    assert [one["RateLimit"].split(";")[1] for one in told] == ["r=2", "r=1", "r=0", "r=0"]
    assert told[0]["RateLimit-Policy"] == '"read";q=3;w=60'
    assert re.fullmatch(r'"read";r=0;t=\d+', told[3]["RateLimit"]) and told[3]["Retry-After"]


def test_what_has_not_changed_tells_the_limit_too(client, settings):
    settings.RATE_LIMITS = {"read": 9}
    published()
    same = client.get(LIST, headers={"If-None-Match": client.get(LIST)["ETag"]})
    assert same.status_code == 304 and same["RateLimit"].startswith('"read";r=7;')


def test_a_key_has_a_higher_limit_of_its_own(client, settings):
    settings.RATE_LIMITS, settings.RATE_KEY_LIMITS = {"read": 1}, {"read": 2}
    headers = bearer(make_key()[1])
    assert [client.get(LIST).status_code for _ in range(2)] == [200, 429]
    answers = [client.get(LIST, headers=headers, REMOTE_ADDR=f"203.0.113.{n}") for n in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"read";q=2;w=60'


def test_the_owner_sees_what_the_key_was_used_for(client, settings):
    settings.RATE_KEY_LIMITS = {"read": 2}
    key, shown = make_key()
    for _ in range(3):
        client.get(LIST, headers=bearer(shown))
    client.get(LIST)
    assert tasks.note_uses() is None and tasks.note_uses() is None, "twice does no harm"
    use = KeyUse.objects.get()
    assert (use.key, use.kind, use.count, use.day) == (key, "read", 2, timezone.localdate())
    key.refresh_from_db()
    assert key.last_used_on == use.day
    assert "<td>2</td>" in client.get(f"/kunci/kelola/{links.managing_one(key)}/").content.decode()


def test_what_is_over_is_forgotten(time_machine):
    time_machine.move_to("2026-02-01T09:00:00+07:00")
    revoked, unused, used = (make_key()[0] for _ in range(3))
    actions.revoke(key=revoked)
    ApiKey.objects.create(name="tak dijawab", fingerprint="f" * 64, address=b"x")
    KeyUse.objects.create(key=used, day=timezone.localdate(), kind="read", count=1)
    KeyLetter.objects.create(key=used, kind="manage")
    tasks.forget_keys()
    assert ApiKey.objects.count() == 4
    time_machine.move_to("2026-03-04T09:00:00+07:00")
    tasks.forget_keys()
    assert set(ApiKey.objects.all()) == {unused, used} and not KeyLetter.objects.exists()
    later = timezone.now() + timedelta(days=340)
    ApiKey.objects.filter(pk=used.pk).update(last_used_on=later.date())
    time_machine.move_to(later)
    tasks.forget_keys()
    assert set(ApiKey.objects.all()) == {used} and not KeyUse.objects.exists()


def test_the_operator_revokes_a_key_and_sees_no_address(admin_client, admin_user):
    key = make_key()[0]
    page = admin_client.get(f"/admin/portal/apikey/{key.pk}/change/").content.decode()
    assert key.start in page and ADDRESS not in page and key.fingerprint not in page
    chosen = {"action": "revoke", "_selected_action": [key.pk]}
    assert admin_client.post("/admin/portal/apikey/", chosen).status_code == 302
    assert not ApiKey.objects.active().exists()
    assert AuditEntry.objects.get(action="revoke").actor == admin_user


def test_editors_have_no_business_with_keys(client):
    roles.grant()
    editor = make_user("pemimpin", is_staff=True)
    editor.groups.add(Group.objects.get(name="Pemimpin redaksi"))
    client.force_login(editor)
    assert client.get("/admin/portal/apikey/").status_code == 403
