"""What every read-only resource of the JSON API offers besides its own filters.

`ordering` by declared keys, `fields` and `include` to choose what a row holds, and `since`, which tells what
changed, in the order of the log, so that a copy of a list stays exact (docs/api.md).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.viewsets import ReadOnlyModelViewSet

from core import changes
from core.models import Change

CURSOR = re.compile(r"(?P<number>[1-9][0-9]{0,17})-(?P<stamp>[0-9a-f]{6})")
START = "0"
LABELS = "labels"
BY_CHANGE = ("change_number", "id")  # the order of `updated_at`, which never repeats


class MirrorLost(APIException):
    """410: the cursor is not of this log (it was restored from a backup, say): a copy has to begin anew."""

    status_code = 410
    default_detail = _("Penanda ini bukan dari catatan perubahan yang sekarang; mulai lagi dari since=0.")


def cursor_of(row) -> str:
    """Where in the log `row` changed last. The stamp of the time tells this log from another one."""
    return cursor_at(row.change_number, row.updated_at)


def cursor_at(number: int, moment) -> str:
    """The place in the log of the change `number`, which happened at `moment`."""
    return f"{number}-{_stamp(moment)}"


def cursor_now() -> str:
    """The cursor of the last change so far."""
    number = changes.last_number()
    at = Change.objects.filter(number=number).values_list("at", flat=True).first()
    return f"{number}-{_stamp(at)}" if at else START


def _stamp(moment) -> str:
    return f"{int(moment.timestamp() * 1_000_000) & 0xFFFFFF:06x}"


def number_of(cursor: str) -> int:
    """The number of the change that `cursor` names. Raises ValidationError and MirrorLost."""
    if cursor == START:
        return 0
    match = CURSOR.fullmatch(cursor)
    if match is None:
        raise ValidationError({"since": [_("bukan penanda dari sini; mulailah dengan since=0")]})
    number = int(match["number"])
    at = Change.objects.filter(number=number).values_list("at", flat=True).first()
    if at is None or _stamp(at) != match["stamp"]:
        raise MirrorLost
    return number


@dataclass(frozen=True)
class News:
    """A page of what changed: rows as they are now, and the ids of what is not in this list (any more)."""

    rows: list[Any]
    gone: list[dict]
    cursor: str
    more: bool


class Resource(ReadOnlyModelViewSet):
    """A list and its rows. `orderings` are the declared keys by name, each ending in a unique column;
    `default_ordering` names one, with "-" in front for the reverse. `includes` may be asked for besides."""

    orderings: dict[str, tuple[str, ...]] = {}
    default_ordering = ""
    includes: tuple[str, ...] = (LABELS,)
    mirrored = True  # its rows are `Tracked`: the log knows when they change

    @property
    def own_parameters(self) -> list[str]:
        """The parameters beside those of the filters and of paging."""
        chosen = ["fields", *(["include"] if self.includes else [])]
        if getattr(self, "action", "list") != "list":
            return chosen
        return [*chosen, *(["ordering"] if self.orderings else []), *(["since"] if self.mirrored else [])]

    @property
    def ordering(self) -> tuple[str, ...]:
        """The columns that the list is ordered and paged by."""
        asked = self.request.query_params.get("ordering") or self.default_ordering
        name, backwards = asked.removeprefix("-"), asked.startswith("-")
        if name not in self.orderings:
            raise ValidationError({"ordering": [_unknown(sorted(self.orderings))]})
        return tuple(f"-{column}" if backwards else column for column in self.orderings[name])

    @property
    def included(self) -> list[str]:
        return self._chosen("include", list(self.includes))

    @property
    def wanted(self) -> list[str] | None:
        """The fields asked for; None for the usual ones."""
        if "fields" not in self.request.query_params:
            return None
        return self._chosen("fields", self.field_names())

    def _chosen(self, parameter: str, known: list[str]) -> list[str]:
        asked = [name for name in self.request.query_params.get(parameter, "").split(",") if name.strip()]
        names = list(dict.fromkeys(name.strip() for name in asked))
        if unknown := [name for name in names if name not in known]:
            raise ValidationError({parameter: [_unknown(known, unknown)]})
        return names

    def field_names(self) -> list[str]:
        serializer: Any = self.serializer_class
        return list(serializer().fields)

    def list(self, request, *args, **kwargs):
        if self.mirrored and "since" in request.query_params:
            return self._told(number_of(request.query_params["since"]))
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.represent(rows))

    def retrieve(self, request, *args, **kwargs):
        return Response(self.represent([self.get_object()])[0])

    def represent(self, rows: Sequence) -> Sequence[dict]:
        """The rows as the answer shows them."""
        wanted, included = self.wanted, self.included
        serializer: Any = self.get_serializer(rows, many=True)
        if wanted is not None:
            for name in [name for name in serializer.child.fields if name not in wanted]:
                serializer.child.fields.pop(name)
        shown = serializer.data
        if LABELS in included:
            for row, data in zip(rows, shown, strict=True):
                data[LABELS] = labels_of(row, data)
        return shown

    def _told(self, after: int) -> Response:
        rows = self.filter_queryset(self.get_queryset())
        pages: Any = self.paginator
        news = self.news(rows, after, pages.get_page_size(self.request))
        address = settings.SITE_URL + self.request.get_full_path()
        ahead = replace_query_param(remove_query_param(address, "cursor"), "since", news.cursor)
        return Response(
            {
                "next": ahead if news.more else None,
                "previous": None,
                "results": self.represent(news.rows),
                "gone": news.gone,
                "cursor": news.cursor,
            }
        )

    def news(self, rows: QuerySet, after: int, size: int) -> News:
        """What changed after the change number `after`. Every thing comes once, where it changed last; one
        that is not among `rows` now is told as gone, whether it was there before or not."""
        changed = rows.model._default_manager.filter(change_number__gt=after).order_by("change_number", "pk")
        key = self.lookup_field
        heads = list(changed.only("pk", key, "change_number", "updated_at")[: size + 1])
        heads, more = heads[:size], len(heads) > size
        numbers = [head.pk for head in heads]
        found = {row.pk: row for row in rows.filter(pk__in=numbers)}
        gone = [_gone(getattr(head, key), head) for head in heads if head.pk not in found]
        gone += [_gone(former, found[pk]) for pk, former in self.former_ids(list(found)) if pk in found]
        cursor = cursor_of(heads[-1]) if heads else self.request.query_params["since"]
        return News([found[number] for number in numbers if number in found], gone, cursor, more)

    def former_ids(self, numbers: Sequence[int]) -> Sequence[tuple[int, str]]:
        """Ids that the rows of these keys had before, as (key, former id)."""
        return []

    def finalize_response(self, request, response, *args, **kwargs):
        """Public answers that follow the log carry the validators that were computed before rendering."""
        response = super().finalize_response(request, response, *args, **kwargs)
        validators = getattr(self.request._request, "validators", None)
        if validators and response.status_code == 200:
            for name, value in validators.items():
                response.headers[name] = value
        return response


def documented(many, one, told):
    """What readers are told of a resource: of its list, of one row, and of both (Markdown)."""
    return extend_schema_view(
        list=extend_schema(summary=many, description=told),
        retrieve=extend_schema(summary=one, description=told),
    )


def labels_of(row, data: dict) -> dict[str, str]:
    """The words for the coded values of `row` that stand in `data`, in the reader's language."""
    chosen = [field.name for field in row._meta.fields if field.choices and field.name in data]
    return {name: str(getattr(row, f"get_{name}_display")()) for name in chosen}


def _gone(name, row) -> dict:
    return {"id": str(name), "updated_at": timezone.localtime(row.updated_at).isoformat()}


def _unknown(known: list[str], unknown: list[str] | None = None):
    named = {"known": ", ".join(known), "unknown": ", ".join(unknown or [])}
    if unknown:
        return _("tidak dikenal: %(unknown)s; yang dikenal: %(known)s") % named
    return _("tidak dikenal; yang dikenal, boleh dengan - di depan: %(known)s") % named
