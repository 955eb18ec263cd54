"""The published schemas of HSDS, and what an answer does not keep to of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DATA = Path(__file__).parents[3] / "shared" / "data"
FOLDERS = {"3.0": DATA / "hsds-3.0", "3.1": DATA / "hsds-3.1-dev"}


@cache
def validator(name: str, version: str = "3.0") -> Draft202012Validator:
    """Return what checks against a schema such as compiled/service.json or schema/taxonomy.json."""
    folder = FOLDERS[version]
    return Draft202012Validator(
        json.loads((folder / name).read_text()),
        registry=_registry(folder / "schema"),
        format_checker=FormatChecker(),
    )


def faults(thing: Any, name: str, version: str = "3.0") -> list[str]:
    """Return where a thing does not keep to a schema, and how."""
    found = validator(name, version).iter_errors(thing)
    return [f"{one.json_path}: {one.message}" for one in found]


def _registry(folder: Path) -> Registry[Any]:
    resources = []
    for path in folder.glob("*.json"):
        resource = Resource(contents=json.loads(path.read_text()), specification=DRAFT202012)
        resources.append((path.name, resource))
    return Registry().with_resources(resources)
