"""What every operation of the API has in common, told once: how it refuses, and what may be left out."""

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
# Of a row, `fields=` leaves out what is not asked for: nothing in it can be relied on to be there.
ROWS = (
    *("Debunk", "DebunkDetail", "CorrectionEntry", "Topic", "Outlet", "Review"),
    *("Election", "Stage", "District", "Party", "Person", "Candidacy"),
    *("CampaignAccount", "Rule", "Lesson"),
)


def with_refusals(result, generator, request, public):
    """A postprocessing hook of drf-spectacular."""
    schemas = result["components"]["schemas"]
    schemas["Problem"], schemas["GoogleError"] = PROBLEM, GOOGLE_ERROR
    for name in ROWS:
        _loosen(schemas.get(name, {}))
    for name, schema in schemas.items():
        if name.startswith("Paginated"):
            _add_news(schema)
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _refuse(path, operation)
    return result


def _loosen(schema: dict) -> None:
    schema.pop("required", None)
    if "properties" in schema:
        labels = {"type": "object", "additionalProperties": {"type": "string"}}
        schema["properties"]["labels"] = labels | {"description": "With `include=labels`: words for codes."}


def _add_news(schema: dict) -> None:
    row = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
    row["properties"]["updated_at"] = {"type": "string", "format": "date-time"}
    schema["properties"] |= {
        "gone": {
            "type": "array",
            "items": row,
            "description": "With `since`: what changed and is not in this list (any more).",
        },
        "cursor": {"type": "string", "description": "With `since`: what to ask with the next time."},
    }


def _refuse(path: str, operation: dict) -> None:
    google = path.startswith("/api/v1alpha1/")
    shape, media = ("GoogleError", "application/json") if google else ("Problem", "application/problem+json")
    content = {media: {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
    for status, description in REFUSALS.items():
        operation["responses"].setdefault(status, {"description": description, "content": content})
