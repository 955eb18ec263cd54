"""Editors: a search that found nothing becomes a word, and two cards become one."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from naober.directory.models import EverydayWord, ImportRun, Service
from naober.directory.tasks import import_file
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Membership
from tests.browser import Visitor
from tests.database import role
from tests.directory.test_import import service
from tests.factories.directory import make_search, make_service, make_word
from tests.factories.organisations import make_membership, make_organisation
from tests.journeys.desk import Circumstance, nothing_sticks_out, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = [
    Circumstance("nl", 360, javascript=False),
    Circumstance("en", 1280, javascript=True),
]


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def editor() -> Membership:
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    return make_membership(region, Role.EDITOR)


@pytest.mark.parametrize("here", HERE, ids=str)
def test_a_search_that_found_nothing_becomes_a_word_and_is_taken_away_again(
    visitor: Visitor, editor: Membership, here: Circumstance
) -> None:
    make_service(name_nl="Villa Rust", name_en="")
    make_search("even de deur uit", number=12)
    make_word("logeerhuis")
    page = signed_in(visitor, editor.user, here)
    main = page.get_by_role("main")
    with translation.override(here.language):
        page.goto(here.path("/redactie/woorden/"))
        nothing_sticks_out(page)
        main.get_by_role("link", name=gettext("Add as a word")).click()
        page.get_by_label(gettext("Kind of help")).select_option("respite.stay")
        nothing_sticks_out(page)
        main.get_by_role("button", name=gettext("Save")).click()
        expect(main).to_contain_text("Villa Rust")
        nothing_sticks_out(page)
        main.get_by_role("button", name=gettext("Take this word away")).click()
        expect(main).to_contain_text(gettext("Bring this word back"))
        page.goto(here.path("/redactie/woorden/lijst/"))
        expect(main).to_contain_text(gettext("Taken away"))
        nothing_sticks_out(page)
    with role("naober_system"):
        assert EverydayWord.objects.get(expression="even de deur uit").removed_at is not None


@pytest.mark.parametrize("here", HERE, ids=str)
def test_two_cards_become_one_and_are_taken_apart_again(
    visitor: Visitor, editor: Membership, here: Circumstance
) -> None:
    kept = make_service(name_nl="De Vlinder", name_en="", conditions=["dementia"])
    gone = make_service(name_nl="De Vlinder", name_en="", conditions=["frail"])
    page = signed_in(visitor, editor.user, here)
    main = page.get_by_role("main")
    with translation.override(here.language):
        page.goto(here.path("/redactie/dubbel/"))
        nothing_sticks_out(page)
        main.get_by_role("link", name=gettext("Side by side")).click()
        nothing_sticks_out(page)
        main.get_by_role("button", name=gettext("Make it one card")).click()
        expect(main).to_contain_text(gettext("Merged lately"))
        nothing_sticks_out(page)
        with role("naober_system"):
            replaced = Service.objects.exclude(successor=None).get()
            assert replaced in {kept, gone}
            assert replaced.successor is not None
            assert set(replaced.successor.conditions) == {"dementia", "frail"}
        main.get_by_role("button", name=gettext("Take it back")).click()
        expect(main).to_contain_text(gettext("Side by side"))
        page.goto(here.path("/redactie/gaten/"))
        nothing_sticks_out(page)
    with role("naober_system"):
        assert not Service.objects.exclude(successor=None).exists()


@pytest.mark.parametrize("here", HERE, ids=str)
def test_many_cards_are_changed_after_a_look(
    visitor: Visitor, editor: Membership, here: Circumstance
) -> None:
    for name in ("De Vlinder", "De Mol"):
        make_service(name_nl=name, name_en="", payers=["free"])
    page = signed_in(visitor, editor.user, here)
    main = page.get_by_role("main")
    with translation.override(here.language):
        page.goto(here.path("/redactie/samen/"))
        nothing_sticks_out(page)
        main.get_by_label("De Vlinder").check()
        main.get_by_label("De Mol").check()
        main.get_by_label(gettext("What must become different?")).select_option("payers")
        main.get_by_role("button", name=gettext("Next")).click()
        nothing_sticks_out(page)
        main.locator("[name=value][value=wmo]").check()
        main.get_by_role("button", name=gettext("See what happens")).click()
        expect(main.get_by_role("row").last).to_contain_text("Wmo")
        nothing_sticks_out(page)
        main.locator("[name=step][value=do]").click()
        expect(page.get_by_role("status")).to_be_visible()
    with role("naober_system"):
        assert {tuple(one.payers) for one in Service.objects.all()} == {("free", "wmo")}


@pytest.mark.parametrize("here", HERE, ids=str)
def test_a_file_of_others_is_brought_in_after_a_look(
    visitor: Visitor, editor: Membership, here: Circumstance, tmp_path: Path
) -> None:
    file = tmp_path / "proef.json"
    file.write_text(json.dumps([service(), service(id="", name="Zonder id")]))
    page = signed_in(visitor, editor.user, here)
    main = page.get_by_role("main")
    with translation.override(here.language):
        page.goto(here.path("/redactie/importeren/"))
        nothing_sticks_out(page)
        main.locator("[name=file]").set_input_files(file)
        main.get_by_label(gettext("Whose file is it?")).fill("Proef")
        main.get_by_role("button", name=gettext("See what would happen")).click()
        nothing_sticks_out(page)
        for press in ("Import it", "Remove this report"):
            do_the_job(editor)
            if not here.javascript:
                main.get_by_role("link", name=gettext("Look again")).click()
            expect(main.get_by_role("button", name=gettext(press))).to_be_visible()
            nothing_sticks_out(page)
            main.get_by_role("button", name=gettext(press)).click()
    with role("naober_system"):
        assert [one.name_nl for one in Service.objects.all()] == ["Logeren"]


def do_the_job(editor: Membership) -> None:
    with role("naober_system"):
        run = ImportRun.objects.get()
    with role("naober_worker"):
        import_file(str(run.pk), str(editor.pk))
