"""Time travel for editors: any public page as it looks on another day."""

import re
from datetime import date

from django import forms
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.admin.widgets import AdminDateWidget
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from candidates import clock

_LINK = re.compile(r'(<a\b[^>]*?\bhref=")(/(?!/|admin/|api/|static/|media/|pratinjau/)[^"]*)')
_CLOSED = ("/admin/", "/api/", "/pratinjau/")


class PreviewForm(forms.Form):
    day = forms.DateField(label=_("Tanggal"), widget=AdminDateWidget(attrs={"type": "date"}))
    page = forms.RegexField(r"^/[^/\\]?[^\\]*$", label=_("Halaman"), initial="/", max_length=300)


@staff_member_required
@require_GET
def choose(request):
    """Which day, and where to begin."""
    form = PreviewForm(request.GET or None)
    if form.is_valid():
        day, page = form.cleaned_data["day"], form.cleaned_data["page"]
        return redirect(f"{reverse('preview_home', args=[day.isoformat()])}{page.lstrip('/')}")
    return render(request, "portal/preview.html", {"form": form})


@staff_member_required
@require_GET
def preview(request, day: str, path: str = ""):
    """The page at `path` made as on `day`; its links stay in the preview."""
    page = f"/{path}"
    try:
        when = date.fromisoformat(day)
    except ValueError as error:
        raise Http404("no such day") from error
    if page.startswith(_CLOSED):
        raise Http404("only public pages are previewed")
    match = resolve(page)
    request.path = request.path_info = page
    request.resolver_match = match
    with clock.at(when):
        response = match.func(request, *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response = response.render()
    add_never_cache_headers(response)
    return _framed(response, when) if _is_page(response) else response


def _is_page(response) -> bool:
    return not response.streaming and response.get("Content-Type", "").startswith("text/html")


def _framed(response: HttpResponse, day: date) -> HttpResponse:
    """The page with its links led back into the preview, under a line that says what it is."""
    here = reverse("preview_home", args=[day.isoformat()])
    html = _LINK.sub(lambda link: f"{link[1]}{here}{link[2].lstrip('/')}", response.content.decode())
    banner = render_to_string("portal/_preview_banner.html", {"day": day})
    response.content = re.sub(r"<main[^>]*>", lambda main: main[0] + banner, html, count=1)
    return response
