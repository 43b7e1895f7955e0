"""The rows of an export as JSON Schema, generated from the serialisers of the API."""

import json
import re

from django.conf import settings
from django.utils.translation import gettext as _

from core.resources import Resource
from portal.exports.sheets import MIRRORED, SHEETS
from portal.reference import schema_in

VERSION = "1"  # a field that is taken away or means something else is a new version; one more is not
DIALECT = "https://json-schema.org/draft/2020-12/schema"
EXTRAS = ("labels", "history")  # told by the API only, and only if asked for
OURS, THEIRS = "#/$defs/", "#/components/schemas/"


def described(name: str, files: list[str]) -> dict:
    """A schema that describes a line of each of `files` under `files`, for an export called `name`."""
    known = schema_in(settings.LANGUAGE_CODE)["components"]["schemas"]
    shapes = {sheet: _shape(viewset) for sheet, viewset in SHEETS.items()}
    found = _reached(known, set(shapes.values()))
    for shape in shapes.values():
        found[shape] = _whole(found[shape])
    found["Change"] = _change(shapes)
    lines = {f"{sheet}.jsonl": shape for sheet, shape in shapes.items()} | {"changes.jsonl": "Change"}
    return {
        "$schema": DIALECT,
        "$id": f"urn:damaipedia:exports:{name}:schema",
        "title": _("Data terbuka Damaipedia, versi %(version)s") % {"version": VERSION},
        "description": _("`files` menyebut skema barisnya, untuk setiap berkas JSON per baris."),
        "files": {file: {"$ref": OURS + shape} for file, shape in lines.items() if file in files},
        "$defs": _ours(found),
    }


def _shape(viewset: type[Resource]) -> str:
    """What the schema of the API calls the rows of a resource."""
    assert viewset.serializer_class is not None, "every resource names its serializer"
    return viewset.serializer_class.__name__.removesuffix("Serializer")


def _reached(known: dict, names: set[str]) -> dict:
    """The schemas `names` and those that they refer to."""
    found: dict = {}
    while left := names - found.keys():
        for name in left:
            found[name] = known[name]
            names |= set(re.findall(rf"{re.escape(THEIRS)}(\w+)", json.dumps(known[name])))
    return dict(sorted(found.items()))


def _ours(schemas: dict) -> dict:
    """With references inside the file. `oneOf` tells two kinds of text apart by their format alone, which not
    every validator looks at."""
    return json.loads(json.dumps(schemas).replace(THEIRS, OURS).replace('"oneOf":', '"anyOf":'))


def _whole(schema: dict) -> dict:
    """A row of an export has every field, and no words for codes."""
    fields = {name: field for name, field in schema["properties"].items() if name not in EXTRAS}
    return schema | {"properties": fields, "required": list(fields), "additionalProperties": False}


def _change(shapes: dict[str, str]) -> dict:
    """A line of what changed: a row as it is now, or what is not in the resource (any more)."""
    gone = {
        "type": "object",
        "required": ["id", "updated_at"],
        "properties": {"id": {"type": "string"}, "updated_at": {"type": "string", "format": "date-time"}},
    }
    return {
        "type": "object",
        "required": ["resource"],
        "properties": {"resource": {"enum": MIRRORED}},
        "anyOf": [
            {"required": ["gone"], "properties": {"gone": gone}},
            *(
                {
                    "required": ["record"],
                    "properties": {"resource": {"const": name}, "record": {"$ref": OURS + shapes[name]}},
                }
                for name in MIRRORED
            ),
        ],
    }
