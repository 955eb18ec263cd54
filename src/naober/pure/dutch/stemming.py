"""Bringing the forms of a word together, for search: Dutch first, plain English as well.

Snowball's Dutch stemmers were tried and not used. The Porter one leaves `slaapt` and `slapen`
apart; Kraaij and Pohlmann's takes `ge` out of the middle of `werkgever` and `logeerhuis`. What
is needed here is smaller: plurals, verb endings, diminutives, participles, long and short vowels.
"""

from functools import lru_cache

_VOWELS = frozenset("aeiouy")
_LONG_SOUNDS = ("aa", "ee", "oo", "uu", "oe", "ei", "ij", "ie", "ui", "eu", "ou")
_PARTICLES = (
    "achter", "binnen", "boven", "buiten", "langs", "onder", "samen", "schoon", "thuis", "tegen",
    "terug", "voor", "door", "over", "rond", "vast", "mee", "weg", "aan", "uit", "bij", "toe", "af",
    "in", "na", "om", "op", "klaar",
)  # fmt: skip

_FAMILIES = {
    "ben": "zijn bent was waren geweest",
    "bezoek": "bezocht bezoeken",
    "breng": "bracht gebracht brachten",
    "denk": "dacht gedacht",
    "doe": "doet deed gedaan doen",
    "drink": "dronk gedronken",
    "eet": "at gegeten eten",
    "ga": "gaat ging gingen gegaan gaan",
    "geef": "gaf gegeven geven geeft",
    "heb": "heeft had hadden gehad hebben hebt",
    "help": "hulp hielp geholpen helpen helpt",
    "hou": "houd houden houdt hield gehouden",
    "huur": "gehuurd",
    "kan": "kun kunt kunnen kon konden",
    "kijk": "keek gekeken",
    "klus": "klusjes klusje klussen klust",
    "kom": "komt kwam gekomen komen kwamen",
    "koop": "kocht gekocht kopen",
    "krijg": "kreeg gekregen kregen",
    "ligg": "lig ligt liggen lag lagen gelegen",
    "loop": "liep gelopen liepen",
    "moet": "moeten moest",
    "neem": "nam genomen nemen namen neemt",
    "opname": "opgenomen opneem opname opnames",
    "oud": "oude oudere ouderen bejaard bejaarde bejaarden",
    "overlijd": "overleden overlijden overleed overlijdt gestorven stierf stierven",
    "pas": "past paste gepast passen",
    "praat": "praten gepraat praatje praatjes",
    "rijd": "rij rijdt reed gereden rijden rijen",
    "ruik": "rook geroken",
    "schrijf": "schreef geschreven",
    "slaap": "sliep geslapen slapen slaapt",
    "snap": "snapt gesnapt snappen",
    "spreek": "sprak gesproken",
    "sta": "staat stond gestaan staan",
    "sterf": "sterven sterft",
    "taxi": "taxis",
    "uitje": "uitjes",
    "uur": "uurtje uurtjes uren",
    "val": "valt viel gevallen vallen vielen",
    "verlies": "verloor verloren verliezen",
    "verzorg": "verzorger verzorgers",
    "vind": "vond gevonden vinden vindt",
    "vraag": "vroeg gevraagd vragen",
    "was": "wast gewassen wassen wasje",
    "weet": "wist geweten weten",
    "word": "wordt werd geworden worden",
    "zie": "ziet zag gezien zien",
    "ziek": "zieke ziekte ziektes zieken",
    "zit": "zat gezeten zitten",
    "zoek": "zocht gezocht",
    "dementie": "dementies dementia dement demente demented dementerend dementerende dementerenden",
    "dag": "overdag daags dagen dagje dagjes day days daytime",
    "nacht": "nachts nachten nachtje nachtjes nachtelijk nachtelijke",
    "avond": "avonds avonden avondje",
    "ochtend": "ochtends morgens",
    "gehandicapt": "gehandicapte gehandicapten handicap invalide",
    "kaarten": "kaartspel klaverjassen",
    "kind": "kinderen kindje kindjes kids",
    "child": "children childs",
    "moeder": "ma mam mama moeke moeders mum mom mother mothers mums",
    "vader": "pa pap papa vaders pappa dad father fathers dads",
    "eenzaam": "eenzame eenzaamheid vereenzaamt vereenzaming vereenzaamd",
    "somber": "sombere somberheid somberder",
    "alzheimer": "alzheimers altzheimer",
    "clientondersteun": "clientondersteuner clientondersteuners clientondersteuning",
    "casemanager": "casemanagement casemanagers",
    "mantelzorger": "mantelzorgers mantelzorgster mantelzorgsters mantelzorgende",
    "vrijwilliger": "vrijwilligers vrijwilligster vrijwillig vrijwillige",
    "die": "died dies dying",
    "drive": "driving drives drove",
    "gemeente": "gemeentes gemeenten",
    "boerderij": "boerderijen boerderijtje",
    "boer": "boeren boers",
    "formulier": "formulieren formuliertje",
    "uitleg": "uitleggen uitgelegd uitlegt",
    "gras": "gazon",
    "vriend": "vrienden vriendin vriendinnen vriendjes",
    "regelen": "regelt regelde geregeld geregel",
    "auto": "autos",
    "cafe": "cafes kaffee kafee koffiehuis",
    "leven": "leeft leefde geleefd",
    "lid": "leden",
    "fall": "falls fell fallen falling",
    "leave": "leaves leaving",
    "vergoed": "vergoeding vergoedingen vergoeden vergoedt",
}  # fmt: skip
_FORMS = {form: head for head, forms in _FAMILIES.items() for form in (head, *forms.split())}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem under which a folded word is filed; words of three letters or fewer stay."""
    for ending in (_separable, _diminutive, _abstract, _participle, _inflection):
        word = ending(word)
        if word in _FORMS:
            return _FORMS[word]
        if len(word) <= 3 or not word.isalpha():
            return word
    return word


def _separable(word: str) -> str:
    """`overgenomen` is filed under `overneem`, as `genomen` is under `neem`."""
    for particle in _PARTICLES:
        if word.startswith(particle) and word not in _FORMS:
            rest = word.removeprefix(particle)
            if len(rest) > 2 and rest in _FORMS:
                return particle + _FORMS[rest]
    return word


def _diminutive(word: str) -> str:
    singular = word.removesuffix("s")
    if not singular.endswith("je") or len(singular) < 6:
        return word
    if singular.endswith("etje") and len(singular) > 7:
        return _closed(singular[:-4])
    return _without_t(singular[:-2])


def _abstract(word: str) -> str:
    for ending in ("heden", "heid"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word


def _participle(word: str) -> str:
    """`gewerkt` is filed under `werk`, `aangevraagd` under `aanvraag`."""
    particle = next((p for p in _PARTICLES if word.startswith(p + "ge")), "")
    core = word[len(particle) + 2 :]
    if word[len(particle) : len(particle) + 2] != "ge" or not 4 <= len(core) <= 9:
        return word
    if core[-1] in "dt" and core[-2] not in "hsn" and (particle or len(core) > 4):
        return particle + core[:-1]
    return particle + core if particle and core.endswith("en") else word


def _inflection(word: str) -> str:
    word = _singular(word)
    for ending in ("ingen", "ing", "en", "e"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and not _VOWELS.isdisjoint(base):
            return _closed(base)
    return _as_verbs_in_eren(_without_t(word))


def _singular(word: str) -> str:
    if word.endswith("ries"):
        return word[:-3] + "y"
    if len(word) < 5 or not word.endswith("s"):
        return word
    before = word[-2]
    if word.endswith(("ties", "lies", "gies", "sies", "nies")):
        return word[:-1]
    if before in "rlmkpgdyfvw" or (before in "ne" and len(word) > 5 and word[-3] not in "aiou"):
        return word[:-1]
    return word


def _closed(base: str) -> str:
    """What stands before an ending, as it is written without one: `lop` is `loop`."""
    last = base[-1]
    if last in _VOWELS:
        return base
    if last == base[-2]:
        return _without_t(base[:-1])
    if _is_open(base):
        base = base[:-1] + base[-2] + last
    base = base[:-1] + {"v": "f", "z": "s"}.get(last, last)
    return _as_verbs_in_eren(_without_t(base))


def _is_open(base: str) -> bool:
    """Whether the last vowel is long because the syllable was open, and not a dull e."""
    vowel, last = base[-2], base[-1]
    if vowel not in "aeou" or base[-3] in _VOWELS or last in "wxj":
        return False
    dull = vowel == "e" and last in "lnrm" and not _VOWELS.isdisjoint(base[:-2])
    return not dull


def _as_verbs_in_eren(word: str) -> str:
    """`logeer` is `loger`, since before `-en` the two cannot be told apart from `luister`."""
    if word.endswith("eer") and not _VOWELS.isdisjoint(word[:-3]):
        return word[:-3] + "er"
    return word


def _without_t(word: str) -> str:
    """A verb without the -t of the third person; nouns lose theirs in all forms alike."""
    if len(word) < 4 or word[-1] != "t":
        return word
    verb = (
        word[-2] in "kpgfmwbl"
        or (word[-2] in "nr" and word[-4:-2] in _LONG_SOUNDS)
        or word.endswith(("tst", "ait", "oeit"))
        or (word.endswith("ert") and not _VOWELS.isdisjoint(word[:-3]))
    )
    return word[:-1] if verb else word
