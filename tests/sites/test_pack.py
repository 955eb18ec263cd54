"""A pack on paper: everything of every card, for the eye, the screen reader and the telephone."""

import io
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from naober.directory.enums import Daypart, Payer, Pillar, PlaceKind, Room, Scope
from naober.directory.models import OfficialName, Service
from naober.directory.queries import cards_serving, cards_with_keys
from naober.organisations.models import Municipality
from naober.sites.pack import Wishes, chosen_pack, municipality_pack, qr_of
from tests.database import role
from tests.factories.directory import make_category, make_hours, make_location, make_service
from tests.factories.organisations import MONDAY, make_organisation, make_postcode

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


@pytest.fixture
def assen() -> Municipality:
    area = make_postcode(pc4="9401", place="Assen")
    make_organisation(
        name="Steunpunt Brink", postcode=area, municipality=area.municipality,
        phone="088 000 11 02", opening_hours_nl="Maandag tot en met vrijdag",
    )  # fmt: skip
    assert area.municipality is not None
    return area.municipality


def local(place: Municipality, *codes: str, **overrides: Any) -> Service:
    card = make_service(*codes, scope=Scope.LOCAL, **overrides)
    with role("naober_system"):
        card.municipalities.add(place)
    return card


def full_card(**overrides: Any) -> Service:
    card = make_service(
        name_nl="Logeerhuis De Brink", place_kind=PlaceKind.LOCATION, payers=[Payer.WMO],
        papers_nl="Een besluit van uw gemeente.", expect_nl="U komt eerst samen kijken.",
        dayparts=[Daypart.WEEKEND], room=Room.WAIT, room_number=3, room_said_on=TODAY,
        age_from=18, email="brink@example.org", confirmed_by=make_organisation(name="De Hei"),
        **overrides,
    )  # fmt: skip
    make_location(
        card, name="Huis De Brink", address="Voorbeeldweg 1", postcode="9401 AB", place="Assen"
    )
    make_hours(card, 1, 2)
    return card


def mine(*cards: Service, **wishes: bool) -> PdfReader:
    chosen = cards_with_keys([one.key for one in cards], on=TODAY)
    return PdfReader(io.BytesIO(chosen_pack(chosen, None, Wishes(**wishes), at=MONDAY)))


def of(place: Municipality, **wishes: bool) -> PdfReader:
    return PdfReader(io.BytesIO(municipality_pack(place, Wishes(**wishes), at=MONDAY)))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


# What is in it


def test_a_card_on_paper_says_all_that_somebody_wants_to_know() -> None:
    text = text_of(mine(full_card()))
    for words in (
        "Logeerhuis De Brink", "Een huis om te logeren", "Voor wie: Voor iedereen",
        "Eerste stap: Bel ons", "Kosten: Het kost niets", "Wie betaalt: Gemeente (Wmo)",
        "Een besluit van uw gemeente.", "Huis De Brink, Voorbeeldweg 1, 9401 AB Assen",
        "Maandag tot en met dinsdag 9.00 tot 12.30 uur", "3 weken wachten. Dit is gezegd op",
        "U komt eerst samen kijken.", "088 000 00 07", "brink@example.org",
        "Nagekeken op 2 maart door De Hei", "Het nieuwste op de site",
    ):  # fmt: skip
        assert words in text, words


def test_the_cover_names_the_support_point_and_the_moment(assen: Municipality) -> None:
    local(assen)
    cover = " ".join(of(assen).pages[0].extract_text().split())
    for words in (
        "Hulp voor mantelzorgers in", assen.name, "Steunpunt Brink", "088 000 11 02",
        "Maandag tot en met vrijdag", "Gemaakt op 2 maart 2026 om 10.00 uur",
    ):  # fmt: skip
        assert words in cover, words


def test_every_page_has_the_number_of_the_support_point_and_its_own(assen: Municipality) -> None:
    for _ in range(5):
        local(assen)
    for number, page in enumerate(of(assen).pages, start=1):
        foot = " ".join(page.extract_text().split())
        assert "Steunpunt Brink: 088 000 11 02" in foot
        assert f"Bladzijde {number}" in foot


def test_without_support_point_the_number_of_the_region_is_there(settings: Any) -> None:
    settings.NAOBER_PHONE = "088 000 00 99"
    assert "088 000 00 99" in text_of(mine(make_service()))


def test_a_municipality_without_cards_still_gets_its_support_point(assen: Municipality) -> None:
    pages = of(assen).pages
    assert len(pages) == 1
    assert "Bel het steunpunt" in pages[0].extract_text()
    assert "088 000 11 02" in " ".join(pages[0].extract_text().split())


def test_what_serves_a_municipality_is_in_its_pack_by_pillar(assen: Municipality) -> None:
    make_category("info.point", pillar=Pillar.FINDING, label_nl="infopunt")
    near = local(assen, "respite.stay", name_nl="Dichtbij")
    far = make_service("info.point", name_nl="In Drenthe", scope=Scope.REGIONAL)
    nation = make_service("respite.stay", name_nl="In Nederland", scope=Scope.NATIONAL)
    local(make_organisation().municipality, name_nl="Elders")
    assert [hit.service for hit, _kind in cards_serving(assen, on=TODAY)] == [far, near, nation]
    text = text_of(of(assen))
    places = [text.rindex(name) for name in ("Vinden", "In Drenthe", "Verlichten", "Dichtbij")]
    assert places == sorted(places)
    assert "Elders" not in text


def test_where_there_are_too_many_the_local_ones_stay(assen: Municipality) -> None:
    make_service(scope=Scope.NATIONAL)
    old = local(assen, confirmed_on=TODAY - timedelta(days=9))
    new = local(assen)
    found = [hit.service for hit, _kind in cards_serving(assen, on=TODAY, limit=1)]
    assert found == [new]
    local(assen, confirmed_on=None)  # nobody knows whether it is right
    found = [hit.service for hit, _kind in cards_serving(assen, on=TODAY, limit=2)]
    assert set(found) == {old, new}


def test_chosen_cards_stay_in_the_order_of_who_chose() -> None:
    cards = [make_service(name_nl=f"Kaart nummer {number}") for number in (3, 1, 2)]
    text = text_of(mine(*cards))
    places = [text.rindex(one.name_nl) for one in cards]
    assert places == sorted(places)


def test_closed_and_not_confirmed_is_said() -> None:
    closed = make_service(closed_from=TODAY, closed_why_nl="Er wordt verbouwd.")
    old = make_service(confirmed_on=TODAY - timedelta(days=900))
    new = make_service(confirmed_on=None)
    text = text_of(mine(closed, old, new))
    assert "Nog niet nagekeken. Bel eerst" in text
    assert "Een tijdje dicht. Er wordt verbouwd." in text
    assert "Bel eerst" in text


def test_a_card_that_is_gone_is_not_in_a_pack() -> None:
    gone = make_service(visible_until=TODAY - timedelta(days=1))
    assert cards_with_keys([gone.key, "bestaat-niet"], on=TODAY) == []


# For professionals, in English, in large letters


def test_professionals_read_official_name_conditions_area_and_how_to_refer(
    assen: Municipality,
) -> None:
    with role("naober_system"):
        OfficialName.objects.create(
            category=make_category(), name="respijtzorgvoorziening", uri="https://upl.example.org/1"
        )
    card = local(assen, age_from=18, email="brink@example.org")
    professional, plain = text_of(mine(card, professional=True)), text_of(mine(card))
    for words in (
        "Officiële naam: respijtzorgvoorziening", "Zo verwijst u: Bel", "Vanaf 18 jaar",
        f"Voor inwoners van: {assen.name}", "Vraag eerst aan de mantelzorger",
    ):  # fmt: skip
        assert words in professional, words
        assert words not in plain, words


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ({"phone": "088 000 00 07", "email": ""}, "Bel 088 000 00 07."),
        ({"phone": "", "email": "huis@example.org"}, "Mail naar huis@example.org."),
    ],
)
def test_how_to_refer_names_the_way_that_there_is(contact: dict[str, str], words: str) -> None:
    assert words in text_of(mine(make_service(**contact), professional=True))


def test_a_card_without_telephone_and_mail_says_nothing_of_referring() -> None:
    assert "Zo verwijst u" not in text_of(mine(make_service(phone=""), professional=True))


def test_a_pack_is_whole_in_english() -> None:
    with translation.override("en"):
        reader = mine(full_card())
    assert reader.trailer["/Root"]["/Lang"] == "en"
    text = text_of(reader)
    for words in ("Help for you", "First step: Bel ons (en).", "Who pays", "Newest on the site"):
        assert words in text
    assert "Eerste stap" not in text


def sizes_of(reader: PdfReader) -> set[float]:
    found: set[float] = set()

    def note(text: str, _cm: Any, tm: Any, _font: Any, size: float) -> None:
        if "logeren" in text:
            found.add(round(abs(size * tm[3]), 1))

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    return found


def test_letters_are_14_points_or_18_where_somebody_asks() -> None:
    card = make_service()
    assert sizes_of(mine(card)) == {14.0}
    assert sizes_of(mine(card, large=True)) == {18.0}


def test_one_card_is_three_pages_at_most() -> None:
    assert len(mine(full_card()).pages) <= 3
    assert len(mine(full_card(), large=True, professional=True).pages) <= 3


# As good for the screen reader as for the eye


def figures_of(node: Any) -> list[DictionaryObject]:
    node = node.get_object()
    if isinstance(node, list):
        return [one for child in node for one in figures_of(child)]
    if not isinstance(node, DictionaryObject):
        return []
    found = [node] if node.get("/S") == "/Figure" else []
    return found + (figures_of(node["/K"]) if "/K" in node else [])


def test_the_paper_is_tagged_and_knows_its_language_and_title(assen: Municipality) -> None:
    local(assen)
    reader = of(assen)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == f"Hulp voor mantelzorgers in {assen.name}"


def test_each_code_has_words_for_who_cannot_see_it() -> None:
    cards = [make_service(), make_service()]
    figures = figures_of(mine(*cards).trailer["/Root"]["/StructTreeRoot"])
    assert [one["/Alt"] for one in figures] == [
        f"QR-code: de pagina van {card.name_nl}" for card in cards
    ]


def titles_of(outline: list[Any]) -> list[str]:
    return [
        title
        for one in outline
        for title in (titles_of(one) if isinstance(one, list) else [one["/Title"]])
    ]


def test_bookmarks_and_contents_lead_to_every_card(assen: Municipality) -> None:
    cards = [local(assen) for _ in range(5)]
    reader = of(assen)
    titles = titles_of(reader.outline)
    contents = " ".join(reader.pages[1].extract_text().split())
    for name in ("Verlichten", "Logeerzorg", *(card.name_nl for card in cards)):
        assert name in titles
        assert name in contents


def test_the_code_and_the_link_lead_to_the_card(settings: Any) -> None:
    settings.NAOBER_ADDRESS = "https://naober.example.org"
    card = make_service()
    address = f"https://naober.example.org/hulp/{card.key}/"
    links = [
        note.get_object()["/A"]["/URI"]
        for page in mine(card).pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]
    assert address in links
    assert qr_of(address).startswith("<svg")
    assert qr_of(address) != qr_of(address + "x")


# What people type

NASTY = [
    '#eval("1+1") *bold* _slant_ $x$ @label <tag> `code` ~',
    '"quotes" \\ back \\n slash // comment /* more */ ] } )',
    '#read("/etc/passwd") #import "@preview/x:1.0.0": y',
    "= Kop - lijst + nummer / term: {{ template }} %(value)s",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_what_people_type_is_words_and_never_markup(nasty: str) -> None:
    texts = ("name", "summary", "audience", "first_step", "cost", "papers", "expect")
    card = make_service(**{f"{one}_nl": nasty for one in texts}, contact_name=nasty[:80])
    text = text_of(mine(card, professional=True))
    assert text.count(nasty) >= len(texts)


def test_words_without_spaces_and_letters_without_picture_do_no_harm() -> None:
    card = make_service(name_nl="W" * 150, summary_nl="日本 \N{GRINNING FACE}" + "W" * 200)
    assert "□□ □" in text_of(mine(card))


def test_a_card_longer_than_a_page_goes_on_on_the_next() -> None:
    long = "Een lange zin die maar doorgaat. " * 15
    texts = ("audience", "first_step", "cost", "papers", "expect")
    card = make_service(**{f"{one}_nl": long for one in texts})
    text = text_of(mine(card, large=True))
    assert text.count("Een lange zin die maar doorgaat.") >= 14 * len(
        texts
    )  # one may be cut by a foot


def test_a_pack_of_many_cards_is_made_in_seconds(assen: Municipality) -> None:
    for _ in range(40):
        local(assen)
    begun = time.perf_counter()
    assert len(of(assen).pages) > 10
    assert time.perf_counter() - begun < 20
