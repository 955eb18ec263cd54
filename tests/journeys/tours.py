"""Walks past pages that are filled, empty or wrong, by those who meet them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.test import Client
from playwright.sync_api import expect

from naober.casework.enums import CaseStatus
from naober.directory.enums import ImportState, PlaceKind
from naober.organisations.enums import OrganisationKind, Role
from naober.screening.models import CheckUp
from naober.shared import clock
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.casework import make_case
from tests.factories.directory import make_import_run, make_service, make_version
from tests.factories.organisations import MONDAY, make_membership, make_organisation
from tests.journeys.inspection import Inspector
from tests.sign_in import (
    SECOND,
    app_code,
    ask,
    fill_in,
    give_app,
    give_spare_codes,
    mailed_code,
    sign_in,
)
from tests.sites.carer.pages import answers
from tests.sites.public.flow import CARE, CONTACT, HELP
from tests.world import CSI, World

STEPS = ("zorg", "hulp", "contact", "toestemming")
Tour = Callable[[Inspector, World], None]


def carry_a_check_and_a_registration(inspector: Inspector, world: World) -> None:
    """Bring what opens the pages that stand halfway a journey."""
    point = world.a.organisation
    inspector.carry(
        check={"answers": answers(8), "taken_along": True},
        place={"pc4": point.postcode_id},
        start={"token": str(uuid4()), "young": False},
        zorg={name: [value] for name, value in CARE.items()},
        hulp={"wishes": HELP["wishes"], "note": ["Het is druk."]},
        contact={name: [value] for name, value in CONTACT.items()}
        | {"postcode": [point.postcode_id]},
        registered={
            "support_point": point.key,
            "call_by": clock.today().isoformat(),
            "young": False,
            "channel": "email",
        },
    )


def go_wrong(inspector: Inspector, path: str, **typed: str) -> None:
    """Send a form as it should not be sent; what comes back has the focus on what went wrong."""
    inspector.open(inspector.at(path))
    main = inspector.page.get_by_role("main")
    for name, value in typed.items():
        field = main.locator(f"[name={name}]").first
        if field.evaluate("field => field.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)
    inspector.press(main.locator("form[method=post] button[type=submit]").first)
    expect(main.get_by_role("alert").first).to_be_focused()
    inspector.inspect()


def look_at(inspector: Inspector, *paths: str, status: int = 200) -> None:
    for path in paths:
        inspector.open(inspector.at(path))
        inspector.inspect(status=status)


def finding(inspector: Inspector, world: World) -> None:
    """Hits, a second page, a repaired word, no hit, no such postcode, a pillar, a kind."""
    point = world.a.organisation
    for number in range(12):
        place = {"postcode": point.postcode, "place_kind": PlaceKind.LOCATION}
        make_service(organisation=point, phone=f"088 000 33 {number:02}", **place)
    queries = (
        f"q=logeerhuis&postcode={point.postcode_id}",
        "q=logeerhuis&page=2",
        "q=logerhuis",
        f"q=zzqxw&postcode={point.postcode_id}",
        "q=&postcode=0000",
        "q=&postcode=x",
        f"q={'lang' * 60}",
        "pillar=relieving",
        "category=respite.stay",
    )
    look_at(inspector, *(f"/hulp/?{query}" for query in queries))
    look_at(inspector, "/bestaat-niet/", status=404)


def checking(inspector: Inspector, world: World) -> None:
    """A question without an answer, a low and a high result, with and without a place."""
    inspector.carry(check={"answers": {}, "taken_along": False})
    go_wrong(inspector, "/check/1/")
    for yes in (0, 13):
        inspector.carry(check={"answers": answers(yes), "taken_along": False})
        look_at(inspector, "/check/uitslag/")
    inspector.carry(place={"pc4": world.a.organisation.postcode_id})
    look_at(inspector, "/check/uitslag/", "/check/13/", "/check/")


def registering(inspector: Inspector, world: World) -> None:
    """Every step for an adult and for a young carer, and every step with mistakes."""
    for young in (False, True):
        carry_a_check_and_a_registration(inspector, world)
        inspector.carry(start={"token": str(uuid4()), "young": young})
        look_at(inspector, *(f"/aanmelden/{step}/" for step in STEPS), "/aanmelden/")
    go_wrong(inspector, "/aanmelden/toestemming/")
    go_wrong(inspector, "/aanmelden/contact/", postcode="x", phone="1", last_name=" ")
    go_wrong(inspector, "/aanmelden/hulp/", note="123456782")
    inspector.page.context.clear_cookies(name="naober_zorg")
    go_wrong(inspector, "/aanmelden/zorg/")


def having_registered(inspector: Inspector, world: World) -> None:
    make_service("support.young-carers", name_nl="Jonge mantelzorgers", name_en="Young carers")
    for young in (False, True):
        receipt = {"support_point": world.a.organisation.key, "channel": "phone", "young": young}
        inspector.carry(registered=receipt | {"call_by": clock.today().isoformat()})
        look_at(inspector, "/aanmelden/klaar/")


def signing_in(inspector: Inspector, world: World) -> None:
    """By code and by app, and what goes wrong on the way."""
    go_wrong(inspector, "/account/inloggen/", email="x")
    user, client = world.people["consultant"], Client()
    secret = give_app(user)
    ask(client, user.email)
    inspector.bring(client)
    look_at(inspector, "/account/inloggen/code/")
    go_wrong(inspector, "/account/inloggen/code/", code="00000000")
    client = Client()
    ask(client, user.email)
    fill_in(client, mailed_code())
    inspector.bring(client)
    look_at(inspector, "/account/inloggen/tweede-stap/")
    go_wrong(inspector, "/account/inloggen/tweede-stap/", code="000000")
    client.post(SECOND, {"code": app_code(secret)})
    inspector.bring(client)
    give_spare_codes(user)
    look_at(
        inspector,
        "/account/tweede-stap/",
        "/account/tweede-stap/codes/",
        "/account/tweede-stap/codes/nieuw/",
        "/account/tweede-stap/app/weg/",
        "/account/tweede-stap/passkey/",
        "/account/apparaten/",
        "/account/uitloggen/",
    )
    inspector.sign_in(user)
    look_at(inspector, "/account/opnieuw/code/")
    go_wrong(inspector, "/account/opnieuw/code/", code="000000")


def beginning_a_second_step(inspector: Inspector, world: World) -> None:
    user, client = world.people["coordinator"], Client()
    sign_in(client, user)
    inspector.bring(client)
    look_at(inspector, "/account/tweede-stap/", "/account/tweede-stap/?needed=1")
    go_wrong(inspector, "/account/tweede-stap/app/", code="000000")
    inspector.sign_in(user)
    look_at(inspector, "/account/opnieuw/", status=403)  # nothing to show once more yet
    look_at(inspector, "/account/buiten-gebruik/")
    make_membership(world.b.organisation, user=user)
    look_at(inspector, "/account/rol/")


def my_page(inspector: Inspector, world: World) -> None:
    """A carer with two checks, a finished one in the hand, and forms with mistakes."""
    with role("naober_system"):
        CheckUp.objects.create(
            carer=world.a.carer, organisation=world.a.organisation, instrument="csi",
            version=CSI.version, score=5, answers=answers(5), taken_on=clock.today(),
            kept_at=MONDAY,
        )  # fmt: skip
    inspector.sign_in(world.people["carer"])
    look_at(inspector, "/mijn/")
    inspector.page.locator("main summary").first.click()
    inspector.inspect()
    inspector.carry(check={"answers": answers(8), "taken_along": False})
    look_at(inspector, "/mijn/", "/mijn/wie-keek/", "/mijn/wie-keek/?since=x")
    look_at(inspector, "/mijn/wie-keek/?until=2020-01-01")
    go_wrong(inspector, "/mijn/gegevens/wijzigen/", last_name=" ", phone="12", postcode="x")
    go_wrong(inspector, "/mijn/situatie/", note="123456782")
    look_at(inspector, f"/mijn/stoppen/{world.a.earlier.pk}/")


def my_page_after_the_support(inspector: Inspector, world: World) -> None:
    """Somebody whose case ended, and a young carer who still waits."""
    ended = make_carer(world.a.organisation, purposes=[])
    make_case(ended, status=CaseStatus.ENDED, due_on=None)
    waiting = make_carer(world.a.organisation, is_young=True)
    make_case(waiting)
    for carer in (ended, waiting):
        inspector.sign_in(carer.account)
        look_at(inspector, "/mijn/", "/mijn/toestemming/", "/mijn/gegevens/", "/mijn/situatie/")


def full_desk(inspector: Inspector, world: World) -> None:
    """A full day, a second page, a search with and without a hit."""
    point = world.a.organisation
    for number in range(27):
        carer = make_carer(
            point, first_name="Anna-Margaretha", last_name=f"Van der Voorbeeld{number}"
        )
        make_case(carer, world.a.consultant, due_on=clock.today() + timedelta(days=number % 4 - 2))
    inspector.sign_in(world.people["consultant"])
    look_at(inspector, "/balie/", "/balie/mensen/?page=2", "/balie/mensen/?when=late")
    look_at(inspector, "/balie/mensen/?when=alone")
    for name in ("voorbeeld", "niemand"):
        inspector.carry(desk_search={"name": name})
        look_at(inspector, "/balie/mensen/?search=1")
    go_wrong(inspector, "/balie/mensen/")
    inspector.sign_in(world.people["coordinator"])
    look_at(inspector, "/balie/", f"/balie/mensen/?consultant={world.a.consultant.pk}")


def empty_desk(inspector: Inspector, world: World) -> None:
    nobody = make_membership(make_organisation(), Role.COORDINATOR)
    inspector.sign_in(nobody.user)
    look_at(inspector, "/balie/", "/balie/mensen/", "/balie/aanmeldingen/")


def writing_at_the_desk(inspector: Inspector, world: World) -> None:
    """Every form of a file with mistakes, and the page that closes it."""
    inspector.sign_in(world.people["coordinator"])
    file = f"/balie/mensen/{world.a.case.pk}"
    go_wrong(inspector, f"{file}/")
    go_wrong(inspector, f"{file}/gegevens/", last_name=" ", postcode="x", phone="1")
    go_wrong(inspector, f"{file}/situatie/", relation="")
    for purpose in ("support", "checkups", "news"):
        go_wrong(inspector, f"{file}/toestemming/{purpose}/")
    go_wrong(inspector, f"/balie/mensen/{world.a.registration.pk}/contactpersoon/")
    go_wrong(inspector, "/balie/nieuw/", postcode=world.b.organisation.postcode_id)


def the_team(inspector: Inspector, world: World) -> None:
    inspector.sign_in(world.people["administrator"])
    go_wrong(inspector, "/balie/team/uitnodigen/", email="x")
    for step in ("pauze", "stoppen"):
        look_at(inspector, f"/balie/team/{world.a.consultant.pk}/{step}/")
    inspector.sign_in(world.people["platform administrator"])
    organisation = f"?organisation={world.a.organisation.pk}"
    look_at(inspector, f"/balie/team/{organisation}", f"/balie/team/uitnodigen/{organisation}")


def keeping_cards(inspector: Inspector, world: World) -> None:
    """Late, closed, drafted and refused; a form that is wrong; and the link after it was used."""
    card, today = world.a.card, clock.today()
    closed = {"closed_from": today, "closed_why_nl": "Verbouwing"}
    make_service(organisation=card.organisation, published=False)
    make_version(card, world.a.provider, state="draft")
    with role("naober_system"):
        type(card).objects.filter(pk=card.pk).update(confirmed_on=today, **closed)
    look_at(inspector, f"/aanbod/klopt-nog/{world.link}/")
    inspector.sign_in(world.people["provider"])
    where = f"/aanbod/kaart/{card.key}/"
    look_at(inspector, "/aanbod/?state=hidden", "/aanbod/?state=overdue", where)
    look_at(inspector, f"{where}versies/2/", f"{where}voorbeeld/")
    go_wrong(inspector, f"{where}wijzigen/", name_nl="", hours_1="altijd")
    go_wrong(inspector, f"{where}dicht/", first="2026-01-02", last="2026-01-01")


def changing_many_cards(inspector: Inspector, world: World) -> None:
    inspector.sign_in(world.people["editor"])
    go_wrong(inspector, "/redactie/samen/")
    main = inspector.page.get_by_role("main")
    for what in ("municipalities", "close", "interval_months"):
        inspector.open(inspector.at("/redactie/samen/"))
        main.locator("[name=card]").first.check()
        main.locator("[name=what]").select_option(what)
        inspector.press(main.locator("[value=choose]"))
        inspector.inspect()
        inspector.press(main.locator("[value=value]"))
        inspector.inspect()
    main.locator("[name=value]").last.check()
    inspector.press(main.locator("[value=value]"))
    inspector.inspect()


def setting_a_rule(inspector: Inspector, world: World) -> None:
    inspector.sign_in(world.people["editor"])
    place = str(world.a.organisation.municipality_id).lower()
    go_wrong(inspector, f"/redactie/klopt-nog/{place}/", reminder_weeks="4, 2")
    main = inspector.page.get_by_role("main")
    main.locator("[name=reminder_weeks]").fill("0, 2")
    inspector.press(main.locator("[value=look]"))
    inspector.inspect()
    inspector.press(main.locator("[value=save]"))
    look_at(inspector, f"/redactie/klopt-nog/{place}/")


def bringing_a_file(inspector: Inspector, world: World) -> None:
    member = make_membership(
        make_organisation(kind=OrganisationKind.PLATFORM, municipality=None), Role.EDITOR
    )
    inspector.sign_in(member.user)
    go_wrong(inspector, "/redactie/importeren/")
    for state in ImportState:
        file = {} if state in {"checking", "checked", "importing"} else {"file": None}
        why = {"report": {"why": "Something went wrong here."}} if state == "failed" else {}
        run = make_import_run(member, state=state, **file, **why)
        look_at(inspector, f"/redactie/importeren/{run.pk}/")


TOURS: dict[str, Tour] = {
    tour.__name__: tour
    for tour in (
        finding,
        checking,
        registering,
        having_registered,
        signing_in,
        beginning_a_second_step,
        my_page,
        my_page_after_the_support,
        full_desk,
        empty_desk,
        writing_at_the_desk,
        the_team,
        keeping_cards,
        changing_many_cards,
        bringing_a_file,
        setting_a_rule,
    )
}
