"""Cutting text into words: accents folded, apostrophes and numbers made regular."""

import re
import unicodedata

YOUNG = "_jong"
"""Stands for an age at which somebody is a young carer."""

_AGES_OF_THE_YOUNG = range(4, 25)  # FIELD.md: a child or youth growing up with care
_AGE_BEFORE = frozenset({"van", "ben", "is", "bijna", "pas", "im", "am", "aged", "age"})
_AGE_AFTER = frozenset({"jaar", "jarige", "jarig", "jr", "years", "year"})
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "€": " euro ", "ß": "ss"})
_TIME_OF_DAY = re.compile(r"(?<![a-z0-9])'?s[ -]?(nachts|avonds|ochtends|morgens|middags|zondags)")
_SHORTENED = re.compile(r"(?<![a-z])([zm])'n(?![a-z])")
_LONE_LETTER = re.compile(r"(?<![a-z0-9])([a-df-z]|e(?=-))-(?=[a-z])")
_WORD = re.compile(r"[a-z]+|[0-9]+")


def fold(text: str) -> str:
    """The text in lower case without accents; ASCII letters stay, other marks are dropped."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a text in order, folded; `'s nachts` is one word, an early age is YOUNG."""
    folded = _TIME_OF_DAY.sub(r" \1", fold(text))
    folded = _SHORTENED.sub(r"\1ijn", folded)
    folded = _LONE_LETTER.sub(r"\1", folded).replace("'", "")
    found = _WORD.findall(folded)
    return _with_ages(found) if any(map(str.isdecimal, found)) else found


def _with_ages(tokens: list[str]) -> list[str]:
    return [YOUNG if _is_young_age(tokens, index) else token for index, token in enumerate(tokens)]


def _is_young_age(tokens: list[str], index: int) -> bool:
    token = tokens[index]
    if not token.isdecimal() or len(token) > 2 or int(token) not in _AGES_OF_THE_YOUNG:
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else ""
    if after in {"euro", "uur", "uurs", "dagen", "weken", "hours"}:
        return False
    return after in _AGE_AFTER or (index > 0 and tokens[index - 1] in _AGE_BEFORE)
