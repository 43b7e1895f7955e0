import time

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisDown

from factcheck import pending


@pytest.fixture
def stored(monkeypatch):
    """What is put into the cache: name, value, and for how long."""
    calls, put = [], cache.set

    def watch(name, value, timeout):
        calls.append((name, value, timeout))
        put(name, value, timeout=timeout)

    monkeypatch.setattr(pending.cache, "set", watch)
    return calls


def test_what_is_held_is_gone_after_a_quarter_of_an_hour_however_often_it_is_touched(stored, monkeypatch):
    held = pending.hold(url="https://contoh.id/")
    began = time.time()
    monkeypatch.setattr(pending.time, "time", lambda: began + 600)
    pending.settle(pending.find(held.receipt), pending.ANSWERED, text="isi")
    assert stored[0][2] <= 900 and stored[1][2] <= 300.1


def test_a_picture_goes_as_soon_as_it_was_read():
    held = pending.hold(image=b"gambar")
    assert pending.find(held.receipt).image == b"gambar"
    pending.settle(held, pending.TEXT, text="isi")
    assert pending.find(held.receipt).image == b"" and pending.find(held.receipt).text == "isi"


def test_its_name_in_the_cache_does_not_tell_the_receipt(stored):
    held = pending.hold(url="https://contoh.id/")
    assert held.receipt not in stored[0][0]


def test_an_unknown_receipt_is_not_held():
    assert pending.find("ngawur \n" * 500) is None


def test_a_picture_too_large_for_the_cache_is_refused():
    with pytest.raises(pending.CannotHold, match="terlalu rinci"):
        pending.hold(image=b"x" * (pending.MOST_BYTES + 1))


def test_without_the_cache_nothing_is_held_and_nothing_found(monkeypatch):
    def fail(*args, **options):
        raise RedisDown("down")

    monkeypatch.setattr(pending.cache, "set", fail)
    monkeypatch.setattr(pending.cache, "get", fail)
    with pytest.raises(pending.CannotHold, match="Salin atau ketik"):
        pending.hold(url="https://contoh.id/")
    assert pending.find("a") is None


def test_every_failure_has_words():
    for code in pending.FAILURES:
        assert pending.Pending("r", 0.0, state=pending.FAILED, failure=code).said
