"""The settings that are documented are those that the code reads; no more and no fewer."""

import ast
import re
from pathlib import Path

from naober.config.environment import ROOT, VARIABLES, reference

READERS = {"read", "read_flag", "read_list", "read_number"}
OWN_WAY = {"DJANGO_SETTINGS_MODULE"}
"""Django's own variable, set by our commands and by nobody else."""


def read_in(source: str) -> set[str]:
    """Return the names of the environment variables that a module reads."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in READERS:
            found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
        if isinstance(node, ast.Constant) and re.fullmatch(r"NAOBER_[A-Z_]+", str(node.value)):
            found.add(node.value)
    return found


def modules() -> list[Path]:
    config = ROOT / "src" / "naober" / "config"
    return [path for path in config.rglob("*.py") if path.name != "environment.py"]


def test_every_variable_that_the_code_reads_is_documented() -> None:
    read = set().union(*(read_in(path.read_text()) for path in modules()))
    made = {"NAOBER_YOUNG_CARER_BELOW"} | {variable.name for variable in VARIABLES}
    assert read - made - settings_only() - OWN_WAY == set()


def settings_only() -> set[str]:
    """Return Django settings of ours that no variable sets: NAOBER_… names in settings.py."""
    source = (ROOT / "src" / "naober" / "config" / "settings.py").read_text()
    return set(re.findall(r"^(NAOBER_[A-Z_]+) = ", source, re.MULTILINE))


def test_every_documented_variable_is_read_somewhere() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "src" / "naober").rglob("*.py"))
    unread = {one.name for one in VARIABLES if sources.count(f'"{one.name}"') < 2}
    assert unread == set()


def test_the_environment_is_read_in_one_place() -> None:
    """Elsewhere it may be handed on or set for a child; a value is read through `read`."""
    direct = re.compile(
        r"os\.environ(\.get\(|\[)\"(?!DJANGO_SETTINGS_MODULE|PATH|NAOBER_PROCESS|DATABASE_URL)"
    )
    wrong = [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.name != "settings_test.py" and direct.search(path.read_text())
    ]
    assert wrong == []


def test_a_variable_that_is_not_documented_is_noticed() -> None:
    planted = 'read("NAOBER_SECRET_DOOR")'
    assert read_in(planted) - {one.name for one in VARIABLES} == {"NAOBER_SECRET_DOOR"}


def test_every_meaning_is_a_sentence_and_the_page_has_them_all() -> None:
    page = reference()
    for one in VARIABLES:
        assert one.meaning.endswith(".")
        assert f"| `{one.name}` |" in page


def test_the_page_in_the_documentation_is_that_of_the_code() -> None:
    assert (ROOT / "docs" / "reference" / "settings.md").read_text() == reference()
