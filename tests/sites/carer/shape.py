"""The part of JSON Schema (draft 2020-12) that our schema uses; anything else in it is an error."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

Schema = dict[str, Any]
TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}
KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "enum", "anyOf",
    "properties", "required", "additionalProperties", "items", "format", "minimum",
}  # fmt: skip


def misfits(value: Any, schema: Schema, root: Schema, where: str = "") -> Iterator[str]:
    """Yield where a value does not have the shape of a schema."""
    if unknown := set(schema) - KNOWN:
        yield f"{where}: the schema says {sorted(unknown)}, which this test cannot judge"
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        yield from misfits(value, root["$defs"][name], root, where)
        return
    if "anyOf" in schema and not any(
        not list(misfits(value, one, root, where)) for one in schema["anyOf"]
    ):
        yield f"{where}: fits none of the choices"
    yield from _plain(value, schema, where)
    if isinstance(value, dict):
        yield from _object(value, schema, root, where)
    if isinstance(value, list) and "items" in schema:
        for number, one in enumerate(value):
            yield from misfits(one, schema["items"], root, f"{where}[{number}]")


def _plain(value: Any, schema: Schema, where: str) -> Iterator[str]:
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(TYPES[one](value) for one in types):
        yield f"{where}: {value!r} is not {types}"
    if "const" in schema and value != schema["const"]:
        yield f"{where}: not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: not one of {schema['enum']}"
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{where}: below {schema['minimum']}"
    if "format" in schema:
        read = {"date-time": datetime.fromisoformat, "date": date.fromisoformat}
        try:
            read[schema["format"]](value)
        except (ValueError, TypeError):
            yield f"{where}: not a {schema['format']}"


def _object(value: dict[str, Any], schema: Schema, root: Schema, where: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value:
            yield f"{where}.{name}: is missing"
    for name, one in value.items():
        inner = properties.get(name, schema.get("additionalProperties", {}))
        if inner is False:
            yield f"{where}.{name}: is not in the schema"
        else:
            yield from misfits(one, inner, root, f"{where}.{name}")
