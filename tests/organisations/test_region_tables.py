"""The twelve municipalities and all postcode areas, as the reference tables have them."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from naober.organisations.models import Municipality, Postcode
from naober.organisations.services import load_region
from tests.database import role

pytestmark = pytest.mark.django_db
REFERENCE = Path(__file__).parents[3] / "shared/reference"


def load() -> None:
    with role("naober_system"):
        load_region()


def reference(name: str) -> list[dict[str, str]]:
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"reference table {name} is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_all_dutch_postcode_areas_are_there_and_know_their_municipality_if_it_is_ours() -> None:
    load()
    ours = set(Municipality.objects.values_list("code", flat=True))
    found = {
        one.pc4: (one.place, one.municipality_id, one.latitude, one.longitude, one.inhabitants)
        for one in Postcode.objects.all()
    }
    assert len(found) == 4086
    for row in reference("postcodes-pc4.csv"):
        code = row["municipality_code"]
        assert found[row["pc4"]] == (
            row["place"],
            code if code in ours else None,
            float(row["lat"]),
            float(row["lon"]),
            int(row["inhabitants_2021"] or 0),
        )


def test_the_twelve_municipalities_have_their_inhabitants() -> None:
    load()
    counted: Counter[tuple[str, str]] = Counter()
    for row in reference("drenthe-population-2021.csv"):
        key = row["municipality_code"], row["municipality"]
        counted[key] += int(row["men"]) + int(row["women"])
    rows = Municipality.objects.values_list("code", "name", "inhabitants")
    assert {(code, name): number for code, name, number in rows} == counted
    assert len(counted) == 12


def test_loading_again_puts_right_what_was_changed_and_nothing_else() -> None:
    load()
    before = list(Postcode.objects.order_by("pc4").values_list())
    with role("naober_system"):
        Postcode.objects.filter(pk="9401").update(place="Ergens", municipality=None)
    load()
    assert list(Postcode.objects.order_by("pc4").values_list()) == before
    assert str(Postcode.objects.get(pk="9401")) == "9401 Assen"
