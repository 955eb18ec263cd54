"""What the made-up social map of Drenthe promises about its own words and data.

Plain files in, no Django and no database. Every rule is a function from a card to its faults,
and every rule is also shown a card with exactly that fault planted.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

Card = dict[str, str]

CONTENT = Path(__file__).parents[2] / "src/naober/demo/content"
REFERENCE = Path(__file__).parents[3] / "shared/reference"

MUNICIPALITIES = {
    "aa-en-hunze": "GM1680",
    "assen": "GM0106",
    "borger-odoorn": "GM1681",
    "coevorden": "GM0109",
    "de-wolden": "GM1690",
    "emmen": "GM0114",
    "hoogeveen": "GM0118",
    "meppel": "GM0119",
    "midden-drenthe": "GM1731",
    "noordenveld": "GM1699",
    "tynaarlo": "GM1730",
    "westerveld": "GM1701",
}
DRENTHE = frozenset(MUNICIPALITIES.values())
OWN_FUNCTIONS = {
    "informatie",
    "advies en begeleiding",
    "emotionele steun",
    "educatie",
    "inspraak",
}
KINDS = {
    "support_point", "welfare", "municipality", "home_care", "care_farm", "respite_house",
    "volunteer_centre", "national", "employer_network", "gp_practice", "other",
}  # fmt: skip
PAYERS = {"free", "wmo", "wlz", "zvw", "jeugdwet", "own"}
DAYPARTS = {"weekday-morning", "weekday-afternoon", "evening", "night", "weekend"}
PLACE_KINDS = {"location", "home", "phone", "online"}
TEXTS = ("name", "summary", "audience", "first_step", "cost")
ORGANISATION_COLUMNS = (
    "key,name,kind,municipality_code,pc4,phone,email,opening_hours_nl,opening_hours_en"
)
SERVICE_COLUMNS = (
    "key,categories,organisation,scope,municipalities,pc4,place_kind,name_nl,name_en,"
    "summary_nl,summary_en,audience_nl,audience_en,first_step_nl,first_step_en,"
    "cost_nl,cost_en,payers,dayparts,room,contact_name,phone,email,young,confirmed_days_ago"
)
PHONE = re.compile(r"088 000 \d\d \d\d")
MAIL = re.compile(r"[a-z0-9.-]+@([a-z0-9-]+\.)*example\.org")
ROOM = re.compile(r"free:[1-9]\d*|wait:[1-9]\d*|open|unknown")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\W?[A-Z0-9ÉU])")
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
INFORMAL = re.compile(r"\b(je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)
STRAY = re.compile(r"[—–|@]|https?:|www\.|\b0\d{2,}")


@dataclass(frozen=True)
class Book:
    """What a card is held against: codes with their function, organisations, postcodes."""

    functions: dict[str, str]
    organisations: frozenset[str]
    places: dict[str, str]


def rows(path: Path, columns: str) -> list[Card]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        assert ",".join(reader.fieldnames or []) == columns, path.name
        found = list(reader)
    broken = [row["key"] for row in found if None in row or None in row.values()]
    assert not broken, f"{path.name}: wrong number of columns in {broken}"
    return found


def reference(name: str) -> list[Card]:
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"reference table {name} is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def all_rows(pattern: str, columns: str) -> list[Card]:
    return [row for path in sorted(CONTENT.glob(pattern)) for row in rows(path, columns)]


@pytest.fixture(scope="module")
def organisations() -> list[Card]:
    return all_rows("organisations*.csv", ORGANISATION_COLUMNS)


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    return all_rows("services-*.csv", SERVICE_COLUMNS)


@pytest.fixture(scope="module")
def book(organisations: list[Card]) -> Book:
    return Book(
        functions={
            row["code"]: row["basic_function"] for row in reference("support-categories.csv")
        },
        organisations=frozenset(row["key"] for row in organisations),
        places={row["pc4"]: row["municipality_code"] for row in reference("postcodes-pc4.csv")},
    )


def split(value: str) -> list[str]:
    return value.split(";") if value else []


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(text)


def reach_faults(card: Card, book: Book) -> Iterator[str]:
    codes = split(card["categories"])
    if not codes or len(set(codes)) != len(codes) or not set(codes) <= book.functions.keys():
        yield "category"
    if card["organisation"] not in book.organisations:
        yield "organisation"
    municipalities = split(card["municipalities"])
    expected = {"regional": ["DR"], "national": ["NL"]}.get(card["scope"])
    if card["scope"] == "local":
        if not municipalities or not DRENTHE.issuperset(municipalities):
            yield "municipality"
    elif municipalities != expected:
        yield "scope"


def place_faults(card: Card, book: Book) -> Iterator[str]:
    if card["place_kind"] not in PLACE_KINDS:
        yield "place kind"
    if (card["place_kind"] == "location") != bool(card["pc4"]):
        yield "place without postcode, or postcode without place"
    if not card["pc4"]:
        return
    allowed = {"regional": set(DRENTHE), "national": set(book.places.values())}.get(
        card["scope"], set(split(card["municipalities"]))
    )
    if book.places.get(card["pc4"]) not in allowed:
        yield "postcode"


def value_faults(card: Card, _: Book) -> Iterator[str]:
    payers, dayparts = split(card["payers"]), split(card["dayparts"])
    if not payers or not set(payers) <= PAYERS or len(set(payers)) != len(payers):
        yield "payer"
    if not set(dayparts) <= DAYPARTS or len(set(dayparts)) != len(dayparts):
        yield "daypart"
    if not ROOM.fullmatch(card["room"]):
        yield "room"
    if not card["confirmed_days_ago"].isdigit() or not 3 <= int(card["confirmed_days_ago"]) <= 120:
        yield "days since confirmed"
    if card["young"] not in {"", "yes"}:
        yield "young"


def contact_faults(card: Card, _: Book) -> Iterator[str]:
    if not PHONE.fullmatch(card["phone"]):
        yield "phone"
    if not MAIL.fullmatch(card["email"]):
        yield "mail"
    if not card["contact_name"]:
        yield "contact"


def word_faults(card: Card, _: Book) -> Iterator[str]:
    for field in TEXTS:
        dutch, english = card[f"{field}_nl"], card[f"{field}_en"]
        if not dutch or not english or dutch == english:
            yield f"{field}: English missing or equal to the Dutch"
        if any(text != text.strip() or STRAY.search(text) for text in (dutch, english)):
            yield f"{field}: stray characters"
        yield from length_faults(field, dutch, english)
    if max(len(card["name_nl"]), len(card["name_en"])) > 60:
        yield "name too long"
    wrong_form = FORMAL if card["young"] else INFORMAL
    if any(wrong_form.search(card[f"{field}_nl"]) for field in TEXTS[1:]):
        yield "form of address"


def length_faults(field: str, dutch: str, english: str) -> Iterator[str]:
    """Dutch sentences have at most 15 words, a summary or an English sentence at most 20."""
    if field == "name":
        return
    limit = 20 if field == "summary" else 15
    if any(len(sentence.split()) > limit for sentence in sentences(dutch)):
        yield f"{field}: Dutch sentence too long"
    if any(len(sentence.split()) > 20 for sentence in sentences(english)):
        yield f"{field}: English sentence too long"
    if field == "summary" and len(sentences(dutch)) != 1:
        yield "summary: more than one sentence"
    if any(text[-1:] not in {".", "!", "?"} for text in (dutch, english)):
        yield f"{field}: no full stop"


def amount_faults(card: Card, _: Book) -> Iterator[str]:
    """The amounts of the appreciation today are not verified, so no card may name one."""
    text = card["summary_nl"] + card["cost_nl"] + card["first_step_nl"]
    if "money.appreciation" in card["categories"] and re.search(r"€|\d+ euro", text):
        yield "amount"


RULES: tuple[Callable[[Card, Book], Iterator[str]], ...] = (
    reach_faults, place_faults, value_faults, contact_faults, word_faults, amount_faults,
)  # fmt: skip


def faults(card: Card, book: Book) -> list[str]:
    return [fault for rule in RULES for fault in rule(card, book)]


def test_every_card_keeps_every_rule(cards: list[Card], book: Book) -> None:
    found = {card["key"]: faults(card, book) for card in cards}
    assert cards
    assert {key: wrong for key, wrong in found.items() if wrong} == {}


GOOD: Card = dict(
    zip(
        SERVICE_COLUMNS.split(","),
        [
            "k", "info.point", "sp-assen", "local", "GM0106", "9401", "location", "Naam", "Name",
            "Een zin.", "A sentence.", "Voor u.", "For you.", "Bel ons.", "Call us.", "Gratis.",
            "Free.", "free", "evening", "free:2", "Balie", "088 000 11 02", "info@a.example.org",
            "", "7",
        ],
        strict=True,
    )
)  # fmt: skip


def test_the_card_in_which_faults_are_planted_is_itself_sound(book: Book) -> None:
    assert faults(GOOD, book) == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ({"categories": "info.pint"}, "category"),
        ({"organisation": "sp-asen"}, "organisation"),
        ({"municipalities": "GM0014"}, "municipality"),
        ({"scope": "regional"}, "scope"),
        ({"scope": "worldwide"}, "scope"),
        ({"place_kind": "hall"}, "place kind"),
        ({"pc4": ""}, "place without postcode, or postcode without place"),
        ({"place_kind": "phone"}, "place without postcode, or postcode without place"),
        ({"pc4": "7811"}, "postcode"),
        ({"pc4": "0000"}, "postcode"),
        ({"payers": ""}, "payer"),
        ({"payers": "insurer"}, "payer"),
        ({"dayparts": "morning"}, "daypart"),
        ({"room": "free:0"}, "room"),
        ({"confirmed_days_ago": "121"}, "days since confirmed"),
        ({"confirmed_days_ago": "2"}, "days since confirmed"),
        ({"young": "no"}, "young"),
        ({"phone": "0592 123456"}, "phone"),
        ({"email": "info@example.com"}, "mail"),
        ({"contact_name": ""}, "contact"),
        ({"summary_en": ""}, "summary: English missing or equal to the Dutch"),
        ({"cost_en": "Gratis."}, "cost: English missing or equal to the Dutch"),
        ({"cost_nl": "Gratis — echt."}, "cost: stray characters"),
        ({"first_step_nl": "Bel 0592 12."}, "first_step: stray characters"),
        ({"summary_nl": "woord " * 20 + "slot."}, "summary: Dutch sentence too long"),
        ({"audience_nl": "woord " * 15 + "slot."}, "audience: Dutch sentence too long"),
        ({"cost_en": "word " * 20 + "end."}, "cost: English sentence too long"),
        ({"summary_nl": "Een zin. Nog een."}, "summary: more than one sentence"),
        ({"audience_nl": "Voor u"}, "audience: no full stop"),
        ({"name_nl": "n" * 61}, "name too long"),
        ({"young": "yes"}, "form of address"),
        ({"audience_nl": "Voor jou."}, "form of address"),
        ({"categories": "money.appreciation", "cost_nl": "U krijgt 100 euro."}, "amount"),
    ],
)
def test_a_planted_fault_is_found(planted: Card, fault: str, book: Book) -> None:
    assert fault in faults(GOOD | planted, book)


def repeated(cards: list[Card], field: str) -> list[str]:
    return [value for value, count in Counter(card[field] for card in cards).items() if count > 1]


@pytest.mark.parametrize("field", ["key", "name_nl", "name_en", "summary_nl", "summary_en"])
def test_no_two_cards_share_a_key_a_name_or_a_summary(cards: list[Card], field: str) -> None:
    assert repeated(cards, field) == []
    assert repeated([*cards, cards[0]], field) == [cards[0][field]]


@pytest.mark.parametrize("field", ["key", "name", "email", "phone"])
def test_no_two_organisations_share_a_key_name_mail_or_phone(
    organisations: list[Card], field: str
) -> None:
    assert repeated(organisations, field) == []


def test_every_organisation_is_well_formed(organisations: list[Card], book: Book) -> None:
    for row in organisations:
        key = row["key"]
        assert row["kind"] in KINDS, key
        assert PHONE.fullmatch(row["phone"]), key
        assert MAIL.fullmatch(row["email"]), key
        assert row["opening_hours_nl"] != row["opening_hours_en"], key
        assert row["opening_hours_nl"], key
        assert row["opening_hours_en"], key
        if row["municipality_code"] or row["kind"] != "national":
            assert row["municipality_code"] in DRENTHE, key
            assert book.places.get(row["pc4"]) == row["municipality_code"], key


def test_every_municipality_has_a_support_point_and_a_town_hall(organisations: list[Card]) -> None:
    by_key = {row["key"]: (row["kind"], row["municipality_code"]) for row in organisations}
    for slug, code in MUNICIPALITIES.items():
        assert by_key[f"sp-{slug}"] == ("support_point", code)
        assert by_key[f"gm-{slug}"] == ("municipality", code)
    assert by_key["kt-assen"] == ("gp_practice", "GM0106")


def municipalities_without_their_point(cards: list[Card]) -> set[str]:
    """Municipalities with no support point card, with two, or with one of somebody else."""
    found = Counter(
        (card["key"], card["organisation"], card["municipalities"])
        for card in cards
        if "info.point" in split(card["categories"])
    )
    right = {code: (f"point-{slug}", f"sp-{slug}", code) for slug, code in MUNICIPALITIES.items()}
    strangers = {code for *_, code in found.keys() - set(right.values())}
    return strangers | {code for code, point in right.items() if found[point] != 1}


def test_every_municipality_has_exactly_one_support_point_card(cards: list[Card]) -> None:
    assert municipalities_without_their_point(cards) == set()
    rest = [card for card in cards if card["key"] != "point-emmen"]
    assert municipalities_without_their_point(rest) == {"GM0114"}
    second = next(card for card in cards if card["key"] == "point-emmen") | {"key": "point-2"}
    assert municipalities_without_their_point([*cards, second]) == {"GM0114"}


def hard_to_find(cards: list[Card], book: Book) -> set[str]:
    """Codes of these functions with fewer than two cards, or none beyond one municipality."""
    codes = {code for code, function in book.functions.items() if function in OWN_FUNCTIONS}
    scopes = {
        code: [card["scope"] for card in cards if split(card["categories"])[0] == code]
        for code in codes - {"info.point"}
    }
    return {
        code
        for code, found in scopes.items()
        if len(found) < (3 if code == "advice.contact-person" else 2) or set(found) == {"local"}
    }


def test_every_kind_of_advice_and_support_can_be_found_from_every_postcode(
    cards: list[Card], book: Book
) -> None:
    assert hard_to_find(cards, book) == set()
    only_local = [card for card in cards if card["scope"] == "local"]
    assert "support.grief" in hard_to_find(only_local, book)


def test_no_municipality_is_forgotten(cards: list[Card]) -> None:
    local = Counter(code for card in cards for code in split(card["municipalities"]))
    assert {code for code in DRENTHE if local[code] < 5} == set()


def uncovered(cards: list[Card], book: Book) -> set[str]:
    return set(book.functions) - {code for card in cards for code in split(card["categories"])}


def test_the_whole_map_covers_every_category(cards: list[Card], book: Book) -> None:
    if not (CONTENT / "services-2.csv").exists():
        pytest.skip("the second half of the map, services-2.csv, is not there yet")
    assert uncovered(cards, book) == set()
    assert len(cards) >= 180
    rest = [card for card in cards if "respite.night" not in split(card["categories"])]
    assert uncovered(rest, book) == {"respite.night"}
