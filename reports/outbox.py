"""Telling the workers that there is work. The broker only speeds things up: rows are never lost with it."""

import logging
import time
from functools import cached_property

from celery import current_app
from kombu.exceptions import OperationalError
from kombu.pools import ProducerPool
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PATIENCE = 0.2  # seconds for the broker to take a connection, and again to take a message
PAUSE = 10  # seconds in which a broker that failed is left alone
CONNECTIONS = 8


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
        """Send the task called `name`. False when the broker did not take it: the sweeper comes later."""
        if time.monotonic() < self.silent_until:
            return False
        try:
            with self.producers.acquire(block=True, timeout=PATIENCE) as producer:
                current_app.send_task(name, args=args, producer=producer, retry=False, ignore_result=True)
        except (OperationalError, RedisError, OSError) as error:
            self.silent_until = time.monotonic() + PAUSE
            log.warning("the broker did not take %s (%s)", name, type(error).__name__)
            return False
        return True


outbox = Outbox()
