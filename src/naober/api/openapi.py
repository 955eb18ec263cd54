"""The description of the API for programs, in OpenAPI 3.0."""

from typing import Any, Final

from naober.api.middleware import VERSION
from naober.api.parameters import ASKS, PARAMETERS

_PUBLISHED: Final = "https://raw.githubusercontent.com/openreferral/specification"
_PROFILE: Final = "https://docs.openreferral.org/en/{}/hsds/schema_reference.html"
_LISTS: Final = (
    ("services", "service", "compiled/service_list.json", "compiled/service.json"),
    ("organizations", "organization", "compiled/organization_list.json",
     "compiled/organization.json"),
    ("service_at_locations", "service_at_location", "compiled/service_at_location_list.json",
     "compiled/service_at_location.json"),
    ("taxonomies", "taxonomy", "taxonomy.json", "taxonomy.json"),
    ("taxonomy_terms", "taxonomy_term", "taxonomy_term.json", "taxonomy_term.json"),
)  # fmt: skip
"""Path of a list, name of one, and the published schema of a line of the list and of one."""
_PROBLEMS: Final = {
    "400": "A parameter cannot be read; `detail` says which and what it may be.",
    "404": "There is nothing here, or it is not public today.",
    "429": "Too many questions in a minute; wait as Retry-After says.",
}
_ABOUT: Final = (
    "Read-only. Cards that are public today, by Open Referral HSDS {}. No key is needed. Every"
    " answer has an ETag; ask again with If-None-Match."
)
Object = dict[str, Any]


def profile(version: str) -> str:
    """Return where the version of HSDS is described that the answers keep to."""
    return _PROFILE.format(version)


def document(version: str, address: str) -> Object:
    """Return the document for a version of HSDS and the address of the API, without a slash."""
    paths: Object = {
        "/": {"get": _operation("root", "Which version this is", _ref("Root"))},
        "/openapi.json": {"get": _operation("openapi", "This document", {"type": "object"})},
    }
    for many, one, line, whole in _LISTS:
        listed = {"allOf": [_ref("Page"), _contents(version, line)]}
        paths[f"/{many}"] = {"get": _operation(many, f"List of {_words(many)}", listed)}
        single = _operation(one, f"One {_words(one)} with all of it", _schema(version, whole))
        paths[f"/{many}/{{id}}"] = {"get": _by_id(single)}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Naober: open data of the social map",
            "version": VERSION,
            "description": _ABOUT.format(version),
            "contact": {"name": "Naober", "url": address.removesuffix("/api") + "/"},
            "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/en/"},
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": _components(),
    }


def _operation(name: str, summary: str, schema: Object) -> Object:
    asks = ASKS[name]
    problems = {code: text for code, text in _PROBLEMS.items() if code != "404"}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_ref(each, "parameters") for each in asks],
        "responses": {
            "200": {
                "description": "What was asked for.",
                "headers": {"API-Version": _ref("API-Version", "headers")},
                "content": {"application/json": {"schema": schema}},
            },
            "304": {"description": "The same as what you have."},
            **{code: _ref(code, "responses") for code in problems},
        },
    }


def _by_id(operation: Object) -> Object:
    operation["parameters"].insert(0, _ref("id", "parameters"))
    operation["responses"]["404"] = _ref("404", "responses")
    return operation


def _components() -> Object:
    names = sorted({name for page in ASKS for name in ASKS[page]})
    parameters: Object = {
        name: {
            "name": name,
            "in": "query",
            "description": PARAMETERS[name].description,
            "schema": PARAMETERS[name].schema,
        }
        for name in names
    }
    parameters["id"] = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The id of what is asked for.",
        "schema": {"type": "string", "format": "uuid"},
    }
    return {
        "parameters": parameters,
        "headers": {"API-Version": {"schema": {"type": "string"}}},
        "schemas": {"Page": _PAGE, "Root": _ROOT, "Problem": _PROBLEM},
        "responses": {
            code: {
                "description": text,
                "headers": {"API-Version": _ref("API-Version", "headers")},
                "content": {"application/problem+json": {"schema": _ref("Problem")}},
            }
            for code, text in _PROBLEMS.items()
        },
    }


def _ref(name: str, kind: str = "schemas") -> Object:
    return {"$ref": f"#/components/{kind}/{name}"}


def _schema(version: str, file: str) -> Object:
    return {"$ref": f"{_PUBLISHED}/{version}/schema/{file}"}


def _contents(version: str, file: str) -> Object:
    items = {"type": "array", "items": _schema(version, file)}
    return {"type": "object", "properties": {"contents": items}}


def _words(name: str) -> str:
    return name.replace("_", " ")


def _object(**properties: str) -> Object:
    return {
        "type": "object",
        "required": list(properties),
        "properties": {name: {"type": kind} for name, kind in properties.items()},
    }


_PAGE: Final = _object(
    total_items="integer", total_pages="integer", page_number="integer", size="integer",
    first_page="boolean", last_page="boolean", empty="boolean",
)  # fmt: skip
_ROOT: Final = _object(version="string", profile="string", openapi_url="string")
_PROBLEM: Final = _object(type="string", title="string", status="integer", detail="string")
