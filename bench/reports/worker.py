"""The portal's worker for benchmarks: a text that holds POISON breaks the claim check, and what failed is
tried again a hundred times sooner."""

from uuid import uuid4

from celery.signals import worker_init

from bench.reports.site import POISON
from portal.celery import app

app.conf.beat_schedule = {"sweep": app.conf.beat_schedule["deliver reports that the broker lost"]}


@app.task(name="bench.bare")
def bare():
    from core.models import Cursor  # noqa: PLC0415 - models are ready only now

    Cursor.objects.create(name=f"bare {uuid4()}")


@worker_init.connect
def poison(**kwargs):
    from reports import pipeline  # noqa: PLC0415

    healthy = pipeline.check

    def check(*, text, **rest):
        if POISON in text:
            raise RuntimeError("poisoned")
        return healthy(text=text, **rest)

    pipeline.check = check
    pipeline.PAUSE /= 100
