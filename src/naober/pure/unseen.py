"""Characters that nobody sees, and that hide, turn or break the text around them."""

import re
import unicodedata
from typing import Final

UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001-\U000e007f]"
)
"""Controls but tab and ends of lines, marks of direction, zero-width blanks, halves of pairs, tags.

What text in Arabic, Hebrew or Persian needs stays: its letters, the signs before Arabic numbers,
and the two (non-)joiners U+200C and U+200D, which emoji need as well.
"""


def without_unseen(text: str) -> str:
    """Return a text without what nobody sees in it."""
    return UNSEEN.sub("", text)


BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and one symbol that are drawn as nothing: fillers of Hangul and a cell of Braille."""


def is_seen(text: str) -> bool:
    """Return whether anybody sees anything of a text: no blanks, joiners or loose accents alone."""
    return any(
        unicodedata.category(one)[0] not in "CMZ" for one in text if one not in BLANK_LETTERS
    )
