"""Writing an export, a few hundred rows at a time: every resource as JSON lines and as a flat table, the
debunks as a DataFeed of ClaimReviews, too, and what changed since the export before.

An export is whole up to its cursor, which is read before its first row. What changes while it is written may
or may not be in it, and is told by the next one.
"""

import csv
import io
import json
import time
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.utils import translation
from rest_framework.renderers import JSONRenderer

from core.resources import number_of
from factcheck.exchange.cells import harmless
from factcheck.exchange.records import REGISTERS
from factcheck.moments import moment
from factcheck.publishing.data_feed import feed_element, feed_head
from portal.exports.models import Export
from portal.exports.pens import Lost, Pen, Pens
from portal.exports.sheets import DEBUNKS, MIRRORED, SHEETS, columns_of, keys_after, view_of

CHUNK = 200  # rows; more are no faster, and take memory
REVIEWS, CHANGES = "claim-reviews.json", "changes.jsonl"
to_json = JSONRenderer()  # the bytes of the API's own answers


def go_on(export: Export, *, seconds: float) -> bool:
    """Write for so long, at least one step, and keep what was done in `export.progress`. Whether all rows are
    written."""
    export.workshop.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + seconds
    progress = export.progress or {"done": [], "after": 0, "files": {}}
    pens = Pens(export.workshop, progress["files"])
    try:
        with translation.override(settings.LANGUAGE_CODE):
            finished = not any(time.monotonic() > until for _ in _steps(export, progress, pens))
        pens.put_down()
        if finished:
            pens.check()
    except (Lost, FileNotFoundError):
        export.progress = {}
        return False
    finally:
        pens.put_down()
    export.progress = progress
    return finished


def _steps(export: Export, progress: dict, pens: Pens) -> Iterator[None]:
    """Each step writes some rows and notes in `progress` how far it came. A part that is begun again must
    end without a step where nothing is left of it."""
    for part, steps in _parts(export, progress, pens):
        if part not in progress["done"]:
            yield from steps
            progress["done"].append(part)
            progress["after"] = 0
            pens.put_down()  # each has buffers of its own
            yield


def _parts(export: Export, progress: dict, pens: Pens) -> Iterable[tuple[str, Iterator[None]]]:
    for name in SHEETS:
        yield name, _rows(name, export, progress, pens)
    if export.since:
        for name in MIRRORED:
            yield f"changed {name}", _changed(name, export, progress, pens)


def _rows(name: str, export: Export, progress: dict, pens: Pens) -> Iterator[None]:
    """All rows of a resource, by their keys."""
    lines, table, columns = pens[f"{name}.jsonl"], pens[f"{name}.csv"], columns_of(name)
    if table.is_new:
        table.write(_cells([columns]))
    if name == DEBUNKS and pens[REVIEWS].is_new:
        pens[REVIEWS].write(_head())
    view = view_of(name)
    while keys := keys_after(view, progress["after"], CHUNK):
        rows = list(view.get_queryset().filter(pk__in=keys).order_by("pk"))
        records = view.represent(rows)
        lines.write("".join(map(_line, records)), len(rows))
        table.write(_cells([_cell(one, record[one]) for one in columns] for record in records), len(rows))
        if name == DEBUNKS and rows:
            _add_reviews(pens[REVIEWS], rows)
        progress["after"] = keys[-1]
        _let_go(rows)
        yield
    if name == DEBUNKS:
        pens[REVIEWS].write(_tail(export))


def _let_go(rows: Sequence) -> None:
    """Lists fetched before refer to their row, and it to them: what only the collector of garbage would find
    is kept for long, and is most of the memory that an export takes."""
    for row in rows:
        getattr(row, "_prefetched_objects_cache", {}).clear()


def _changed(name: str, export: Export, progress: dict, pens: Pens) -> Iterator[None]:
    """What changed in a resource since the export before, as `since` tells it."""
    view = view_of(name)
    after = progress["after"] or number_of(export.since)
    while True:
        news = view.news(view.get_queryset(), after, CHUNK)
        told = [{"resource": name, "gone": gone} for gone in news.gone]
        told += [{"resource": name, "record": record} for record in view.represent(news.rows)]
        pens[CHANGES].write("".join(map(_line, told)), len(told))
        after = progress["after"] = number_of(news.cursor) or after
        if not news.more:
            return
        yield


def _line(record: dict) -> str:
    return to_json.render(record).decode() + "\n"


def _cells(rows: Iterable[Sequence]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _cell(column: str, value) -> str:
    """A value in a flat table: text as it is, nothing as nothing, registers as slugs, all else as JSON."""
    if value is None or isinstance(value, str):
        return harmless(value or "")
    if column in REGISTERS:
        return ";".join(row["slug"] for row in value)
    return to_json.render(value).decode()


def _head() -> str:
    """The DataFeed up to its first element."""
    return json.dumps(feed_head(), ensure_ascii=False)[:-1] + ', "dataFeedElement": [\n'


def _add_reviews(pen: Pen, debunks: Sequence) -> None:
    elements = [json.dumps(feed_element(debunk), ensure_ascii=False) for debunk in debunks]
    between = ",\n" if pen.kept.get("rows") else ""
    pen.write(between + ",\n".join(elements), len(elements))


def _tail(export: Export) -> str:
    return f'\n], "dateModified": "{moment(export.begun_at)}"}}\n'
