"""Filters of the JSON API."""

from functools import lru_cache
from typing import Any

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
    chosen.base_filters = {name: one for name, one in declared.base_filters.items() if name in names}
    return chosen
