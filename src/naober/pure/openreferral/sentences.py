"""Sentences about a file that can be said again in another language, later and elsewhere."""

from typing import Any


class Sentence(str):
    """An English sentence; `words` with gaps such as %(name)s, what fills them, and of which field.

    Without `of` a sentence is about the record or file that stands beside it.
    """

    __slots__ = ("gaps", "of", "words")
    words: str
    gaps: dict[str, Any]
    of: str

    def __new__(cls, words: str, gaps: dict[str, Any] | None = None, of: str = "") -> "Sentence":
        text = words % (gaps or {})
        made = super().__new__(cls, f"{of} {text}" if of else text)
        made.words, made.gaps, made.of = words, gaps or {}, of
        return made

    def about(self, field: str) -> "Sentence":
        """Return the same of a field of the file, named before it."""
        return Sentence(self.words, self.gaps, field)

    def kept(self) -> list[Any]:
        """Return what a page needs to say it in another language, as JSON can hold it."""
        gaps = {
            name: value.kept() if isinstance(value, Sentence) else _without_nul(value)
            for name, value in self.gaps.items()
        }
        return [self.words, gaps, _without_nul(self.of)]


FINE = Sentence("")
"""Nothing is to be said."""


def say(words: str, **gaps: object) -> Sentence:
    """Return a sentence. `words` is a literal: translators find it by the name of this function."""
    filled = {name: one if isinstance(one, Sentence) else str(one) for name, one in gaps.items()}
    return Sentence(words, filled)


def _without_nul(text: str) -> str:
    """Return a text as a database can hold it."""
    return text.replace("\0", "")
