"""Markdown of editors, as safe HTML: no raw HTML, no script, no outside picture."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}


def render(text: str) -> SafeString:
    """HTML of `text`. Headings begin at h2 (the page has its own h1); pictures only from this site."""
    html = _markdown.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return mark_safe(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener nofollow",
            attribute_filter=_own_pictures_only,
        )
    )


def render_line(text: str) -> SafeString:
    """The same of a text that is one paragraph, to stand inside another."""
    return mark_safe(render(text).strip().removeprefix("<p>").removesuffix("</p>"))


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    outside = tag == "img" and attribute == "src" and not (value.startswith("/") and value[1:2] != "/")
    return None if outside else value
