"""How often search gives the right kind of help first, beside PostgreSQL and Tantivy.

    .venv/bin/uv pip install --require-hashes -r requirements/bench.txt
    .venv/bin/python bench/search_relevance.py

Makes a small demo region in `var/bench-search` and asks every question of every list, as written
and with typing errors, in Naober's own search; in PostgreSQL's Dutch full-text search over the
cards, with all words required and with any word enough (`ts_rank`, names heavier than texts); and
in Tantivy with its Dutch stemmer (BM25, names heavier than texts), plain and with a wrong letter
allowed. The last of each knows our list of everyday words and the labels of the kinds too. A
question counts as right where the main kind of a card is the one that the list calls best.
Writes `bench/relevance.md`.
"""

import csv
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from questions import SPELLINGS, Row, lists, marks  # beside this file
from region import ROOT, region

SHOWN = 10
REPORT = ROOT / "bench/relevance.md"

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
UPDATE plain SET everything = cards
  || to_tsvector('dutch', %(words)s::text) || to_tsvector('english', %(english)s::text)
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
    "PostgreSQL, our words": ASK.format(query=ANY_WORD, column="everything"),
}
INTRODUCTION = """\
Made by `bench/search_relevance.py`. Every figure is: the best kind of support stands first, in % /
among the first three, in % / mean reciprocal rank.
"""
BEST_OF_EACH = ("Naober", "PostgreSQL, our words", "Tantivy, our words")
NEWEST = "blind-3"
Answer = Callable[[str], list[str]]
Places = list[int | None]
Asked = dict[tuple[str, str], list[tuple[str, str, int | None]]]
"""By way and spelling, for each question its list, its best kind, and the place of that."""


def naober(question: str) -> list[str]:
    """The main kinds of the cards that Naober finds, best first."""
    from naober.directory.queries import find
    from naober.shared import clock

    hits = find(question, on=clock.today(), limit=SHOWN).hits
    return [hit.category for hit in hits]


def postgres(statement: str) -> Answer:
    """Full-text search as a function from a question to kinds of cards."""
    from django.db import connection

    def ask(question: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(statement, [question, SHOWN])
            return [kind for (kind,) in cursor.fetchall()]

    return ask


def said() -> dict[str, dict[str, str]]:
    """Our everyday words with the labels of the kind, by language and kind, in one text each."""
    from naober.directory.models import Category

    found: dict[str, dict[str, str]] = {"nl": defaultdict(str), "en": defaultdict(str)}
    path = ROOT / "src/naober/directory/content/everyday_words.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found["nl"][row["category"]] += f" {row['expression']}"
    for kind in Category.objects.all():
        found["nl"][kind.code] += f" {kind.label_nl} {kind.what_it_is_nl}"
        found["en"][kind.code] += f" {kind.label_en} {kind.what_it_is_en}"
    return found


def write_plain_table(words: dict[str, dict[str, str]]) -> None:
    """Give PostgreSQL the same cards, and the same list of words."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        for kind, text in words["nl"].items():
            one = {"kind": kind, "words": text, "english": words["en"][kind]}
            cursor.execute(WORDS, one)


def ways() -> dict[str, Answer]:
    """All ways of searching, each a function from a question to kinds of cards."""
    from beside_tantivy import Cards, Tantivy

    from naober.shared import clock

    words = said()
    write_plain_table(words)
    both = {kind: text + words["en"][kind] for kind, text in words["nl"].items()}
    engine = Tantivy(Cards(clock.today()), both)
    return {
        "Naober": naober,
        **{name: postgres(sql) for name, sql in PLAIN.items()},
        "Tantivy": lambda q: engine.ask(q, limit=SHOWN),
        "Tantivy, our words": lambda q: engine.ask(q, limit=SHOWN, words=True),
        "Tantivy, our words, a letter wrong": lambda q: engine.ask(
            q, limit=SHOWN, words=True, errors=1
        ),
    }


def ask_all() -> Asked:
    """Ask everything every way."""
    every: list[tuple[str, Row]] = [(name, row) for name, rows in lists() for row in rows]
    asked: Asked = {}
    for way, ask in ways().items():
        for spelling, spell in SPELLINGS.items():
            asked[way, spelling] = [
                (name, row["best"], place(ask(query), row["best"]))
                for name, row in every
                for query in spell(row["query"])
            ]
    return asked


def place(kinds: Sequence[str], best: str) -> int | None:
    return kinds.index(best) if best in kinds else None


def table(head: Sequence[str], rows: Iterator[Sequence[object]]) -> str:
    """A table in Markdown; the first column is words, the others figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def report(asked: Asked) -> str:
    """All tables: by list, by spelling, by kind of support."""
    all_ways = list(dict.fromkeys(way for way, _ in asked))
    names = [name for name, _ in lists()]

    def of(way: str, spelling: str, *, name: str = "", kind: str = "") -> Places:
        return [
            at for one, best, at in asked[way, spelling] if name in ("", one) and kind in ("", best)
        ]

    def row(spelling: str, name: str) -> list[object]:
        return [len(of("Naober", spelling, name=name)),
                *(marks(of(way, spelling, name=name)) for way in all_ways)]  # fmt: skip

    kinds = sorted({best for _, best, _ in asked["Naober", "as written"]})
    head = [f"{way}{', new' if new else ''}" for new in ("", NEWEST) for way in BEST_OF_EACH]
    return "\n".join(
        (
            "# Relevance of search\n",
            INTRODUCTION,
            "## By list of questions\n",
            table(["list", "n", *all_ways], ([n, *row("as written", n)] for n in names)),
            "## With typing errors\n",
            table(
                ["all lists", "n", *all_ways],
                ([spelling, *row(spelling, "")] for spelling in SPELLINGS),
            ),
            table(
                [f"{NEWEST} only", "n", *all_ways],
                ([spelling, *row(spelling, NEWEST)] for spelling in SPELLINGS),
            ),
            "## By kind of support\n",
            f"All lists, and of {NEWEST} (*new*) the two questions of each kind.\n",
            table(
                ["kind", "n", *head],
                (
                    [
                        f"`{kind}`",
                        len(of("Naober", "as written", kind=kind)),
                        *(
                            marks(of(way, "as written", kind=kind, name=new))
                            for new in ("", NEWEST)
                            for way in BEST_OF_EACH
                        ),
                    ]
                    for kind in kinds
                ),
            ),
        )
    )


def measure() -> None:
    """Ask everything and write the tables."""
    import django

    django.setup()
    REPORT.write_text(report(ask_all()), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


def main() -> None:
    """Make the region, and measure in a process with its settings."""
    with region("search") as url:
        from naober.config import roles

        with roles.administrator(url, "naober") as connection:
            connection.execute("GRANT TEMPORARY ON DATABASE naober TO naober_system")
        subprocess.run([sys.executable, str(Path(__file__)), "--measure"], check=True)


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["--measure"] else main()
