"""Addresses that once were: an old slug leads to the page of today."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from candidates.models import current_slug


def follows_old_slugs(model, parameter: str):
    """A view whose `parameter` may be a slug that a `model` had once: it redirects for good."""

    def decorate(view):
        @wraps(view)
        def followed(request, **parameters):
            try:
                return view(request, **parameters)
            except Http404:
                slug = current_slug(model, parameters.get(parameter) or "")
                if slug is None:
                    raise
            moved = {**parameters, parameter: slug}
            return redirect(reverse(request.resolver_match.view_name, kwargs=moved), permanent=True)

        return followed

    return decorate
