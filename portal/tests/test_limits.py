"""Rate limits: per network, without keeping an address, and never in the way when the cache is down."""

import ipaddress

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from redis.exceptions import ConnectionError as CacheDown

from portal import limits

pytestmark = pytest.mark.django_db
NOON = "2026-02-14 05:00:20+00:00"


@pytest.fixture(autouse=True)
def low_limits(settings):
    settings.RATE_LIMITS = {"read": 3, "check": 2, "report": 1}
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def get(client, times, address="203.0.113.7", path="/tentang/"):
    return [client.get(path, REMOTE_ADDR=address).status_code for _ in range(times)]


def request(address="203.0.113.7", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_the_request_over_the_limit_is_refused(client):
    assert get(client, 4) == [200, 200, 200, 429]


def test_the_refusal_says_the_limit_and_when_to_come_again(client):
    get(client, 3)
    response = client.get("/tentang/", REMOTE_ADDR="203.0.113.7")
    assert response["Retry-After"] == "40"
    assert "3 permintaan per menit" in response.content.decode()
    assert "40 detik" in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_the_api_refuses_with_a_problem(client):
    get(client, 3)
    response = client.get("/api/v1/debunks/", REMOTE_ADDR="203.0.113.7")
    assert response.status_code == 429
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 429


def test_after_a_minute_one_may_ask_again(client, low_limits):
    get(client, 4)
    low_limits.shift(60)
    assert get(client, 1) == [200]


def test_another_source_is_not_limited(client):
    get(client, 4)
    assert get(client, 1, address="203.0.113.8") == [200]


def test_neighbours_in_one_ipv6_network_are_one_source(client):
    get(client, 3, address="2001:db8:1:2::1")
    assert get(client, 1, address="2001:db8:1:2::ffff") == [429]
    assert get(client, 1, address="2001:db8:1:3::1") == [200]


def test_an_ipv4_address_in_ipv6_clothes_is_the_same_source():
    assert limits.source(request("::ffff:203.0.113.7")) == limits.source(request("203.0.113.7"))


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("get", "/", "read"),
        ("get", "/cek/abc/", "read"),
        ("post", "/cek/", "check"),
        ("post", "/en/cek/", "check"),
        ("post", "/api/v1/check/", "check"),
        ("post", "/lapor/", "report"),
        ("post", "/en/lapor/", "report"),
        ("post", "/api/v1/reports/", "report"),
        ("post", "/admin/login/", "read"),
        ("get", "/healthz", ""),
        ("get", "/static/css/base.css", ""),
    ],
)
def test_what_is_limited_as_what(method, path, kind):
    assert limits.kind_of(getattr(RequestFactory(), method)(path)) == kind


def test_all_sources_together_have_a_limit_too(client, settings):
    settings.RATE_TOTALS = {"check": 2}
    sent = [client.post("/cek/", {"text": "<b>halo"}, REMOTE_ADDR=f"203.0.113.{last}") for last in range(3)]
    assert [response.status_code == 429 for response in sent] == [False, False, True]
    text = sent[2].content.decode()
    assert "2 per menit dari semua orang" in text and "40 detik" in text and sent[2]["Retry-After"] == "40"
    assert "&lt;b&gt;halo" in text and "Kirim lagi" in text and "data-altcha" not in text
    assert get(client, 1) == [200], "reading goes on"


def test_a_noisy_source_does_not_use_up_what_is_for_all(client, settings):
    settings.RATE_TOTALS = {"report": 2}
    sent = [client.post("/api/v1/reports/", {}, REMOTE_ADDR="203.0.113.7").status_code for _ in range(9)]
    assert set(sent[1:]) == {429}
    assert client.post("/api/v1/reports/", {}, REMOTE_ADDR="203.0.113.8").status_code == 400


def test_who_chose_files_is_told_to_go_back(client, settings):
    settings.RATE_LIMITS = {"report": 0}
    response = client.post("/lapor/", {"text": "halo", "images": [SimpleUploadedFile("a.png", b"x")]})
    assert response.status_code == 429 and "gambar yang Anda pilih masih ada" in response.content.decode()


def test_off_is_no_limit(client, settings):
    settings.RATE_LIMITS = {"read": None, "check": None, "report": None}
    assert set(get(client, 20)) == {200}


def test_without_the_cache_there_is_no_limit_and_the_log_says_so_once_a_minute(client, monkeypatch, caplog):
    def down(*args, **kwargs):
        raise CacheDown

    monkeypatch.setattr(cache, "get", down)
    limits.say_no_limits.cache_clear()
    assert set(get(client, 10)) == {200}
    assert [record.name for record in caplog.records].count("portal.limits") == 1


def test_without_the_cache_there_is_no_limit_of_all_either(client, monkeypatch, settings):
    def down(*args, **kwargs):
        raise CacheDown

    settings.RATE_LIMITS, settings.RATE_TOTALS = {}, {"report": 0}
    assert client.post("/api/v1/reports/", {}).status_code == 429
    monkeypatch.setattr(cache, "add", down)
    assert client.post("/api/v1/reports/", {}).status_code == 400


def test_no_address_is_kept():
    name = limits.source(request())
    assert "203.0.113" not in name
    every_address = (f"203.0.113.{last}" for last in range(256))
    assert name not in {limits.hashlib.sha256(address.encode()).hexdigest()[:32] for address in every_address}


def test_the_same_source_has_another_name_tomorrow(low_limits):
    today = limits.source(request())
    assert limits.source(request()) == today
    low_limits.shift(86400)
    assert limits.source(request()) != today


@pytest.mark.parametrize(
    ("chain", "address"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("198.51.100.1, 10.0.0.9", "198.51.100.1"),
        ("nonsense", "10.0.0.1"),
        ("", "10.0.0.1"),
    ],
)
def test_behind_a_proxy_the_visitor_counts(settings, chain, address):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/8")]
    assert limits.client_address(request("10.0.0.1", **{"X-Forwarded-For": chain})) == address


def test_nobody_else_is_believed():
    assert limits.client_address(request(**{"X-Forwarded-For": "198.51.100.1"})) == "203.0.113.7"
