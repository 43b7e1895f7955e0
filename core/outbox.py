"""Telling the workers that there is work, while a person waits: a broker that is down or hangs costs them
a moment, never more."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from celery import current_app
from kombu.exceptions import LimitExceeded, OperationalError
from kombu.pools import ProducerPool
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PATIENCE = 0.2  # seconds for the broker to take a connection, and again to take a message
PAUSE = 10  # seconds in which a broker that failed is left alone
CONNECTIONS = 8


class BrokerIsDown(Exception):
    """It does not answer, or did not a moment ago."""


class Outbox:
    """Sends tasks while a person waits for the page: briefly tried, and after a failure not at all."""

    def __init__(self):
        self.silent_until = 0.0

    @cached_property
    def producers(self) -> ProducerPool:
        """Connections of our own: a worker waits longer for its broker than a visitor should."""
        connection = current_app.connection_for_write(
            connect_timeout=PATIENCE,
            transport_options={
                "socket_timeout": PATIENCE,
                "socket_connect_timeout": PATIENCE,
                "max_retries": 0,
            },
        )
        return ProducerPool(connection.Pool(CONNECTIONS), CONNECTIONS, Producer=current_app.amqp.Producer)

    def send(self, name: str, *args) -> bool:
        """Send the task called `name`. False when the broker did not take it."""
        try:
            with self._producer() as producer:
                current_app.send_task(name, args=args, producer=producer, retry=False, ignore_result=True)
        except BrokerIsDown:
            return False
        return True

    def waiting(self, name: str) -> int:
        """How many messages wait in the queue of the task called `name`. Raises BrokerIsDown."""
        queue = current_app.amqp.router.route({}, name)["queue"].name
        with self._producer() as producer:
            return producer.channel.queue_declare(queue).message_count

    @contextmanager
    def _producer(self) -> Iterator:
        """A connection to the broker. A failure while it is used silences us, and becomes BrokerIsDown."""
        if time.monotonic() < self.silent_until:
            raise BrokerIsDown
        try:
            with self.producers.acquire(block=True, timeout=PATIENCE) as producer:
                yield producer
        except (OperationalError, LimitExceeded, RedisError, OSError) as error:
            self.silent_until = time.monotonic() + PAUSE
            log.warning("the broker does not answer (%s)", type(error).__name__)
            raise BrokerIsDown from error


outbox = Outbox()
