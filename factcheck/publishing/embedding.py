"""A debunk in other people's pages: an oEmbed endpoint (https://oembed.com) and the frame it hands out."""

import re
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from factcheck.models import Debunk
from factcheck.publishing.cards import card_path

WIDTH, HEIGHT, NARROWEST, LOWEST = 600, 320, 240, 160  # pixels
CACHE_AGE = 3600  # seconds; the frame keeps itself up to date
PAGE = re.compile(r"(?:/en)?/hoaks/(?P<slug>[-\w]{1,120})/?")


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its types know views without arguments only
def frame(request, slug):
    """The one page that others may frame: verdict, title, summary, and the way to the article."""
    debunk = get_object_or_404(Debunk.objects.public(), slug=slug)
    corrected = debunk.corrections.order_by("-at").values_list("at", flat=True).first()
    return render(request, "factcheck/embed.html", {"debunk": debunk, "corrected": corrected})


@require_safe
def oembed(request):
    """How to embed the article at `?url=`; `maxwidth` and `maxheight` are heeded down to what is readable."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("only format=json", status=501, content_type="text/plain")
    debunks = Debunk.objects.public().prefetch_related("corrections")
    debunk = get_object_or_404(debunks, slug=_slug(request.GET.get("url", "")))
    width = _at_most(request.GET.get("maxwidth"), WIDTH, NARROWEST)
    height = _at_most(request.GET.get("maxheight"), HEIGHT, LOWEST)
    return JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "provider_name": "Damaipedia",
            "provider_url": f"{settings.SITE_URL}/",
            "title": debunk.title if debunk.retracted_at else debunk.text_title,
            "cache_age": CACHE_AGE,
            "width": width,
            "height": height,
            "html": embed_code(debunk, width, height),
            "thumbnail_url": settings.SITE_URL + card_path(debunk),
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _slug(url: str) -> str:
    """Of which article an address of ours is. Raises Http404 for any other."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Http404("not an address") from error
    match = PAGE.fullmatch(parts.path)
    if match is None or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        raise Http404("not an article of this site")
    return match["slug"]


def _at_most(asked: str | None, usual: int, least: int) -> int:
    return max(least, min(usual, int(asked))) if asked and asked.isdecimal() and len(asked) < 6 else usual


def embed_code(debunk: Debunk, width: int = WIDTH, height: int = HEIGHT) -> str:
    """What another site puts into its page."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" frameborder="0"></iframe>',
        settings.SITE_URL + reverse("embed", args=[debunk.slug]),
        debunk.title,
        width,
        height,
    )
