"""A search with filters at up to 200,000 cards without a database: how quick, how much memory.

    .venv/bin/python bench/search_filters_offline.py 200 20000 200000

The cards of the demo region are multiplied with variation and never kept: they go into the index
one by one, as they do in the application. Each size has a process of its own.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "src"), str(Path(__file__).parent)]

import numpy as np  # noqa: E402
from search_relevance_offline import cards, categories, expressions, places, sets  # noqa: E402

from naober.pure.dutch.cards import Card, Near  # noqa: E402
from naober.pure.dutch.search import SearchIndex  # noqa: E402
from naober.pure.facets import FacetsBuilder  # noqa: E402

VALUES = {
    "pillar": 4, "function": 9, "category": 59, "municipality": 12, "daypart": 5, "condition": 9,
    "relation": 7, "age": 3, "payer": 6, "room": 1, "how": 4,
}  # fmt: skip
NAMES = ["Noord", "Zuid", "Brink", "Esdoorn", "Veen", "Zand", "Linde", "Wilg", "Heide", "Kanaal"]


def many(wanted: int, facets: FacetsBuilder, chance: random.Random) -> Iterator[Card]:
    """Return so many cards, and count each in the facets."""
    some = list(cards())
    towns = list(places().values())
    for number in range(wanted):
        card = some[number % len(some)]
        town = chance.choice(towns)
        facets.add(
            {
                facet: {str(chance.randrange(size)) for _ in range(1 + size // 4)}
                for facet, size in VALUES.items()
            }
        )
        yield replace(
            card,
            id=f"{number:036d}",
            names=tuple(f"{name} {chance.choice(NAMES)} {number // 700}" for name in card.names),
            points=(town.point,) if card.points else (),
            area=card.area if card.area is None or len(card.area) > 1 else {town.municipality},
        )


def memory(name: str) -> float:
    """Return resident memory (VmRSS) or its peak (VmHWM) of this process in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(name))


def timed(asks: list[Callable[[], Any]]) -> str:
    """Return median and p95 of what each call takes, in ms of the processor."""
    took = []
    for ask in asks:
        began = time.process_time()
        ask()
        took.append((time.process_time() - began) * 1000)
    return f"median {statistics.median(took):6.1f}  p95 {statistics.quantiles(took, n=20)[-1]:6.1f}"


def measure(wanted: int) -> None:
    """Build the index and ask the questions of the lists with one to four filters each."""
    chance = random.Random(1)
    facets_of = FacetsBuilder(
        {facet: [str(n) for n in range(size)] for facet, size in VALUES.items()}
    )
    began = time.process_time()
    index = SearchIndex.build(
        many(wanted, facets_of, chance), categories(), expressions(), places()
    )
    facets = facets_of.build(index.cards.order)
    built = time.process_time() - began
    towns = list(places().values())

    def search(query: str, near: Near | None, chosen: dict[str, list[str]]) -> None:
        asked = index.ask(query, near=near)
        here = facets
        if asked.km is not None:
            here = facets.also("within", {str(km): asked.km <= km for km in (5, 10, 25)})
        counted = here.count(asked.scores > 0, chosen)
        index.best(asked, limit=60, only=counted.fitting)

    def ask(query: str) -> Callable[[], None]:
        near = chance.choice([None, chance.choice(towns)])
        named = chance.sample(sorted(VALUES), chance.randint(1, 4))
        chosen = {one: [str(chance.randrange(VALUES[one])) for _ in range(2)] for one in named}
        return lambda: search(query, near, chosen)

    asks = [ask(row["query"]) for rows in sets().values() for row in rows]
    everything = np.ones(wanted, bool)
    for one in asks[:20]:
        one()
    print(f"{wanted:8} cards: words with filters {timed(asks)};"
          f" counting alone {timed([lambda: facets.count(everything, {})] * 50)} (ms)\n"
          f"         memory {memory('VmRSS'):.0f} MB, at most {memory('VmHWM'):.0f};"
          f" built in {built:.0f} s", flush=True)  # fmt: skip


if __name__ == "__main__":
    sizes = sys.argv[1:]
    if len(sizes) == 1:
        measure(int(sizes[0]))
    for size in sizes if len(sizes) > 1 else ():
        subprocess.run([sys.executable, __file__, size], check=True)
