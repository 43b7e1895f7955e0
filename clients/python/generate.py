"""Make `damaipedia/types.py` and `damaipedia/resources.py` from the schema of the API.

    python clients/python/generate.py

To be run in the portal's own environment: the schema is made by it, not read from a running site.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = HERE / "damaipedia"
HEAD = '"""Made by generate.py from the schema of the API; not to be edited."""\n\n'
REF = "#/components/schemas/"
PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
WIDTH = 110


def main() -> None:
    sys.path.insert(0, str(HERE.parents[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django  # noqa: PLC0415  # the settings are named only now

    django.setup()
    for name, text in files(schema()).items():
        (PACKAGE / name).write_text(text, encoding="utf-8")


def schema() -> dict:
    from portal.reference import schema_in  # noqa: PLC0415

    return schema_in("en")


def files(schema: dict) -> dict[str, str]:
    """The generated files by name."""
    return {"types.py": types_of(schema), "resources.py": resources_of(schema)}


def types_of(schema: dict) -> str:
    parts = schema["components"]["schemas"]
    names = sorted(_reached(schema, parts))
    body = "\n\n".join(_type(name, parts[name]) for name in names)
    return f"{HEAD}from typing import Any, Literal, NotRequired, TypeAlias, TypedDict\n\n{body}\n"


def _reached(schema: dict, parts: dict) -> set[str]:
    """What answers are made of, Google's left out."""
    found: set[str] = set()
    waiting = [
        answer
        for path, operations in schema["paths"].items()
        if path.startswith("/api/v1/")
        for operation in operations.values()
        for status, answer in operation["responses"].items()
        if status < "300"
    ]
    while waiting:
        for name in _named(waiting.pop()) - found:
            found.add(name)
            waiting.append(parts[name])
    return found


def _named(part) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(_named, part))
    if not isinstance(part, dict):
        return set()
    here = {part["$ref"].removeprefix(REF)} if isinstance(part.get("$ref"), str) else set()
    return here.union(*(_named(value) for key, value in part.items() if key != "example"))


def _type(name: str, part: dict) -> str:
    if "properties" not in part:
        return f"{name}: TypeAlias = {kind_of(part)}\n"
    needed = set(part.get("required", ()))
    told = f'    """{_sentence(part["description"])}"""\n\n' if part.get("description") else ""
    fields = "".join(
        f"    {field}: {kind if field in needed else f'NotRequired[{kind}]'}\n"
        for field, kind in ((field, kind_of(one)) for field, one in part["properties"].items())
    )
    return f"class {name}(TypedDict):\n{told}{fields}"


def _sentence(text: str) -> str:
    first = text.split("\n\n")[0].replace("\n", " ")
    return first if len(first) < WIDTH - 10 else first[: WIDTH - 14].rsplit(" ", 1)[0] + " …"


def kind_of(part: dict) -> str:
    """The Python type of a part of the schema."""
    if "$ref" in part:
        return f'"{part["$ref"].removeprefix(REF)}"'
    if "enum" in part:
        return f"Literal[{', '.join(map(repr, part['enum']))}]"
    for several in ("allOf", "oneOf", "anyOf"):
        if several in part:
            kinds = dict.fromkeys(kind_of(one).strip('"') for one in part[several])
            return f'"{" | ".join(kinds)}"'
    kinds = part.get("type", "any")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return " | ".join(_simple(kind, part) for kind in kinds)


def _simple(kind: str, part: dict) -> str:
    if kind == "array":
        return f"list[{kind_of(part['items'])}]"
    if kind == "object":
        values = part.get("additionalProperties")
        return f"dict[str, {kind_of(values) if isinstance(values, dict) else 'Any'}]"
    return PLAIN.get(kind, "Any")


def resources_of(schema: dict) -> str:
    lists = {
        path.removeprefix("/api/v1/").strip("/"): operations["get"]
        for path, operations in schema["paths"].items()
        if path.startswith("/api/v1/") and _rows_of(operations) is not None
    }
    blocks = [_resource(name, operation) for name, operation in sorted(lists.items())]
    own = "".join(f"        self.{_attribute(name)} = {_class(name)}(asker)\n" for name in sorted(lists))
    last = 'class Resources:\n    """Every list of the API."""\n\n'
    last += "    def __init__(self, asker: Asker) -> None:\n"
    kinds = sorted({_rows_of({"get": operation}) for operation in lists.values()})
    imports = (
        "from collections.abc import Iterator\nfrom typing import Literal, TypedDict, Unpack\n\n"
        "from damaipedia.asking import Asker\nfrom damaipedia.paging import Changes, Resource\n"
        "from damaipedia.types import (\n" + "".join(f"    {kind},\n" for kind in kinds) + ")\n"
    )
    return HEAD + imports + "\n\n" + "\n\n".join([*blocks, last + own])


def _rows_of(operations: dict) -> str | None:
    """The type of the rows, where `operations` hold a list that is read page by page."""
    answers = operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
    ref = answers.get("application/json", {}).get("schema", {}).get("$ref", "").removeprefix(REF)
    paged = ref.startswith("Paginated") and ref.endswith("List")
    return ref.removeprefix("Paginated").removesuffix("List") if paged else None


def _resource(name: str, operation: dict) -> str:
    row, own = _rows_of({"get": operation}), _class(name)
    parameters = {each["name"]: _asked(each["schema"]) for each in operation["parameters"]}
    parameters.pop("cursor", None)
    mirrored = parameters.pop("since", None) is not None
    fields = "".join(f"    {parameter}: {kind}\n" for parameter, kind in parameters.items())
    text = f"class {own}Filters(TypedDict, total=False):\n{fields}\n\n"
    text += f'class {own}(Resource[{row}]):\n    """{operation["summary"]}."""\n\n    path = "{name}"\n\n'
    text += f"    def each(self, **filters: Unpack[{own}Filters]) -> Iterator[{row}]:\n"
    text += '        """All rows, page after page."""\n        return self._each({**filters})\n'
    if mirrored:
        text += f'\n    def changes(\n        self, since: str = "0", **filters: Unpack[{own}Filters]\n'
        text += f"    ) -> Iterator[Changes[{row}]]:\n"
        text += '        """What changed since a cursor, page after page; "0" is the beginning."""\n'
        text += "        return self._changes(since, {**filters})\n"
    return text


def _asked(part: dict) -> str:
    """What a filter takes; several of a kind where it may be repeated."""
    if part.get("type") == "array":
        return f"list[{kind_of(part['items'])}]"
    return kind_of(part)


def _class(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))


def _attribute(name: str) -> str:
    return name.replace("-", "_")


if __name__ == "__main__":
    main()
