"""Every page of the desk with 10,000 debunks and 50,000 reports: its queries and its time.

    python -m bench.desk

Server time in this process, the best of five answers after a first, beside the bare index of the admin in
the same run. Fails when a page asks more than 20 queries or takes more than 300 ms.
"""

import sys
import time

from bench.desk_rows import fill
from bench.reports.site import fresh_site, table

MOST_QUERIES, MOST_SECONDS, TIMES = 20, 0.3, 5
INDEX = "/admin/"
QUERIES = ("SELECT", "INSERT", "UPDATE", "DELETE")


def main() -> int:
    with fresh_site(RATE_READ="off"):
        began = time.perf_counter()
        client = fill()
        print(f"filled in {time.perf_counter() - began:.0f} s")
        found = [(path, *measured(client, path)) for path in (INDEX, *pages(client))]
    bare = found[0][2]
    rows = [
        (shown(path), queries, f"{took * 1000:.0f}", f"{took / bare:.1f}") for path, queries, took in found
    ]
    print(table("Page, queries, ms, times the bare index", rows))
    worse = [row for row in found if row[1] > MOST_QUERIES or row[2] > MOST_SECONDS]
    print(f"\n{len(found)} pages, {len(worse)} beyond {MOST_QUERIES} queries or {MOST_SECONDS * 1000:.0f} ms")
    return len(worse)


def pages(client):
    """The lists of both packages with their searches, filters and far pages, and a row of each."""
    from django.contrib import admin  # noqa: PLC0415 - there are no models before `fresh_site`

    client.get(INDEX)  # the desk's pages are loaded with the addresses, by the first request
    for model, desk in admin.site._registry.items():
        if model._meta.app_label in ("factcheck", "reports"):
            yield from pages_of(client, model, desk)
    yield "/admin/autocomplete/?app_label=reports&model_name=case&field_name=debunk&term=kontainer"
    yield "/admin/autocomplete/?app_label=factcheck&model_name=debunk&field_name=people&term=a"


def pages_of(client, model, desk):
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    yield base
    listed = client.get(base).context_data["cl"]
    if listed.paginator.num_pages > 1:
        yield f"{base}?p={listed.paginator.num_pages}"
    if desk.search_fields:
        yield f"{base}?q=kontainer"
        yield f"{base}?q=tidakadasamasekali"
    for spec in listed.filter_specs:
        choices = [one for one in spec.choices(listed) if not one["selected"]]
        yield from (base + one["query_string"] for one in choices[:2])
    if desk.date_hierarchy:
        yield f"{base}?{desk.date_hierarchy}__year=2024&{desk.date_hierarchy}__month=2"
    row = model.objects.order_by("pk")[model.objects.count() // 2 :].first()
    if row:
        yield f"{base}{row.pk}/change/"
        yield f"{base}{row.pk}/history/"


def measured(client, path: str) -> tuple[int, float]:
    """How many queries an answer takes, and how many seconds."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    answer = client.get(path)
    with CaptureQueriesContext(connection) as context:
        client.get(path)
    asked = sum(query["sql"].startswith(QUERIES) for query in context)  # the next answer forgets them
    assert answer.status_code == 200, (path, answer.status_code)
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - began)
    return asked, min(times)


def shown(path: str) -> str:
    return path.removeprefix("/admin/")[:80] or "(the index)"


if __name__ == "__main__":
    sys.exit(main())
