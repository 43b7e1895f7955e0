"""Paging by key: the last page is as fast as the first, and rows added meanwhile shift nothing."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError as BadParameter
from rest_framework.pagination import CursorPagination
from rest_framework.utils.urls import replace_query_param

LONGEST_NUMBER = 9  # digits of a page size that are read at all
BAD_SIZE = _("harus bilangan bulat, 1 sampai %(most)d")


class ApiPagination(CursorPagination):
    """`{"next", "previous", "results"}`; order from the view's `ordering`, which must end in a unique key.

    DRF's own cursor counts rows of the same first key, up to 1,000 of them, and loses what comes after; this
    one is `key_page`.
    """

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    cursor_query_description = _("Tempat halaman ini dimulai, seperti disebut `next`.")  # type: ignore[assignment]
    page_size_query_description = _("Jumlah baris sehalaman; paling banyak 100.")  # type: ignore[assignment]

    def paginate_queryset(self, queryset, request, view=None):
        token = request.query_params.get(self.cursor_query_param, "")
        size = self.get_page_size(request)
        self._address = settings.SITE_URL + request.get_full_path()
        try:
            self.key_page = key_page(queryset, token=token, order=view.ordering, size=size)
        except Http404 as error:
            wrong = _("bukan penanda halaman dari sini; mulailah lagi dari halaman pertama")
            raise BadParameter({self.cursor_query_param: [wrong]}) from error
        return self.key_page.rows

    def get_page_size(self, request) -> int:
        asked = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not asked.isdecimal() or len(asked) > LONGEST_NUMBER or int(asked) < 1:
            wrong = BAD_SIZE % {"most": self.max_page_size}
            raise BadParameter({self.page_size_query_param: [wrong]})
        return min(int(asked), self.max_page_size)

    def get_next_link(self):
        return self._link(self.key_page.older)

    def get_previous_link(self):
        return self._link(self.key_page.newer)

    def _link(self, token: str | None) -> str | None:
        return token and replace_query_param(self._address, self.cursor_query_param, token)


@dataclass(frozen=True)
class KeyPage:
    """One page of a list. `newer` and `older` are values for `?page=`, or None where there is none."""

    rows: list[Any]
    newer: str | None
    older: str | None


def key_page(rows: QuerySet, *, token: str, order: tuple[str, ...], size: int = 20) -> KeyPage:
    """The page of `rows` that `token` (from an earlier page; "" for the first) points at.

    `order` names concrete fields, such as ("-published_at", "-id"), all in the same direction and the last
    unique. `rows` may be `values_list(…, named=True)` of these fields. Raises Http404 for a token that is not
    ours.
    """
    backwards, key = _read(token, len(order))
    directions = [name.startswith("-") != backwards for name in order]
    ordering = [
        F(name.lstrip("-")).desc() if down else F(name.lstrip("-")).asc()
        for name, down in zip(order, directions, strict=True)
    ]
    try:
        if key is not None:
            rows = rows.filter(_beyond([name.lstrip("-") for name in order], key, directions))
        found = list(rows.order_by(*ordering)[: size + 1])
    except (ValidationError, ValueError, TypeError, OverflowError) as error:
        raise Http404("no such page") from error
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_newer = more if backwards else key is not None
    has_older = bool(key is not None) if backwards else more
    return KeyPage(
        found,
        _token("n", found[0], order, rows.model) if found and has_newer else None,
        _token("o", found[-1], order, rows.model) if found and has_older else None,
    )


def merged_page(lists: Sequence[tuple[QuerySet, tuple[str, str]]], *, token: str, size: int = 20) -> KeyPage:
    """One page of several lists as one, newest first. Each comes with its order: a date and the id, both
    descending. A page is longer where rows that share both would else be parted."""
    pages = [key_page(rows, token=token, order=order, size=size) for rows, order in lists]
    keyed = [
        (tuple(getattr(row, name.lstrip("-")) for name in order), order, row)
        for page, (_rows, order) in zip(pages, lists, strict=True)
        for row in page.rows
    ]
    backwards = bool(token) and _read(token, 2)[0]
    keyed.sort(key=lambda one: one[0], reverse=not backwards)
    last = keyed[:size][-1][0] if keyed else None
    found = [one for number, one in enumerate(keyed) if number < size or one[0] == last]
    more = len(found) < len(keyed) or any(page.newer if backwards else page.older for page in pages)
    if backwards:
        found.reverse()
    has_newer, has_older = (more, True) if backwards else (bool(token), more)
    return KeyPage(
        [row for _key, _order, row in found],
        _token("n", found[0][2], found[0][1], type(found[0][2])) if found and has_newer else None,
        _token("o", found[-1][2], found[-1][1], type(found[-1][2])) if found and has_older else None,
    )


def _beyond(names: list[str], key: list[str], directions: list[bool]) -> Q:
    """Rows that come strictly after `key`: (a < x) or (a = x and b < y) …"""
    condition, same = Q(), Q()
    for name, value, down in zip(names, key, directions, strict=True):
        condition |= same & Q(**{f"{name}__{'lt' if down else 'gt'}": value})
        same &= Q(**{name: value})
    return condition


def _token(direction: str, row: Any, order: tuple[str, ...], model: type[Model]) -> str:
    fields = [cast(Field, model._meta.get_field(name.lstrip("-"))) for name in order]
    values = [field.value_to_string(row) for field in fields]
    return base64.urlsafe_b64encode(json.dumps([direction, *values]).encode()).decode().rstrip("=")


def _read(token: str, length: int) -> tuple[bool, list[str] | None]:
    if not token:
        return False, None
    try:
        direction, *key = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if direction in ("n", "o") and len(key) == length and all(isinstance(value, str) for value in key):
            return direction == "n", key
    except ValueError:
        pass
    raise Http404("no such page")
