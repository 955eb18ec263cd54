"""How often search gives the right kind of help first, beside full-text search of PostgreSQL.

    .venv/bin/python bench/search_relevance.py

Makes a small demo region in `var/bench-search` and asks every question of every list three ways:
Naober's own search; PostgreSQL's Dutch full-text search over the cards, with all words required
and with any word enough (`ts_rank`, names heavier than texts); and the same once more with our
list of everyday words and the labels of the kinds written under each card, so that both know as
much. A question counts as right where the main kind of a card is the one that the list calls best.
"""

import csv
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from region import ROOT, region  # beside this file

REFERENCE = ROOT.parent / "shared/reference/search-queries.csv"
OWN = sorted((ROOT / "bench/data").glob("queries-*.csv"))
SHOWN = 10

TABLE = """
CREATE TEMPORARY TABLE plain AS
SELECT s.id, (SELECT category_id FROM directory_servicecategory k
              WHERE k.service_id = s.id ORDER BY position LIMIT 1) AS kind,
  setweight(to_tsvector('dutch', s.name_nl), 'A')
  || to_tsvector('dutch', concat_ws(' ', s.summary_nl, s.audience_nl))
  || setweight(to_tsvector('english', s.name_en), 'A')
  || to_tsvector('english', concat_ws(' ', s.summary_en, s.audience_en)) AS cards
FROM directory_service s;
ALTER TABLE plain ADD everything tsvector;
"""
WORDS = """
UPDATE plain SET everything = cards || (
  SELECT to_tsvector('dutch', concat_ws(' ', label_nl, what_it_is_nl, %(words)s::text))
         || to_tsvector('english', concat_ws(' ', label_en, what_it_is_en))
  FROM directory_category WHERE code = %(kind)s)
WHERE kind = %(kind)s
"""
ASK = """
SELECT kind FROM plain, CAST({query} AS tsquery) AS asked
WHERE {column} @@ asked ORDER BY ts_rank({column}, asked) DESC, id LIMIT %s
"""
EVERY_WORD = "plainto_tsquery('dutch', %s)"
ANY_WORD = f"replace({EVERY_WORD}::text, ' & ', ' | ')"
PLAIN = {
    "PostgreSQL, every word": ASK.format(query=EVERY_WORD, column="cards"),
    "PostgreSQL, any word": ASK.format(query=ANY_WORD, column="cards"),
    "same, with our word list": ASK.format(query=ANY_WORD, column="everything"),
}
Answer = Callable[[str], list[str]]


def questions() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Return the lists of questions: name, and rows with `query` and `best`."""
    for path in [REFERENCE, *OWN]:
        with path.open(encoding="utf-8", newline="") as stream:
            yield path.stem.replace("search-queries", "reference"), list(csv.DictReader(stream))


def naober(question: str) -> list[str]:
    """Return the main kinds of the cards that Naober finds, best first."""
    from naober.directory.queries import find
    from naober.shared import clock

    hits = find(question, on=clock.today(), limit=SHOWN).hits
    return [hit.category for hit in hits]


def postgres(statement: str) -> Answer:
    """Return full-text search as a function from a question to kinds of cards."""
    from django.db import connection

    def ask(question: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(statement, [question, SHOWN])
            return [kind for (kind,) in cursor.fetchall()]

    return ask


def write_plain_table() -> None:
    """Give PostgreSQL the same cards, and the same list of words."""
    from django.db import connection

    with (ROOT / "src/naober/directory/content/everyday_words.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        for kind in sorted({row["category"] for row in rows}):
            words = " ".join(row["expression"] for row in rows if row["category"] == kind)
            cursor.execute(WORDS, {"kind": kind, "words": words})


def measured(ask: Answer, rows: list[dict[str, str]]) -> dict[str, float]:
    """Return first place, first three and the median time of a question."""
    first = three = 0
    times = []
    for row in rows:
        began = time.perf_counter()
        kinds = ask(row["query"])
        times.append(time.perf_counter() - began)
        first += kinds[:1] == [row["best"]]
        three += row["best"] in kinds[:3]
    return {
        "questions": len(rows),
        "first": first / len(rows),
        "three": three / len(rows),
        "ms": statistics.median(times) * 1000,
    }


def measure() -> None:
    """Ask everything, and print a line for each list and way of searching."""
    import django

    django.setup()
    from naober.directory.search import social_map
    from naober.shared import clock

    write_plain_table()
    began = time.perf_counter()
    social_map(clock.today())
    print(f"the index was built in {time.perf_counter() - began:.1f} s")
    ways = {"Naober": naober} | {name: postgres(sql) for name, sql in PLAIN.items()}
    result: dict[str, dict[str, dict[str, float]]] = {}
    for name, rows in questions():
        result[name] = {way: measured(ask, rows) for way, ask in ways.items()}
        print(f"\n{name} ({len(rows)} questions)")
        for way, one in result[name].items():
            print(f"  {way:26} first {one['first']:6.1%}  three {one['three']:6.1%}"
                  f"  {one['ms']:5.1f} ms")  # fmt: skip
    (ROOT / "var").mkdir(exist_ok=True)
    (ROOT / "var" / "bench-search.json").write_text(json.dumps(result, indent=1))


def main() -> None:
    """Make the region, and measure in a process with its settings."""
    with region("search") as url:
        from naober.config import roles

        with roles.administrator(url, "naober") as connection:
            connection.execute("GRANT TEMPORARY ON DATABASE naober TO naober_system")
        subprocess.run([sys.executable, __file__, "--measure"], check=True)


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["--measure"] else main()
