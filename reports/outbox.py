"""Telling the workers that there is work. The broker only speeds things up: rows are never lost with it."""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PAUSE = 10  # seconds in which a broker that failed is left alone


class Broker:
    """Sends tasks, and after a failure does not try again for a while: a person waits for the reply."""

    def __init__(self):
        self.silent_until = 0.0

    def send(self, name: str, *args) -> bool:
        """Send the task called `name`. False when the broker did not take it; the sweeper comes later."""
        if time.monotonic() < self.silent_until:
            return False
        try:
            current_app.send_task(name, args=args, retry=False, ignore_result=True)
        except (OperationalError, RedisError, OSError) as error:
            self.silent_until = time.monotonic() + PAUSE
            log.warning("broker did not take %s: %s", name, type(error).__name__)
            return False
        return True


broker = Broker()
