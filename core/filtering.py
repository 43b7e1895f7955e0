"""Filters of the JSON API."""

import copy
from functools import lru_cache
from typing import Any

import django_filters
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import DjangoFilterBackend, FilterSet


class AskedFilters(DjangoFilterBackend):
    """Makes only those filters that a request names: to copy them all, with a form of them, costs more than
    the query."""

    def get_filterset(self, request, queryset, view):
        declared = self.get_filterset_class(view, queryset)
        asked = declared and frozenset(declared.base_filters.keys() & request.query_params.keys())
        if not asked:
            return None
        return only(declared, asked)(**self.get_filterset_kwargs(request, queryset, view))


@lru_cache(maxsize=256)
def only(declared: type[FilterSet], names: frozenset[str]) -> type[FilterSet]:
    """The filters `names` of those that are declared."""
    chosen: Any = type(declared.__name__, (declared,), {})
    chosen.base_filters = {
        name: _naming_choices(one) for name, one in declared.base_filters.items() if name in names
    }
    form = chosen({}).get_form_class()
    chosen.get_form_class = lambda filters: form  # else it is made for every request
    return chosen


def _naming_choices(one):
    """The filter `one`; where it takes declared values only, its refusal names them."""
    if "choices" not in one.extra:
        return one
    one = copy.deepcopy(one)
    one.__dict__.pop("_field", None)  # made before, by who asked for the schema say, with the usual words
    known = ", ".join(str(value) for value, _label in one.extra["choices"])
    wrong = format_lazy(_("tidak dikenal: %(value)s; yang dikenal: {known}"), known=known)
    one.extra["error_messages"] = {"invalid_choice": wrong}
    return one


class DayFilter(django_filters.DateFilter):
    """A day as `YYYY-MM-DD` and in no other way: 02/03 is another day in each language."""

    def __init__(self, *args, **kwargs):
        wrong = {"invalid": _("bukan tanggal YYYY-MM-DD")}
        super().__init__(*args, input_formats=["%Y-%m-%d"], error_messages=wrong, **kwargs)


class MomentField(IsoDateTimeField):
    def to_python(self, value):
        """In an address that nobody quoted, the + before a zone arrives as a space."""
        return super().to_python(value.strip().replace(" ", "+") if value else value)


class MomentFilter(django_filters.IsoDateTimeFilter):
    """A moment in ISO 8601; without a zone it is one of the site's, a day alone its beginning."""

    field_class = MomentField

    def __init__(self, *args, **kwargs):
        wrong = {"invalid": _("bukan waktu ISO 8601, seperti 2024-02-14T07:00:00+07:00")}
        super().__init__(*args, error_messages=wrong, **kwargs)
