"""WCAG 2.2 AA: axe-core finds nothing on any page, in either language, on a telephone or a desk.

Nor does a page stick out at 320 pixels or with text twice as large, lie over itself, complain in
the console (where the content security policy speaks), miss its one heading or its language, or ask
more than 150 kB at first.
"""

from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.addresses import Row, address, matrix
from tests.browser import Visitor
from tests.demo.test_pages import write
from tests.journeys.inspection import FIRST_VISIT, Inspector
from tests.journeys.tours import TOURS, carry_a_check_and_a_registration, look_at
from tests.sites.public.browsing import AXE
from tests.world import World, make_world

LANGUAGES = pytest.mark.parametrize("language", ["nl", "en"])
WITHOUT_A_DESK = ("carer", "young carer", "nobody in particular", "consultant invited")
AT_A_DESK = (
    "consultant",
    "coordinator",
    "administrator",
    "platform administrator",
    "policy officer",
    "professional",
    "provider",
    "editor",
)
WALKERS = ("visitor", *WITHOUT_A_DESK, *AT_A_DESK)
FILES = {
    "carer:download-json", "carer:download-pdf", "robots", "sitemap", "opening_hours",
    "public:suggestions", "public:card-followed", "public:pack-mine", "public:pack-municipality",
    "editor:holes-file", "municipality:holes-file",
} | {
    name for name in matrix() if name.startswith("api:")
}  # fmt: skip
"""Addresses that give a file or a part and no page; the tests of each look at those."""


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run bin/test")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def inspector(visitor: Visitor, language: str) -> Inspector:
    return Inspector(visitor, language)


def rows_for(who: str) -> list[Row]:
    """Return the pages that somebody opens on this walk."""
    pages = [row for row in matrix().values() if "GET" in row.methods and row.name not in FILES]
    if who == "visitor":
        return [row for row in pages if row.audience == "everyone"]
    return [
        row
        for row in pages
        if who in row.opens_for or (row.audience == "signed in" and who in WITHOUT_A_DESK)
    ]


def walk(who: str, language: str) -> list[Row]:
    """Return what somebody opens: in Dutch all of it, in English what nobody opened before them."""
    if language == "nl":
        return rows_for(who)
    earlier = {row.name for one in WALKERS[: WALKERS.index(who)] for row in rows_for(one)}
    return [row for row in rows_for(who) if row.name not in earlier]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_the_table_is_walked(language: str) -> None:
    walked = {row.name for who in WALKERS for row in walk(who, language)} | FILES
    assert walked == {row.name for row in matrix().values() if "GET" in row.methods}


@pytest.mark.parametrize(
    ("who", "language"),
    [(who, language) for who in WALKERS for language in ("nl", "en") if walk(who, language)],
)
def test_axe_finds_nothing_on_any_page_of_the_table(
    inspector: Inspector, world: World, who: str
) -> None:
    carry_a_check_and_a_registration(inspector, world)
    if who != "visitor":
        inspector.sign_in(world.people[who])
    for row in walk(who, inspector.language):
        with translation.override(inspector.language):
            where = address(row, world, world.a)
        inspector.open(where)
        inspector.inspect()
    assert inspector.faults == []


@pytest.mark.parametrize("language", ["nl"])  # English has the same parts, and is walked above
@pytest.mark.parametrize("tour", TOURS)
def test_axe_finds_nothing_on_pages_that_are_filled_empty_or_wrong(
    inspector: Inspector, world: World, tour: str
) -> None:
    TOURS[tour](inspector, world)
    assert inspector.faults == []


@LANGUAGES
@pytest.mark.urls("tests.demo.urls")
def test_axe_finds_nothing_on_the_pages_of_a_demonstration(
    inspector: Inspector, settings: Any, tmp_path: Path
) -> None:
    settings.NAOBER_DEMO = True
    settings.NAOBER_MAIL_FOLDER = tmp_path / "mail"
    look_at(inspector, "/demo/post/")
    write(
        settings.NAOBER_MAIL_FOLDER, "Uw code is 1234-5678.\n\nhttps://example.org/welkom/", "En."
    )
    look_at(inspector, "/demo/post/", "/demo/inloggen/", "/")
    assert inspector.faults == []


@LANGUAGES
def test_axe_finds_nothing_on_pages_that_say_what_went_wrong(inspector: Inspector) -> None:
    for name in ("400", "403", "403_csrf", "404", "500", "503"):
        with translation.override(inspector.language):
            html = render_to_string(f"{name}.html", {})
        show(inspector, name, html)
    assert inspector.faults == []


def show(inspector: Inspector, name: str, html: str) -> None:
    """Look at a page that no address of the site gives."""
    inspector.page.route(
        f"**/{name}/", lambda route: route.fulfill(body=html, content_type="text/html")
    )
    look_at(inspector, f"/{name}/")


@pytest.mark.parametrize("language", ["nl"])
def test_a_page_without_its_style_sheet_is_still_a_page(inspector: Inspector) -> None:
    inspector.page.route("**/*.css", lambda route: route.abort())
    inspector.open("/")
    sizes = inspector.page.locator(".naober-icon").evaluate_all(
        "all => all.map(x => x.clientWidth)"
    )
    assert sizes
    assert max(sizes) <= 24


PLANTED = {
    "no language": ("document.documentElement.lang = 'fr'", "language"),
    "two first headings": ("document.body.append(document.createElement('h1'))", "language"),
    "a picture without words": (
        "document.querySelector('main').append(new Image(99, 99))",
        "axe at 360",
    ),
    "too wide": ("document.querySelector('h1').style.width = '330px'", "sticks out at 320"),
    "too wide once text is large": (
        "document.querySelector('h1').style.width = '40rem'",
        "large text sticks out",
    ),
    "two buttons on one place": (
        "document.querySelectorAll('header a').forEach(one => one.style.position = 'fixed')",
        "overlaps at 1280",
    ),
}


@pytest.mark.parametrize("language", ["nl"])
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(inspector: Inspector, fault: str) -> None:
    script, found = PLANTED[fault]
    inspector.open("/")
    inspector.page.evaluate(script)
    inspector.inspect()
    assert found in str(inspector.faults)


@pytest.mark.parametrize("language", ["nl"])
def test_a_script_in_the_page_is_found(inspector: Inspector) -> None:
    inspector.open("/")
    with inspector.page.expect_event("console"):  # the browser complains a moment later
        inspector.page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
        )
    assert "Content Security" in str(inspector.faults)


@pytest.mark.parametrize("language", ["nl"])
def test_a_heavy_page_is_found(inspector: Inspector) -> None:
    show(inspector, "heavy", "x" * FIRST_VISIT)
    assert "bytes" in str(inspector.faults)
