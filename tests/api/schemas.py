"""The published schemas of HSDS, and what an answer does not keep to of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

DATA = Path(__file__).parents[3] / "shared" / "data"
FOLDERS = {"3.0": DATA / "hsds-3.0", "3.1": DATA / "hsds-3.1-dev"}


@cache
def schema(name: str, version: str = "3.0") -> dict[str, Any]:
    """Return a schema such as compiled/service.json or schema/taxonomy.json."""
    found: dict[str, Any] = json.loads((FOLDERS[version] / name).read_text())
    return found


@cache
def validator(name: str, version: str = "3.0") -> Draft202012Validator:
    """Return what checks against a schema; those that it names stand beside it."""
    return Draft202012Validator(
        schema(name, version),
        validate_formats=True,
        retriever=lambda address: schema(f"schema/{address.rsplit('/', 1)[-1]}", version),
    )


def faults(thing: Any, name: str, version: str = "3.0") -> list[str]:
    """Return where a thing does not keep to a schema, and how."""
    found = validator(name, version).iter_errors(thing)
    return [f"{'/'.join(map(str, one.instance_path))}: {one.message}" for one in found]
