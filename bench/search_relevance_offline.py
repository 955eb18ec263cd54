"""How often search gives the right category first, straight from the CSV files, no database.

    python bench/search_relevance_offline.py [--wrong] [--cards 20000]

Prints per set of questions: first place, first three, mean reciprocal rank,
cards shown in the median, milliseconds. With
`--cards` the cards are repeated over all municipalities until there are that many.
"""

import argparse
import csv
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from naober.pure.dutch.cards import Card, Near  # noqa: E402
from naober.pure.dutch.search import Category, SearchIndex  # noqa: E402
from naober.pure.dutch.understanding import Expression  # noqa: E402

CONTENT = ROOT / "src/naober/directory/content"
DEMO = ROOT / "src/naober/demo/content"
POSTCODES = ROOT / "src/naober/organisations/content/postcodes.csv"
REFERENCE = ROOT.parent / "shared/reference"
HELD_OUT = {"own, held-out half", "other persons, second", "blind, third"}
TEXTS = ("summary", "audience")


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def points() -> dict[str, Near]:
    """Four-digit postcodes with where they are."""
    return {
        row["pc4"]: Near((float(row["latitude"]), float(row["longitude"])), row["municipality"])
        for row in read(POSTCODES)
    }


def places() -> dict[str, Near]:
    """Towns of the region with where they are."""
    rows = (row for row in read(POSTCODES) if row["municipality"])
    return {
        row["place"]: Near((float(row["latitude"]), float(row["longitude"])), row["municipality"])
        for row in sorted(rows, key=lambda r: -int(r["pc4"]))
    }


def cards() -> Iterator[Card]:
    """The cards of the demo region."""
    where = points()
    drenthe = frozenset(n.municipality or "" for n in places().values())
    for row in (row for n in (1, 2) for row in read(DEMO / f"services-{n}.csv")):
        area = frozenset(row["municipalities"].split(";"))
        yield Card(
            id=row["key"],
            names=(row["name_nl"], row["name_en"]),
            texts=tuple(row[f"{text}_{lang}"] for text in TEXTS for lang in ("nl", "en")),
            categories=tuple(row["categories"].split(";")),
            area=None if "NL" in area else drenthe if "DR" in area else area,
            points=(where[row["pc4"]].point,) if row["pc4"] else (),
        )


def many(some: list[Card], wanted: int) -> list[Card]:
    """The cards repeated, each time in another municipality and at another point."""
    towns = list(points().items())
    return some + [
        replace(
            some[n % len(some)],
            id=f"{some[n % len(some)].id}-{n}",
            names=tuple(f"{name} {towns[n % len(towns)][0]}" for name in some[n % len(some)].names),
            area=frozenset({towns[n % len(towns)][1].municipality or ""}),
            points=(towns[n % len(towns)][1].point,),
        )
        for n in range(len(some), wanted)
    ]


def categories() -> list[Category]:
    """The kinds of support."""
    return [
        Category(
            r["code"], (r["label_nl"], r["label_en"]), (r["what_it_is_nl"], r["what_it_is_en"])
        )
        for r in read(CONTENT / "categories.csv")
    ]


def expressions() -> list[Expression]:
    """The maintained list of everyday words."""
    return [
        Expression(r["expression"], r["category"], int(r["weight"]), r["language"])
        for r in read(CONTENT / "everyday_words.csv")
    ]


def sets() -> dict[str, list[dict[str, str]]]:
    """Sets of questions by name; that of the reference where it lies beside this checkout."""
    own = read(ROOT / "bench/data/queries-own.csv")
    reference = REFERENCE / "search-queries.csv"
    return {
        **({"reference": read(reference)} if reference.exists() else {}),
        "own, dev half": [row for row in own if row["half"] == "dev"],
        "own, held-out half": [row for row in own if row["half"] == "held-out"],
        "other persons": read(ROOT / "bench/data/queries-persons.csv"),
        "other persons, second": read(ROOT / "bench/data/queries-persons-2.csv"),
        "blind": read(ROOT / "bench/data/queries-blind.csv"),
        "blind, second": read(ROOT / "bench/data/queries-blind-2.csv"),
        "blind, third": read(ROOT / "bench/data/queries-blind-3.csv"),
        "English": read(ROOT / "bench/data/queries-english.csv"),
        "English, second": read(ROOT / "bench/data/queries-english-2.csv"),
    }


def measure(
    index: SearchIndex, kinds: dict[object, str], rows: list[dict[str, str]], *, wrong: bool
) -> str:
    """First place, first three, mean reciprocal rank and the time a question takes."""
    ranks: list[int | None] = []
    times, shown = [], []
    for row in rows:
        start = time.perf_counter()
        answer = index.search(row["query"], limit=10)
        times.append(time.perf_counter() - start)
        shown.append(int((index.ask(row["query"]).scores > 0).sum()))
        got = [kinds[hit.id] for hit in answer.results]
        ranks.append(got.index(row["best"]) if row["best"] in got else None)
        if wrong and ranks[-1] != 0:
            mark = "  " if ranks[-1] is not None and ranks[-1] < 3 else "!!"
            print(mark, row["query"], "|", answer.repaired or "", "|", row["best"], "<-", got[:4])
    first = sum(r == 0 for r in ranks) / len(ranks)
    three = sum(r is not None and r < 3 for r in ranks) / len(ranks)
    mrr = sum(1 / (r + 1) for r in ranks if r is not None) / len(ranks)
    middle, slow = statistics.median(times) * 1e3, statistics.quantiles(times, n=20)[-1] * 1e3
    return (
        f"n={len(rows):4}  first {first:6.1%}  three {three:6.1%}  mrr {mrr:.3f}"
        f"  shown {statistics.median(shown):4.0f}"
        f"  median {middle:.1f} ms  p95 {slow:.1f} ms"
    )


def main() -> None:
    """Build the index and measure every set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="print what does not come first")
    parser.add_argument("--cards", type=int, default=0, help="repeat the cards up to this many")
    options = parser.parse_args()
    all_cards = many(list(cards()), options.cards)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    index = SearchIndex.build(all_cards, categories(), expressions(), places())
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(all_cards)} cards, built in {took:.2f} s")
    print(f"peak {peak / 1024:.0f} MB, of which {before / 1024:.0f} MB before building")
    kinds: dict[object, str] = {card.id: card.categories[0] for card in all_cards}
    for name, rows in sets().items():
        hidden = name in HELD_OUT
        print(f"{name:22}", measure(index, kinds, rows, wrong=options.wrong and not hidden))


if __name__ == "__main__":
    main()
