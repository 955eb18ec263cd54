"""Whatever a file holds: it is read, or there is a sentence; never anything else."""

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from naober.pure.openreferral.model import UnreadableError
from naober.pure.openreferral.reading import read

ROW = "id,organization_id,name,latitude,minimum_age\n1,2,Logeren,52.9,18\n"
KEYS = st.sampled_from([
    "id", "name", "organization", "organization_id", "service_at_locations", "location", "phones",
    "schedules", "opens_at", "closes_at", "byday", "latitude", "longitude", "addresses", "contacts",
    "attributes", "taxonomy_term", "taxonomy_detail", "link_type", "value", "metadata", "services",
    "locations", "service", "status", "minimum_age", "url", "email", "number", "contents",
    "field_name", "service_areas", "cost_options", "required_documents", "accessibility",
])  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["1", "09:00", "MO", "2026-01-01", "<p>x</p>", "\x00", "9" * 400]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


def read_anyhow(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            said = [one.sentence for one in read(path).remarks]
        except UnreadableError as refused:
            said = [refused.sentence]
        assert "\\u0000" not in json.dumps([one.kept() for one in said])
        assert all(one and "\n" not in one for one in said)


@settings(deadline=None, max_examples=150)
@given(VALUES)
def test_any_json_is_read_or_refused(page: Any) -> None:
    read_anyhow("page.json", json.dumps(page).encode())


@settings(deadline=None, max_examples=40)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=6), max_size=2), st.floats(0, 1))
def test_any_page_cut_anywhere_is_read_or_refused(records: Any, part: float) -> None:
    text = json.dumps(
        {"contents": [{"id": "1", "name": "x", "status": "x"} | one for one in records]}
    )
    read_anyhow("services.json", text[: int(len(text) * part)].encode())


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_anyhow("services.json", content)
    read_anyhow("services.csv", ROW.encode() + content)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.text(max_size=8), max_size=8), max_size=6))
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    lines = "\n".join(",".join(row) for row in rows)
    read_anyhow("services.csv", (ROW + lines).encode("utf-8", "surrogatepass"))
