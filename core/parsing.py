"""Bodies of requests to the JSON API."""

import json

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

_written = lazy(intcomma, str)


def limited(text, most: int):
    """The lazy `text` with the limit `most` for `{most}`, as the reader's language writes numbers."""
    return format_lazy(text, most=_written(most))


class BoundedJSONParser(JSONParser):
    """JSON that is nested deeper than Python follows is refused like any other that cannot be read. A refusal
    says where it breaks off, in the reader's language."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("terlalu dalam bersarang")) from error
        except ParseError as error:
            raise ParseError(_why(error.__context__)) from error


def _why(fault: BaseException | None) -> str:
    if not isinstance(fault, json.JSONDecodeError):
        return _("bukan JSON")
    place = {"line": fault.lineno, "column": fault.colno}
    return _("bukan JSON, mulai baris %(line)d, kolom %(column)d") % place
