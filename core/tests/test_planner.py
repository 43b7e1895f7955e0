import pytest
from django.db import connection

from core.planner import tell_planner
from factcheck.models import Debunk

KEYS = range(1, 101)


@pytest.mark.django_db
def test_rows_are_looked_up_by_their_keys_and_not_by_their_state():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts by itself")
    same = {
        "title": "T",
        "claim": "K",
        "verdict": "salah",
        "state": "published",
        "published_at": "2024-01-01T00:00Z",
    }
    Debunk.objects.bulk_create(Debunk(slug=f"s{number}", **same) for number in range(2_000))
    wanted = Debunk.objects.published().filter(pk__in=KEYS)
    assert "PRIMARY KEY" not in wanted.explain()
    tell_planner()
    assert "PRIMARY KEY" in wanted.explain()
