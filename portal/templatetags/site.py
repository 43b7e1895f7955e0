"""What the base template asks: where things are, here and in the other language."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import translate_url

from portal import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def main_nav(context):
    return navigation.entries(navigation.MAIN, _path(context))


@register.simple_tag(takes_context=True)
def foot_nav(context):
    return [(title, navigation.entries(links, _path(context))) for title, links in navigation.FOOT]


@register.simple_tag(takes_context=True)
def in_language(context, language: str) -> str:
    """This page's path in another language; the home page when there is no such page (an error page)."""
    request = context.get("request")
    if request is None or request.resolver_match is None:
        return translate_url("/", language)
    return translate_url(request.path, language)


@register.simple_tag(takes_context=True)
def has_address(context) -> bool:
    """Whether this page can be asked for by its address: error pages and answers to a POST cannot."""
    request = context.get("request")
    return bool(request and request.resolver_match and request.method in {"GET", "HEAD"})


@register.filter
def absolute(path: str) -> str:
    """The full address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def absolute_static(path: str) -> str:
    return absolute(static(path))


def _path(context) -> str:
    request = context.get("request")
    return request.path if request else ""
