"""What every operation of the API has in common, told once: how it refuses, what may be left out, and an
example of a request and its answer."""

import json
from http import HTTPStatus
from pathlib import Path

from factcheck.google.errors import STATUSES

# Made by `python -m bench.api.examples` from the demo content.
EXAMPLES = json.loads(Path(__file__).with_name("api_examples.json").read_text(encoding="utf-8"))

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `errors` names each field or parameter that was refused.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
    "example": {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "page_size: harus bilangan bulat, 1 sampai 100",
        "errors": [{"field": "page_size", "detail": "harus bilangan bulat, 1 sampai 100"}],
    },
}
GOOGLE_ERROR = {
    "type": "object",
    "description": "An error in the shape of Google's APIs.",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "status"],
            "properties": {
                "code": {"type": "integer"},
                "message": {"type": "string"},
                "status": {"type": "string"},
            },
        }
    },
    "example": {
        "error": {
            "code": 400,
            "message": "query: required unless reviewPublisherSiteFilter is given.",
            "status": "INVALID_ARGUMENT",
        }
    },
}
GONE = {
    "type": "object",
    "description": "What is not in the list that was asked for: taken back, left out, or renamed.",
    "required": ["id", "updated_at"],
    "properties": {"id": {"type": "string"}, "updated_at": {"type": "string", "format": "date-time"}},
}
REFUSALS = {
    "400": "What was sent cannot be used; `errors` says which part and why.",
    "401": "The key is wrong or was revoked. Without any key the API is open.",
    "403": "The key was not made for this.",
    "404": "Nothing has this address.",
    "405": "The address knows other methods.",
    "406": "Only JSON is told here.",
    "409": "It is not there yet.",
    "410": "The cursor is not of this log of changes: begin anew with `since=0`.",
    "413": "More than the limit.",
    "415": "A kind of content that is not read here.",
    "429": "More requests than the limit; `Retry-After` says when to come again.",
    "503": "For a moment this cannot be answered; `Retry-After` may say when.",
}
_TEXT = {"type": "string"}
HISTORY = {
    "type": "array",
    "description": "With `include=history`: what each public version changed, the latest first.",
    "items": {
        "type": "object",
        "required": ["at", "event", "reason", "changes"],
        "properties": {
            "at": {"type": "string", "format": "date-time"},
            "event": {"enum": ["published", "updated", "corrected", "retracted", "oldest"]},
            "reason": _TEXT,
            "changes": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["field", "from", "to"],
                    "properties": {"field": _TEXT, "from": {}, "to": {}},
                },
            },
        },
    },
}
A_FILE = {"file": "id,text\n1,Ada 7 kontainer surat suara tercoblos di Tanjung Priok\n"}
IN_THE_PATH = {
    "file": "The `name` of a file, as the export gives it.",
    "number": "The `id` of a webhook, as the list gives it.",
    "delivery": "The `id` of a delivery, as the log gives it.",
    "receipt": "The code that the first answer gave.",
    "figure": "The `id` of a figure, as the list gives it.",
}
# Of a row, `fields=` leaves out what is not asked for: nothing in it can be relied on to be there.
ROWS = (
    *("Debunk", "DebunkDetail", "CorrectionEntry", "Topic", "Outlet", "Review"),
    *("Election", "Stage", "District", "Party", "Person", "Candidacy"),
    *("Race", "PartyResult", "CampaignAccount", "Rule", "Sanction", "Competence", "Lesson"),
)


def with_refusals(result, generator, request, public):
    """A postprocessing hook of drf-spectacular."""
    schemas = result["components"]["schemas"]
    schemas |= {"Problem": PROBLEM, "GoogleError": GOOGLE_ERROR, "Gone": GONE}
    for name in ROWS:
        _loosen(schemas.get(name, {}))
    schemas["DebunkDetail"]["properties"]["history"] = HISTORY
    for name, schema in schemas.items():
        _allow_blank(schema)
        if name.startswith("Paginated"):
            _add_news(schema)
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _refuse(path, operation)
            _exemplify(operation, EXAMPLES.get(operation["operationId"], {}))
        _let_choose(path, operations, result["paths"])
    return result


def _loosen(schema: dict) -> None:
    schema.pop("required", None)
    if "properties" in schema:
        labels = {"type": "object", "additionalProperties": {"type": "string"}}
        schema["properties"]["labels"] = labels | {"description": "With `include=labels`: words for codes."}


def _allow_blank(schema: dict) -> None:
    """An empty string may well be valid under both: the format of an address is only a hint."""
    for field in schema.get("properties", {}).values():
        if {"type": "string", "maxLength": 0} in field.get("oneOf", ()):
            field["anyOf"] = field.pop("oneOf")


def _add_news(schema: dict) -> None:
    for name, what in (("next", "The page after this one."), ("previous", "The page before this one.")):
        schema["properties"][name] = {"type": ["string", "null"], "format": "uri", "description": what}
    schema["properties"] |= {
        "gone": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/Gone"},
            "description": "With `since`: what changed and is not in this list (any more).",
        },
        "cursor": {"type": "string", "description": "With `since`: what to ask with the next time."},
    }


def _refuse(path: str, operation: dict) -> None:
    google = path.startswith("/api/v1alpha1/")
    shape, media = ("GoogleError", "application/json") if google else ("Problem", "application/problem+json")
    schema = {"$ref": f"#/components/schemas/{shape}"}
    for answer in operation["responses"].values():
        answer["description"] = answer.get("description") or operation["summary"]
    for status in sorted(REFUSALS.keys() - _impossible(operation)):
        description = REFUSALS[status]
        told = {"schema": schema, "example": _refusal(int(status), description, google)}
        operation["responses"].setdefault(status, {"description": description, "content": {media: told}})


def _impossible(operation: dict) -> set[str]:
    """The refusals that this operation never gives."""
    impossible = set() if operation["operationId"] == "check_batch_result" else {"409"}
    if not any(parameter["name"] == "since" for parameter in operation.get("parameters", [])):
        impossible.add("410")
    return impossible if "requestBody" in operation else impossible | {"413", "415"}


def _refusal(status: int, description: str, google: bool) -> dict:
    if google:
        return {"error": {"code": status, "message": description, "status": STATUSES.get(status, "UNKNOWN")}}
    if status == 400:
        return PROBLEM["example"]  # type: ignore[return-value]
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": description}


def _exemplify(operation: dict, example: dict) -> None:
    """Put an example where OpenAPI wants it: into the parameters, the body and the answers."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            usual = IN_THE_PATH.get(parameter["name"], "The `id` of a row, as the list gives it.")
            parameter.setdefault("description", usual)
            parameter["example"] = _in_the_path(parameter["name"], example.get("path", ""))
        elif parameter["name"] in example.get("query", {}):
            parameter["example"] = example["query"][parameter["name"]]
    if "request" in example:
        for media, told in operation["requestBody"]["content"].items():
            is_file = media == "multipart/form-data" and operation["operationId"] == "check_batch_create"
            told["example"] = A_FILE if is_file else example["request"]
    for status, body in example.get("responses", {}).items():
        told = operation["responses"][status]["content"]
        told[next(iter(told))]["example"] = body


def _in_the_path(name: str, told: str | dict) -> str:
    """Where an address has several parts, the example names each."""
    return told[name] if isinstance(told, dict) else told


def _let_choose(path: str, operations: dict, paths: dict) -> None:
    """One row takes `fields` and `include` as its list does."""
    listed = paths.get(path.rpartition("{")[0], {}).get("get", {})
    if path.endswith("}/") and "get" in operations:
        chosen = [each for each in listed.get("parameters", []) if each["name"] in ("fields", "include")]
        operations["get"].setdefault("parameters", []).extend(chosen)
