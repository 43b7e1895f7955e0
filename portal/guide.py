"""The guide to the API as a page: docs/guide.md and docs/panduan.md, with this site's own address."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language

from core import markdown

FILES = {"id": "panduan.md", "en": "guide.md"}
PLACE = "https://damaipedia.example"  # what the files call the site


def guide(request):
    title, text = guide_in(get_language() or settings.LANGUAGE_CODE)
    return render(request, "portal/guide.html", {"title": title, "text": markdown.render(text)})


def guide_in(language: str) -> tuple[str, str]:
    """The heading, and what follows it, in Markdown."""
    content = (settings.BASE_DIR / "docs" / FILES[language]).read_text(encoding="utf-8")
    title, _, text = content.replace(PLACE, settings.SITE_URL).partition("\n")
    return title.removeprefix("# "), text
