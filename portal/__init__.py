import matching  # noqa: F401  before anything that imports numpy: it says how many threads a check takes
from portal.celery import app as celery_app

__all__ = ["celery_app"]
