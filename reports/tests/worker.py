"""A Celery worker as in real life, but in a hurry, and with a claim check that knows no debunk."""

import time
from datetime import timedelta

from celery.signals import worker_init

from portal.celery import app


@worker_init.connect
def hurry(**kwargs):
    from reports import actions, pipeline  # noqa: PLC0415 - models are ready only now
    from reports.tests.making import answer  # noqa: PLC0415

    def check(**kwargs):
        time.sleep(0.01)
        return answer()

    pipeline.check = check
    pipeline.LEASE = actions.RESEND = timedelta(seconds=3)


app.conf.broker_transport_options |= {"visibility_timeout": 3}
app.conf.beat_schedule = {"sweep": {"task": "reports.sweep", "schedule": 0.5}}
