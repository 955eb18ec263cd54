"""The same cards in Tantivy, with its Dutch stemmer: what Naober's search is measured beside.

.venv/bin/uv pip install --require-hashes -r requirements/bench.txt
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import tantivy

from naober.directory.facets import Kinds
from naober.directory.freshness import freshness_rules
from naober.directory.indexing import Reader
from naober.directory.models import Category, Service
from naober.organisations.models import Municipality
from naober.pure.dutch.cards import Card

FACETS: Final = (
    "pillar", "function", "category", "municipality", "daypart", "condition", "relation", "age",
    "payer", "room", "how",
)  # fmt: skip
TEXTS: Final = {"name_nl": 2.0, "text_nl": 1.0, "name_en": 2.0, "text_en": 1.0}
"""Fields with what a word in them counts."""
WORDS: Final = {"words": 1.0}
_ANALYSERS: Final = {"nl": "dutch", "en": "english"}
_HEAP: Final = 64_000_000  # bytes that it may write in


class Cards:
    """The cards of a day one by one, each with its values by facet."""

    def __init__(self, on: date) -> None:
        self.kinds = Kinds(
            {one.code: one for one in Category.objects.all()},
            frozenset(Municipality.objects.values_list("code", flat=True)),
        )
        self._values: Mapping[str, Iterable[str]] = {}
        self._reader = Reader(on, self.kinds, freshness_rules(on))
        self._reader._facets = self  # type: ignore[assignment]  # noqa: SLF001 - told the values

    def add(self, values: Mapping[str, Iterable[str]]) -> None:
        """Hear the values of the card that comes next."""
        self._values = values

    def __iter__(self) -> Iterable[tuple[Card, Mapping[str, Iterable[str]]]]:
        for card in self._reader.cards(Service.objects.all()):
            yield card, self._values


class Tantivy:
    """An index of its own in memory; one thread, as a question has in Naober."""

    def __init__(self, cards: Cards, said: Mapping[str, str]) -> None:
        """Read the cards; `said` are our everyday words by kind of support, in one text each."""
        self._index = tantivy.Index(_schema())
        for language, name in _ANALYSERS.items():
            self._index.register_tokenizer(language, _analyser(name))
        writer = self._index.writer(_HEAP, 1)
        for card, values in cards:
            writer.add_document(_document(card, values, said))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def ask(
        self,
        query: str,
        *,
        limit: int,
        chosen: Mapping[str, Sequence[str]] | None = None,
        words: bool = False,
        errors: int = 0,
        counts: bool = False,
    ) -> list[str]:
        """The main kinds of the best cards that hold any word and fit the choice.

        With `words` also where our list of everyday words holds one; `errors` are letters that a
        word may be wrong; with `counts` it also counts the values of every facet.
        """
        asked = self._words(query, TEXTS | (WORDS if words else {}), errors)
        for facet, values in (chosen or {}).items():
            if facet in FACETS:
                some = tantivy.Query.term_set_query(self._index.schema, facet, list(values))
                asked = tantivy.Query.boolean_query(
                    [
                        (tantivy.Occur.Must, asked),
                        (tantivy.Occur.Must, tantivy.Query.const_score_query(some, 0.0)),
                    ]
                )
        if counts:
            self._searcher.aggregate(
                asked, {f: {"terms": {"field": f, "size": 100}} for f in FACETS}
            )
        hits = self._searcher.search(asked, limit, count=True).hits
        return [self._searcher.doc(at)["main"][0] for _, at in hits]

    def _words(self, query: str, fields: Mapping[str, float], errors: int) -> tantivy.Query:
        plain = "".join(letter if letter.isalnum() else " " for letter in query).lower()
        exact, _ = self._index.parse_query_lenient(plain, list(fields), dict(fields))
        if not errors:
            return exact
        near, _ = self._index.parse_query_lenient(
            plain,
            list(fields),
            dict(fields),
            dict.fromkeys(fields, (False, errors, True)),
        )
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, exact), (tantivy.Occur.Should, near)]
        )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in TEXTS:
        builder.add_text_field(field, tokenizer_name=field[-2:], index_option="freq")
    builder.add_text_field("words", tokenizer_name="nl", index_option="freq")
    builder.add_text_field("main", stored=True, tokenizer_name="raw", index_option="basic")
    for facet in FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _analyser(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stopword(language),
        tantivy.Filter.stemmer(language),
    ):
        builder = builder.filter(step)
    return builder.build()


def _document(
    card: Card, values: Mapping[str, Iterable[str]], said: Mapping[str, str]
) -> tantivy.Document:
    """A card as Tantivy keeps it; its texts are Dutch and English in turn."""
    document = tantivy.Document()
    for field, texts in zip(
        TEXTS, (card.names[:1], card.texts[::2], card.names[1:], card.texts[1::2]), strict=True
    ):
        document.add_text(field, " ".join(texts))
    document.add_text("words", said.get(card.categories[0], ""))
    document.add_text("main", card.categories[0])
    for facet, some in values.items():
        for value in some:
            document.add_text(facet, str(value))
    return document
