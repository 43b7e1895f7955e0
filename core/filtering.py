"""Filters of the JSON API."""

from django_filters.rest_framework import DjangoFilterBackend


class AskedFilters(DjangoFilterBackend):
    """Builds no form of filters for a request that names none: that costs more than the query."""

    def filter_queryset(self, request, queryset, view):
        declared = getattr(view, "filterset_class", None)
        if declared is None or not declared.base_filters.keys() & request.query_params.keys():
            return queryset
        return super().filter_queryset(request, queryset, view)
