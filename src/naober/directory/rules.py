"""When a question needs a person now, before any card."""

import re
import unicodedata
from typing import Final

_NOW: Final = re.compile(
    r"\b(1 1 3|112|113|zelfmoord\w*|zelfdoding|suicid\w*|kill myself|want to die|wil(len)? dood"
    r"|dood wil|niet meer (wil )?leven|(een )?eind\w* (aan )?(maken )?(aan )?(mijn|m'n|me) leven"
    r"|mishandel\w*|geweld\w*|slaat (mij|me|mijn|ons|haar|hem)|slaan|schopt?|wurg\w*|misbruik\w*"
    r"|bedreig\w*|hits? me|beats? me|violen\w*|abus\w*)\b"
)


def needs_somebody_now(question: str) -> bool:
    """Return whether a question speaks of suicide or violence.

    Such a page begins with numbers to call at once. Rather once too often than once too few;
    the words are ours and for consultants to judge.
    """
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    return _NOW.search(plain) is not None
