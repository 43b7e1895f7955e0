"""The schema says of every operation what it does, what it answers and how it refuses, by true examples."""

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from portal.api_schema import EXAMPLES
from portal.reference import schema_in

SITE = "urn:schema"
SCHEMA, ENGLISH = schema_in("id"), schema_in("en")
OPERATIONS = {
    operation["operationId"]: operation for path in SCHEMA["paths"].values() for operation in path.values()
}
TOLD = ("summary", "description")
SAME_IN_BOTH = {"Markdown."}
REGISTRY = Registry().with_resource(SITE, Resource(SCHEMA, DRAFT202012))


def refusal(value, schema) -> str:
    """What the schema, or a part of it, has against `value`."""
    rooted = (
        {"$ref": f"{SITE}#/components/schemas/{schema['$ref'].rpartition('/')[2]}"}
        if "$ref" in schema
        else schema
    )
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    found = jsonschema.Draft202012Validator(rooted, registry=REGISTRY, format_checker=checker)
    return "; ".join(f"{error.json_path}: {error.message}" for error in found.iter_errors(value))


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_is_described_with_examples_that_its_schema_allows(name):
    operation = OPERATIONS[name]
    assert operation["summary"] and operation["description"]
    for parameter in operation.get("parameters", []):
        assert parameter.get("description"), parameter["name"]
    bodies = [operation["requestBody"]] if "requestBody" in operation else []
    assert all(answer["description"] for answer in operation["responses"].values())
    assert all("example" in told for body in bodies for told in body["content"].values())
    for body in [*bodies, *operation["responses"].values()]:
        told = next(iter(body.get("content", {}).values()), None)
        if told is not None:
            assert "example" in told
            assert refusal(told["example"], told["schema"]) == ""


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_says_how_it_refuses(name):
    refused = {status for status in OPERATIONS[name]["responses"] if status >= "400"}
    assert {"400", "404", "405", "429", "503"} <= refused
    assert ("415" in refused) == ("requestBody" in OPERATIONS[name])
    asked = {parameter["name"] for parameter in OPERATIONS[name].get("parameters", [])}
    assert ("410" in refused) == ("since" in asked)


def test_a_key_that_is_missing_is_refused_only_where_one_is_needed():
    open_to_all, for_keys = (
        OPERATIONS[name]["responses"]["401"] for name in ("debunks_list", "webhooks_list")
    )
    assert "Tanpa kunci, API ini terbuka" in open_to_all["description"]
    assert "Kuncinya tidak ada" in for_keys["description"]


def test_no_example_is_left_of_an_operation_that_is_gone():
    assert set(EXAMPLES) == set(OPERATIONS)


def test_an_example_outside_its_schema_would_be_found():
    [row] = EXAMPLES["stages_list"]["responses"]["200"]["results"]
    assert refusal(
        {"results": [row | {"starts": "kemarin"}]}, {"$ref": "#/components/schemas/PaginatedStageList"}
    )


def told(part, place=""):
    """Every text for readers in a part of the schema, by its place. Examples are data, in one language."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name in TOLD and isinstance(value, str):
                yield f"{place}/{name}", value
            elif name != "example":
                yield from told(value, f"{place}/{name}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from told(value, f"{place}/{number}")


def test_whatever_is_told_is_told_in_both_languages():
    english = dict(told(ENGLISH))
    same = {text for place, text in told(SCHEMA) if english[place] == text}
    assert same == SAME_IN_BOTH
    assert len(english) > 500
