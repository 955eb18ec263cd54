"""How quick a search with filters is, and what it takes of memory, at 200 to 200,000 cards.

    .venv/bin/uv pip install --require-hashes -r requirements/bench.txt
    .venv/bin/python bench/search_filters.py [SIZE ...]

Makes a small demo region in `var/bench-filters` and multiplies its cards with variation: other
names, municipalities, places, dayparts, payers and ages. Then asks the questions of the lists,
each with filters that chance chooses and half of them from a postcode, through the same function
as the page. Printed are milliseconds of one process, by the clock and of its processor: all of it;
with the cards read that a page shows; apart what the database takes to say that nothing changed;
the suggestions for what is typed; and resident memory. Then the same questions and filters over the
same cards in Tantivy, in a process of its own, without and with the counts that a page shows.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from questions import lists  # beside this file
from region import region

SIZES = (200, 20_000, 200_000)
QUESTIONS = 400

MULTIPLY = """
INSERT INTO directory_service ({columns})
SELECT {values} FROM (
  SELECT *, row_number() OVER (ORDER BY key) AS row FROM directory_service WHERE key NOT LIKE 'x-%%'
) s, generate_series(1, %(copies)s) AS n
WHERE row * %(copies)s + n < %(wanted)s + %(copies)s
"""
# What differs from the card that is copied.
VARIED = {
    "id": "md5(s.key || n)::uuid",
    "key": "'x-' || n || '-' || substr(s.key, 1, 60)",
    "name_nl": "s.name_nl || ' ' || (ARRAY['Noord','Zuid','De Brink','Esdoorn','Veen','Zand',"
    "'Linde','Wilg','Heide','Kanaal','Es','Stroom'])[1 + n % 12] || ' ' || chr(97 + n % 26)"
    " || substr(md5(n::text), 1, 4)",
    "dayparts": "CASE n % 4 WHEN 0 THEN s.dayparts WHEN 1 THEN ARRAY['evening']"
    " WHEN 2 THEN ARRAY['weekday-morning','weekend'] ELSE ARRAY['night'] END",
    "payers": "CASE n % 3 WHEN 0 THEN s.payers WHEN 1 THEN ARRAY['free'] ELSE ARRAY['wmo'] END",
    "room": "(ARRAY['free','wait','open','unknown'])[1 + n % 4]",
    "age_from": "CASE WHEN n % 5 = 0 THEN 65 ELSE s.age_from END",
    "age_to": "CASE WHEN n % 5 = 0 THEN NULL ELSE s.age_to END",
}
PARTS = (
    """INSERT INTO directory_servicecategory (service_id, category_id, position)
    SELECT c.id, k.category_id, k.position FROM directory_service s
    JOIN directory_servicecategory k ON k.service_id = s.id
    JOIN directory_service c ON c.key LIKE 'x-%'
      AND substr(c.key, strpos(substr(c.key, 3), '-') + 3) = substr(s.key, 1, 60)
    WHERE s.key NOT LIKE 'x-%'""",
    """INSERT INTO directory_service_municipalities (service_id, municipality_id)
    SELECT id, (SELECT code FROM organisations_municipality ORDER BY md5(code || key) LIMIT 1)
    FROM directory_service WHERE key LIKE 'x-%' AND scope = 'local'""",
    """WITH l AS (SELECT id, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS all
    FROM directory_location)
    INSERT INTO directory_serviceatlocation (id, service_id, location_id)
    SELECT gen_random_uuid(), s.id, l.id FROM directory_service s
    JOIN l ON l.n = 1 + abs(hashtext(s.key)) % l.all
    WHERE s.key LIKE 'x-%' AND s.place_kind = 'location'""",
    "VACUUM ANALYZE",
)


def multiply(wanted: int) -> int:
    """Make as many cards as wanted; return how many there are."""
    from django.db import connection

    from naober.directory.models import Service

    here = Service.objects.count()
    names = [field.column for field in Service._meta.concrete_fields]  # noqa: SLF001
    values = ", ".join(VARIED.get(name, f"s.{name}").replace("%", "%%") for name in names)
    copies = max(1, -(-(wanted - here) // here))
    with connection.cursor() as cursor:
        if wanted > here:
            statement = MULTIPLY.format(columns=", ".join(names), values=values)
            cursor.execute(statement, {"copies": copies, "wanted": wanted - here})
            for part in PARTS:
                cursor.execute(part)
    return Service.objects.count()


def questions() -> list[str]:
    """Return questions of all our lists, mixed."""
    asked = [row["query"] for _, rows in lists() for row in rows]
    random.Random(1).shuffle(asked)
    return asked[:QUESTIONS]


def some_filters(chance: random.Random, values: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return one to four facets with one or two choices each."""
    facets = chance.sample(sorted(values), chance.randint(1, 4))
    return {facet: chance.sample(values[facet], min(len(values[facet]), 2)) for facet in facets}


def asks() -> list[dict[str, Any]]:
    """Return the questions with the filters and for half of them the place, always the same."""
    from naober.directory.facets import WITHIN, Kinds
    from naober.directory.models import Category
    from naober.organisations.models import Municipality, Postcode

    areas = list(Postcode.objects.exclude(municipality=None).order_by("pk"))
    codes = frozenset(Municipality.objects.values_list("code", flat=True))
    kinds = Kinds({one.code: one for one in Category.objects.order_by("pk")}, codes)
    values = {facet: list(each) for facet, each in kinds.values().items() if facet != "category"}
    chance, found = random.Random(2), []
    for question in questions():
        near = chance.choice([None, chance.choice(areas)])
        within = {"within": list(WITHIN)} if near else {}
        chosen = some_filters(chance, values | within)
        found.append({"query": question, "near": near, "chosen": chosen})
    return found


def memory(name: str) -> float:
    """Return resident memory (VmRSS) or its peak (VmHWM) of this process in MB."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1000
    raise ValueError(name)


def timed(asks: Sequence[Callable[[], Any]]) -> str:
    """Return median and p95 of what each call takes, in ms by the clock and of the processor."""
    clock, processor = [], []
    for ask in asks:
        began, spent = time.perf_counter(), time.process_time()
        ask()
        processor.append((time.process_time() - spent) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
    return "  ".join(
        f"{statistics.median(took):7.1f} {statistics.quantiles(took, n=20)[-1]:7.1f}"
        for took in (clock, processor)
    )


def head(cards: int, began: float, spent: float) -> str:
    return (
        f"{cards:8} cards, built in {time.perf_counter() - began:.0f} s,"
        f" {time.process_time() - spent:.0f} s of the processor\n{'':32}clock            processor"
        f"\n{'':32}median     p95   median     p95   (ms)"
    )


def measure() -> None:
    """Build the index over the cards there are, and ask."""
    import django

    django.setup()
    from naober.directory import search
    from naober.directory.queries import find
    from naober.organisations.models import Postcode
    from naober.shared import clock

    today = clock.today()
    before = memory("VmRSS")
    began, spent = time.perf_counter(), time.process_time()
    known = search.social_map(today)
    print(f"Naober: {head(len(known.index.cards), began, spent)}")
    area = Postcode.objects.exclude(municipality=None).order_by("pk")[0]
    some = [partial(find, on=today, limit=60, **one) for one in asks()]
    listed = [
        partial(find, "", on=today, near=area, limit=60, chosen=one["chosen"])
        for one in asks()[:100]
    ]
    for ask in some[:20]:
        ask()
    print("  words with filters         ", timed(some))
    print("  the same once more         ", timed(some))
    print("  and ten cards read to show ", timed([lambda a=a: a().hits[:10] for a in some]))
    print("  filters only               ", timed(listed))
    print("  has anything changed?      ", timed([search.map_version] * 40))
    typed = [question[:size] for question in questions()[:100] for size in (3, 5, 8)]
    print("  suggestions                ", timed(
        [partial(known.suggesters["nl"].suggest, one) for one in typed]))  # fmt: skip
    say_memory(before)
    for what, change, day in (
        ("one card changed", change_one, today),
        ("another day", None, today + timedelta(days=1)),
        ("an everyday word changed", change_words, today + timedelta(days=1)),
    ):
        if change:
            change()
        spent = time.process_time()
        renew(day)
        print(f"  {what}: seen after {time.process_time() - spent:.2f} s of the processor,"
              f" {memory('VmHWM'):.0f} MB at most")  # fmt: skip
    print()


def renew(day: date) -> None:
    """Do at once what an application does in a thread of its own."""
    from naober.directory import search

    search._build_once(day, (day, *search.map_version()))  # noqa: SLF001


def change_one() -> None:
    """Let a card say that it was changed now."""
    from naober.directory.models import Service
    from naober.shared import clock

    Service.objects.filter(pk=Service.objects.order_by("pk")[0].pk).update(changed_at=clock.now())


def change_words() -> None:
    """Let an everyday word say that it was changed now."""
    from naober.directory.models import EverydayWord
    from naober.shared import clock

    words = EverydayWord.objects.order_by("pk")
    EverydayWord.objects.filter(pk=words[0].pk).update(changed_at=clock.now())


def measure_tantivy() -> None:
    """Ask Tantivy the same, which knows no places: a choice of a distance is left out."""
    import django

    django.setup()
    from beside_tantivy import Cards, Tantivy

    from naober.shared import clock

    before = memory("VmRSS")
    began, spent = time.perf_counter(), time.process_time()
    engine = Tantivy(Cards(clock.today()), {})
    print(f"Tantivy: {head(len(engine), began, spent)}")
    some = [partial(engine.ask, one["query"], limit=60, chosen=one["chosen"]) for one in asks()]
    for ask in some[:20]:
        ask()
    print("  words with filters         ", timed(some))
    print("  and every filter counted   ", timed([partial(ask, counts=True) for ask in some]))
    print("  a letter may be wrong      ", timed([partial(ask, errors=1) for ask in some]))
    say_memory(before)


def say_memory(before: float) -> None:
    now, most = memory("VmRSS"), memory("VmHWM")
    print(f"  memory: {now:.0f} MB now, {most:.0f} at most, {before:.0f} before the index")


def main() -> None:
    """Make the region, and measure each size in fresh processes."""
    with region("filters"):
        for size in map(int, sys.argv[1:] or SIZES):
            for step in ("--empty", "--multiply", "--measure", "--tantivy"):
                subprocess.run([sys.executable, __file__, step, str(size)], check=True)


def prepare(step: str, size: int) -> None:
    """Take away the copies, or make them."""
    import django

    django.setup()
    from naober.directory.models import Service

    if step == "--empty":
        if Service.objects.filter(key__startswith="x-").exists():
            _empty()
    else:
        multiply(size)


def _empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("servicecategory", "service_municipalities", "serviceatlocation"):
            cursor.execute(
                f"DELETE FROM directory_{table} WHERE service_id IN"
                " (SELECT id FROM directory_service WHERE key LIKE 'x-%')"
            )
        cursor.execute("DELETE FROM directory_service WHERE key LIKE 'x-%'")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure()
    elif sys.argv[1:2] == ["--tantivy"]:
        measure_tantivy()
    elif sys.argv[1:2] in (["--empty"], ["--multiply"]):
        prepare(sys.argv[1], int(sys.argv[2]))
    else:
        main()
