import gc

import matching  # noqa: F401  before anything that imports numpy: it says how many threads a check takes
from portal.celery import app as celery_app

# The 200,000 objects that the site is made of stay. To look for rubbish at every 700 new ones, as Python does
# by itself, took a seventh of each start and of the tests.
gc.set_threshold(10_000, 10, 10)

__all__ = ["celery_app"]
