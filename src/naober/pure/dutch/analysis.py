"""What a piece of text is about, as weighted stems: the same for questions and for our lists."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from naober.pure.dutch.stemming import stem
from naober.pure.dutch.stopwords import NOISE, SOFT
from naober.pure.dutch.vocabulary import Vocabulary
from naober.pure.dutch.words import words

PART = 0.6
"""What a part of a compound counts beside the whole."""
CORRECTED = 0.9
"""What a corrected word counts beside one that was typed right."""

_PARTICLE_WORDS = """
    aan af binnen bij door in langs mee na om op open over rond samen terug thuis toe uit vast
    voor weg
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_REACH = 6  # words between `past` and `op` in `wie past er vanavond op`
_PERSON_STEMS = """
    man vrouw moeder vader ouder zoon dochter broer zus opa oma tante oom partner echtgenoot
    echtgenote schoonmoeder schoonvader schoonouder kind naast husband wife mother father son
    daughter brother sister parent
"""
_PERSONS = frozenset(_PERSON_STEMS.split())
_BEFORE_LAUNDRY = frozenset({"de", "hoe", "vuile", "schone", "doe", "doet", "doen", "mijn", "hun"})
_AFTER_LAUNDRY = frozenset({"en", "doen", "ophangen", "strijken", "vouwen", "wegwerken", "machine"})


def stems(text_words: Sequence[str], vocabulary: Vocabulary) -> dict[str, float]:
    """The stems of the words with what each counts, 0 to 1: wholes, parts, joined neighbours."""
    found: dict[str, float] = {}
    for a_stem, strength in _all_stems(text_words, vocabulary):
        found[a_stem] = max(strength, found.get(a_stem, 0.0))
    return found


def content(text: str) -> list[str]:
    """The words of a text without the noise."""
    return list(without_noise(words(text)))


def phrase(text_words: Sequence[str]) -> tuple[str, ...]:
    """The stems of the words in order, without noise and without whom they are about.

    `hoe komt mijn vader bij de dagbesteding` and `hoe kom ik bij …` begin alike.
    """
    return tuple(s for s in map(stem, without_noise(text_words)) if s not in _PERSONS)


def without_noise(text_words: Sequence[str]) -> Iterator[str]:
    """The words that say something; `was` only where it is the laundry or washing.

    A letter by itself says nothing: it is what is left of something else.
    """
    for index, word in enumerate(text_words):
        if _is_lone_letter(word) or word in NOISE:
            continue
        if word != "was" or _is_laundry(text_words, index):
            yield word


def _is_lone_letter(word: str) -> bool:
    return len(word) == 1 and not word.isdecimal()


def _is_laundry(text_words: Sequence[str], index: int) -> bool:
    before = text_words[index - 1] if index else ""
    after = text_words[index + 1] if index + 1 < len(text_words) else ""
    return before in _BEFORE_LAUNDRY or after in _AFTER_LAUNDRY or len(text_words) == 1


def _all_stems(text_words: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    kept = list(without_noise(text_words))
    for word in kept:
        yield stem(word), 1.0
        for part in vocabulary.parts(word) or vocabulary.inside(word):
            yield stem(part), PART
    yield from ((joined, 1.0) for joined in _joined(kept, vocabulary))
    yield from ((verb, 0.9) for verb in _separable_verbs(text_words, vocabulary))


def _joined(kept: Sequence[str], vocabulary: Vocabulary) -> Iterable[str]:
    """Neighbours that are one word elsewhere: `zorg boerderij`, `dag besteding`."""
    for first, second in pairwise(kept):
        if len(first) > 2 and len(second) > 2 and first not in SOFT:
            for link in ("", "s", "en", "e"):
                if vocabulary.has_word(first + link + second):
                    yield stem(first + link + second)
                    break


def _separable_verbs(text_words: Sequence[str], vocabulary: Vocabulary) -> Iterable[str]:
    """`wie past er op` holds `oppas`; `neemt de zorg over` holds `overneem`."""
    for at, particle in enumerate(text_words):
        if particle not in _PARTICLES:
            continue
        for other in text_words[max(0, at - _REACH) : at + 3]:
            verb = particle + stem(other)
            if len(other) > 2 and other not in NOISE and vocabulary.has_stem(verb):
                yield verb
