"""The doors of the house, and the rules that a linter does not know."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "naober"
APPS = {"accounts", "audit", "organisations", "directory", "carers", "screening", "casework"}
DOORS = {"models", "queries", "services", "enums", "exceptions", "migrations"}
MIXED = {"utils", "helpers", "misc", "signals", "receivers", "mixins"}

# Who may come in by another door, and why.
SIDE_DOORS = {
    ("config", "accounts"): "settings and start-up name the adapters and sessions of sign-in",
    ("sites", "accounts"): "signing in is a page and a session",
    ("api", "directory"): "openreferral: open data are the cards in the words of others",
    ("screening", "carers"): "rules: a check-up is kept by who may change the file",
    ("casework", "carers"): "rules: a case is changed by who may change the file",
}


def modules() -> Iterator[tuple[Path, str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        if "migrations" not in parts and len(parts) > 1:
            yield path, parts[0], ast.parse(path.read_text())


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def wrong_doors(package: str, tree: ast.Module) -> set[str]:
    """Return the imports that enter another app by anything but its doors."""
    wrong = set()
    for name in imported(tree):
        parts = name.split(".")
        if len(parts) < 3 or parts[0] != "naober" or parts[1] not in APPS - {package}:
            continue
        if parts[2] not in DOORS and (package, parts[1]) not in SIDE_DOORS:
            wrong.add(name)
    return wrong


def test_other_packages_enter_an_app_only_by_its_doors() -> None:
    wrong = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path, package, tree in modules()
        for name in wrong_doors(package, tree)
    }
    assert wrong == set()


def test_an_import_past_the_doors_is_noticed() -> None:
    planted = ast.parse("from naober.carers.letters import send")
    assert wrong_doors("sites", planted) == {"naober.carers.letters", "naober.carers.letters.send"}


@pytest.mark.parametrize("name", sorted(MIXED))
def test_there_is_no_junk_drawer(name: str) -> None:
    assert list(SOURCE.rglob(f"{name}.py")) == []


def reads_the_clock(tree: ast.Module) -> bool:
    names = set(imported(tree))
    return bool(names & {"django.utils.timezone.now", "django.utils.timezone.localdate"}) or any(
        isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow", "localdate"}
        and isinstance(node.value, ast.Name) and node.value.id in {"timezone", "datetime", "date"}
        for node in ast.walk(tree)
    )  # fmt: skip


def test_an_app_never_reads_the_clock() -> None:
    offenders = [
        str(path.relative_to(SOURCE))
        for path, package, tree in modules()
        if package in APPS and reads_the_clock(tree)
    ]
    assert offenders == []


def test_reading_the_clock_is_noticed() -> None:
    assert reads_the_clock(ast.parse("from django.utils import timezone\ntimezone.now()"))


def test_an_app_knows_nothing_of_requests() -> None:
    offenders = [
        str(path.relative_to(SOURCE))
        for path, package, tree in modules()
        if package in APPS - {"accounts"}
        and any(name.startswith(("django.http", "django.shortcuts")) for name in imported(tree))
    ]
    assert offenders == []


def lengths(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = {
        f"{path.relative_to(SOURCE)}: {name} ({lines})"
        for path, _, tree in modules()
        for name, lines in lengths(tree)
        if lines > 50
    }
    assert long == set()


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = {
        f"{path.relative_to(SOURCE)} ({lines})"
        for path, _, _ in modules()
        if (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == set()
