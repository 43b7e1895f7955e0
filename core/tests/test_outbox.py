"""What a visitor notices of the broker's troubles: nothing."""

import pytest
import redis

from core.outbox import BrokerIsDown, Outbox
from portal.tests.servers import wait_for_redis


def queued(broker) -> int:
    return redis.Redis.from_url(broker.redis_url).llen("intake")


def test_a_task_is_sent_to_its_queue(broker):
    broker.start()
    wait_for_redis(broker.redis_url)
    outbox = Outbox()
    assert outbox.waiting("reports.process") == 0
    assert outbox.send("reports.process", 1)
    assert (queued(broker), outbox.waiting("reports.process")) == (1, 1)


def test_a_broker_that_is_down_is_left_alone_for_a_while(broker, monkeypatch):
    outbox = Outbox()
    assert not outbox.send("reports.process", 1)
    broker.start()
    wait_for_redis(broker.redis_url)
    assert not outbox.send("reports.process", 1)
    assert queued(broker) == 0
    monkeypatch.setattr("core.outbox.time.monotonic", lambda: outbox.silent_until + 1)
    assert outbox.send("reports.process", 1)
    assert queued(broker) == 1


@pytest.mark.timeout(10)
def test_a_broker_that_hangs_does_not_hang_us(broker):
    broker.start()
    wait_for_redis(broker.redis_url)
    outbox = Outbox()
    outbox.send("reports.process", 1)
    broker.freeze()
    assert not outbox.send("reports.process", 1)
    fresh = Outbox()
    with pytest.raises(BrokerIsDown):
        fresh.waiting("reports.process")
    assert not fresh.send("reports.process", 1)
