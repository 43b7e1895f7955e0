"""What the database has to know of its tables to find the shortest way to their rows."""

from django.db import connection

SAMPLED = 1_000  # rows of an index: enough for its planner, and soon done however large the table


def tell_planner() -> None:
    """Count how the values of indexes are spread. Only connections that are opened from now on heed it.

    PostgreSQL does so by itself. SQLite never does, and then reads all the rows of a state rather than look
    up twenty keys (https://sqlite.org/lang_analyze.html).
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {SAMPLED}")
        cursor.execute("ANALYZE")
