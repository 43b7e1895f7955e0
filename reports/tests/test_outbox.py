"""What a visitor notices of the broker's troubles: nothing."""

import pytest
import redis

from portal.celery import app
from portal.tests.servers import wait_for_redis
from reports.outbox import Outbox
from reports.tests.servers import Broker


@pytest.fixture(autouse=True)
def silent_broker():
    """Here tasks are really sent."""


@pytest.fixture
def broker(monkeypatch):
    broker = Broker()
    monkeypatch.setattr(app.conf, "broker_url", broker.url)
    yield broker
    broker.close()


def queued(broker) -> int:
    return redis.Redis.from_url(broker.redis_url).llen("intake")


def test_a_task_is_sent_to_its_queue(broker):
    broker.start()
    wait_for_redis(broker.redis_url)
    assert Outbox().send("reports.process", 1)
    assert queued(broker) == 1


def test_a_broker_that_is_down_is_left_alone_for_a_while(broker, monkeypatch):
    outbox = Outbox()
    assert not outbox.send("reports.process", 1)
    broker.start()
    wait_for_redis(broker.redis_url)
    assert not outbox.send("reports.process", 1)
    assert queued(broker) == 0
    monkeypatch.setattr("reports.outbox.time.monotonic", lambda: outbox.silent_until + 1)
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
    assert not Outbox().send("reports.process", 1)
