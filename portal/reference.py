"""The API's documentation as pages, drawn from its schema: they need no script, and are short on a phone."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from drf_spectacular.generators import SchemaGenerator

from core import markdown

REF = "#/components/schemas/"
OUTSIDE = ("Problem", "GoogleError")  # told once, on the first page
_making = Lock()


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of an object. `kind` is HTML, and so is `text`."""

    name: str
    kind: SafeString
    text: str
    required: bool = False
    example: str = ""


@dataclass(frozen=True)
class Answer:
    status: str
    text: SafeString
    kinds: dict[SafeString, str]  # what it holds, and in which media types
    example: str


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    text: str
    needs_key: bool
    parameters: list[Field]
    body: dict[SafeString, str]
    answers: list[Answer]
    refusals: list[tuple[str, SafeString]]
    call: str  # for curl
    link: str  # to try it by a tap; "" where the example needs more than that


@dataclass(frozen=True)
class Part:
    """The operations of one resource, and the objects that they speak of, by name."""

    name: str
    title: str
    operations: list[Operation]
    shapes: list[tuple[str, list[Field]]]


def docs(request):
    return render(request, "portal/api_docs.html", {"parts": parts_in(_language()), "problem": _problem()})


def docs_part(request, name):
    parts = parts_in(_language())
    place = next((place for place, part in enumerate(parts) if part.name == name), None)
    if place is None:
        raise Http404("no such part of the API")
    return render(request, "portal/api_docs_part.html", {"part": parts[place]})


def _language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE


def schema_in(language: str) -> dict:
    """The schema as plain JSON. Making it takes seconds: each process does so once for each language."""
    with _making:
        return _schema_in(language)


@lru_cache(len(settings.LANGUAGES))
def _schema_in(language: str) -> dict:
    with translation.override(language):
        made = SchemaGenerator().get_schema(request=None, public=True)
        return json.loads(json.dumps(made, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"the schema holds a {type(value).__name__}")


@lru_cache(len(settings.LANGUAGES))
def parts_in(language: str) -> list[Part]:
    """All of the schema, in the order of its tags."""
    schema = schema_in(language)
    known, parts = schema["components"]["schemas"], {tag["name"]: [] for tag in schema["tags"]}
    for path, operations in schema["paths"].items():
        for method, told in operations.items():
            parts[told["tags"][0]].append((path, method, told))
    return [_part(tag["name"], tag["description"], parts[tag["name"]], known) for tag in schema["tags"]]


def _part(name: str, title: str, told: list[tuple[str, str, dict]], known: dict) -> Part:
    """`told` are paths, methods, and what the schema says of each."""
    shapes = _shapes([operation for _, _, operation in told], known)
    return Part(
        name,
        title,
        [_operation(path, method, operation, known) for path, method, operation in told],
        [(shape, fields_of(known[shape], known)) for shape in shapes],
    )


def _problem() -> str:
    """What a refusal looks like."""
    return _shown(schema_in(_language())["components"]["schemas"]["Problem"]["example"])


def _operation(path: str, method: str, told: dict, known: dict) -> Operation:
    asked, body = told.get("parameters", []), told.get("requestBody", {}).get("content", {})
    needs_key = {} not in told.get("security", [{}])
    example = next((content.get("example") for content in body.values()), None)
    address = _example_address(path, asked)
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        text=markdown.render(told["description"]),
        needs_key=needs_key,
        parameters=[_field(one["name"], one, one["schema"], known) for one in asked],
        body=_kinds(body, known),
        answers=[_answer(one, answer, known) for one, answer in told["responses"].items() if one < "300"],
        refusals=[(one, _line(answer)) for one, answer in told["responses"].items() if one >= "300"],
        call=_call(method, address, example, needs_key=needs_key),
        link=address if method == "get" and "{" not in path and not needs_key else "",
    )


def _answer(status: str, told: dict, known: dict) -> Answer:
    content = told.get("content", {})
    example = next((one.get("example") for one in content.values()), None)
    return Answer(status, _line(told), _kinds(content, known), _shown(example))


def _line(answer: dict) -> SafeString:
    return markdown.render_line(answer["description"])


def _kinds(content: dict, known: dict) -> dict[SafeString, str]:
    """What is sent, and the media types in which it can be."""
    found: dict[SafeString, list[str]] = {}
    for media, told in content.items():
        found.setdefault(kind_of(told["schema"], known), []).append(media)
    return {kind: ", ".join(media) for kind, media in found.items()}


def _shown(example: object) -> str:
    if example is None or isinstance(example, str):
        return example or ""
    return json.dumps(example, ensure_ascii=False, indent=2)


def _example_address(path: str, asked: Iterable[dict]) -> str:
    query = {}
    for one in asked:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
        elif one["in"] == "query" and "example" in one:
            query[one["name"]] = one["example"]
    return path + (f"?{urlencode(query)}" if query else "")


def _call(method: str, address: str, body: object, *, needs_key: bool) -> str:
    """The request of the example as a command."""
    words = [f"curl -fsS '{settings.SITE_URL}{address}'"]
    words += [f"-X {method.upper()}"] if method != "get" and body is None else []
    words += ['-H "Authorization: Bearer $KEY"'] if needs_key else []
    if body is not None:
        sent = json.dumps(body, ensure_ascii=False).replace("'", "'\\''")
        words += ["-H 'Content-Type: application/json'", f"-d '{sent}'"]
    return " \\\n  ".join(words)


def fields_of(schema: dict, known: dict) -> list[Field]:
    """The fields of an object; none where it is something else."""
    required = schema.get("required", ())
    return [
        _field(name, {"required": name in required, **told}, told, known)
        for name, told in schema.get("properties", {}).items()
    ]


def _field(name: str, told: dict, schema: dict, known: dict) -> Field:
    example = told.get("example", "")
    return Field(
        name=name,
        kind=kind_of(schema, known),
        text=markdown.render(told.get("description") or _meaning(schema, known) or told.get("title", "")),
        required=told.get("required") is True,
        example=str(example) if not isinstance(example, list | dict) else "",
    )


def kind_of(schema: dict, known: dict) -> SafeString:
    """What a value is, in a few words; objects are linked to where they are described."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REF)
        if _is_choice(known[name]):
            return kind_of(known[name], known)
        return format_html('<a href="#{}">{}</a>', name, name)
    if choices := schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf"):
        return _either(kind_of(one, known) for one in choices)
    if "enum" in schema:
        return _either(format_html("<code>{}</code>", json.dumps(one).strip('"')) for one in schema["enum"])
    if schema.get("type") == "array":
        return format_html("{}[]", kind_of(schema["items"], known))
    kinds: Any = schema.get("type", "any")
    told = " | ".join(kinds) if isinstance(kinds, list) else kinds
    return format_html("{}", f"{told} ({schema['format']})" if "format" in schema else told)


def _is_choice(schema: dict) -> bool:
    """Whether it is told in place: one of several values or objects, and no object itself."""
    return "enum" in schema or "oneOf" in schema


def _meaning(schema: dict, known: dict) -> str:
    """What the values of a choice mean, in Markdown."""
    for one in (schema, schema.get("items", {}), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        named = known.get(one.get("$ref", "").removeprefix(REF), {})
        if "enum" in named:
            return named.get("description", "")
    return ""


def _either(kinds: Iterable[SafeString]) -> SafeString:
    """Without what stands there twice, or stands for the empty string."""
    known = dict.fromkeys(kind for kind in kinds if kind != "<code></code>")
    return format_html_join(" | ", "{}", ((kind,) for kind in known))


def _shapes(operations: list[dict], known: dict) -> list[str]:
    """The objects that requests and good answers hold, in the order in which they are met."""
    found: list[str] = []
    bodies = [one.get("requestBody", {}) for one in operations]
    answers = [told for one in operations for status, told in one["responses"].items() if status < "300"]
    waiting: list[object] = [*bodies, *answers]
    while waiting:
        for name in _named(waiting.pop(0)):
            if name not in found and name not in OUTSIDE:
                found.append(name)
                waiting.append(known[name])
    return [name for name in found if not _is_choice(known[name])]


def _named(told: object) -> Iterator[str]:
    """The names of the schemas that `told` refers to, examples left out."""
    if isinstance(told, dict):
        if isinstance(told.get("$ref"), str):
            yield told["$ref"].removeprefix(REF)
        for name, value in told.items():
            if name != "example":
                yield from _named(value)
    elif isinstance(told, list):
        for value in told:
            yield from _named(value)
