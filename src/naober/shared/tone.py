"""How a sentence is said to a reader: "u", and "je" where the tone is that of a young carer."""

from typing import Final

from django.utils.translation import gettext, pgettext

YOUNG: Final = "young"


def say(tone: str, sentence: str) -> str:
    """Translate a sentence, marked by gettext_noop, for a reader of this tone.

    A sentence that speaks to nobody has no second one; then the usual one is right.
    """
    found = pgettext(tone, sentence) if tone else sentence
    return gettext(sentence) if found == sentence else found
