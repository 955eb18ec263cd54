"""Security test T5: a field that no form asks for changes nothing, on any form of the site.

Every POST of the access matrix is sent twice, each time in the same world: as its page sends it,
and with every field name of every model of people added to it. What the two leave behind, in every
table and on the visitor's device, must be the same.
"""

import base64
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from naober.accounts.models import User
from naober.carers.models import Carer, CareSituation, Consent
from naober.carers.services import mark_of
from naober.casework.models import Case, Contact, EarlierNote, Referral, ReferralEvent
from naober.casework.services.referrals import read_key, read_word
from naober.directory.models import (
    CardReport,
    CardVersion,
    ComparedCards,
    EverydayWord,
    ImportRun,
    Service,
    UnansweredSearch,
)
from naober.directory.queries import guide_draft, mark_of_question, mark_of_word, newest_number
from naober.directory.rules import mark_of_card, mark_of_rule
from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Membership, Organisation, SecondStepReset
from naober.screening.models import CheckUp
from naober.shared import clock, drafts
from naober.sites.desk.forms.people import DetailsForm
from naober.sites.entrance import ROLE_KEY
from tests.addresses import Row, address, matrix
from tests.database import role
from tests.factories.casework import make_referral
from tests.factories.directory import make_rule
from tests.factories.organisations import make_membership, make_organisation
from tests.sites.carer.pages import answers, carry
from tests.sites.provider.typed import CARD
from tests.sites.public.flow import CARE, CONTACT, HELP
from tests.world import World, make_world

pytestmark = pytest.mark.django_db

MODELS = (
    Carer,
    CareSituation,
    Consent,
    CheckUp,
    Case,
    Contact,
    EarlierNote,
    Referral,
    ReferralEvent,
    Membership,
    User,
    Organisation,
    SecondStepReset,
    Service,
    CardVersion,
    CardReport,
    ComparedCards,
    EverydayWord,
    ImportRun,
    UnansweredSearch,
)
NOT_COMPARED = ("django_session", "usersessions_", "procrastinate_", "naober_cache", "audit_")
"""Tables whose rows are encrypted or differ at every request. None holds what a person owns."""
TOKEN = "00000000-0000-4000-8000-000000000001"


@dataclass(frozen=True)
class Post:
    """A form as its page sends it, by somebody who may; `carried` are drafts on their device."""

    who: str
    body: dict[str, Any] = field(default_factory=dict)
    carried: dict[str, Any] = field(default_factory=dict)
    path: str = ""


class Brought:
    """A file that is sent anew every time."""

    name, content_type = "proef.json", "application/json"

    def read(self) -> bytes:
        return b"[{}]"


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.NAOBER_SECOND_FACTOR = False


@pytest.fixture
def world() -> World:
    world = make_world()
    # Somebody who has two places to work chooses.
    make_membership(
        world.b.organisation, Role.COORDINATOR, user=world.people["consultant elsewhere"]
    )
    region = make_organisation(kind=OrganisationKind.PLATFORM, municipality=None)
    world.people["regional editor"] = make_membership(region, Role.EDITOR).user
    return world


def posts(world: World) -> dict[str, Post]:
    """Return a right body for every row of the table that takes a POST, and for every step."""
    return (
        public_posts(world)
        | carer_posts(world)
        | desk_posts(world)
        | provider_posts(world)
        | editor_posts(world)
    )


def public_posts(world: World) -> dict[str, Post]:
    pc4 = str(world.a.organisation.postcode_id)
    check = {"check": {"answers": answers(8), "taken_along": False}}
    contact = CONTACT | {
        "postcode": pc4, "municipality": "", "birth_year": "1961", "phone": "", "address": "",
        "place": "",
    }  # fmt: skip
    steps = {
        "start": {"token": TOKEN, "young": False},
        "zorg": {name: [value] for name, value in CARE.items()},
        "hulp": {"wishes": HELP["wishes"], "note": ["Het is druk."]},
        "contact": {name: [value] for name, value in contact.items()},
    }
    later = clock.now().timestamp() + 600
    asked = asked_question()
    at_the_door = {"id": str(asked.pk), "until": later}
    carer = {"referral": at_the_door | {"door": "carer"}}
    receiver = {"referral": at_the_door | {"door": "receiver"}}
    care = CARE | {"conditions": ["dementia"]}
    consent = {"support": "yes", "checkups": "yes", "news": "no", "bring": "on"}
    path = "/aanmelden/{}/".format
    return {
        "public:card-report": Post("visitor", {"reason": "closed", "note": "Dicht."}),
        "public:referral-ask": Post("visitor", ASKED),
        "public:pack": Post("visitor", {"keep": world.service.key}),
        "public:referral-word": Post("visitor", {"word": OTHER_WORD}),
        "public:referral-open": Post("visitor", path=f"/vraag/volgen/{OTHER_WORD}/"),
        "public:referral-answer": Post("visitor", path=f"/vraag/antwoord/{known_key(asked.pk)}/"),
        "public:referral-code": Post("visitor", {"code": "12345678"}, receiver),
        "public:referral-leave": Post("visitor", {}, carer),
        "public:referral-take-back": Post("visitor", {}, carer),
        "public:referral-question": Post("visitor", {"say": "yes", "yes-note": "Ja."}, receiver),
        "public:check": Post("visitor", {"postcode": pc4}),
        "public:check-question": Post("visitor", {"answer": "1"}),
        "public:check-result": Post("visitor", {"postcode": pc4}, check),
        "public:check-take-along": Post("visitor", {}, check),
        "public:check-discard": Post("visitor", {}, check),
        "public:guide": Post("visitor", {"postcode": pc4}),
        "public:guide-question": Post("visitor", {"answer": "alleen"}),
        "public:guide-result": Post("visitor", {"postcode": pc4, "municipality": ""}),
        "public:register": Post("visitor"),
        "public:register-step": Post("visitor", care, steps),
        "step hulp": Post("visitor", HELP, steps, path("hulp")),
        "step contact": Post("visitor", contact, steps, path("contact")),
        "step toestemming": Post("visitor", consent, steps | check, path("toestemming")),
        "invitation": Post(
            "consultant invited",
            {"membership": _membership(world, "consultant invited")},
        ),
        "account_choose_role": Post(
            "consultant elsewhere", {"membership": world.b.consultant.pk, "next": "/welkom/"}
        ),
    }


ASKED = {
    "word": "ABCD-EFGH-JKMN", "consents": "on", "name": "Geesje Nieuw", "need": "Hulp.",
    "phone": "088 000 12 34", "email": "nieuw@example.org", "postcode": "9401",
}  # fmt: skip


WORD, OTHER_WORD = "ABCD-EFGH-JKMN", "WXYZ-EFGH-JKMN"


@pytest.fixture(autouse=True)
def _doors_that_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys and codes are new every time; here they are known, so that two answers compare."""
    kept = "naober.casework.referral_keys"
    monkeypatch.setattr("naober.casework.referral_codes.is_right", lambda *_, **__: True)
    monkeypatch.setattr(f"{kept}.new_key", known_key)
    monkeypatch.setattr(f"{kept}.seal", lambda _key: "locked")


def known_key(referral: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(referral.bytes + b"k" * 24).decode().rstrip("=")


def asked_question() -> Referral:
    """Make a question whose word and key are known."""
    proof = read_word(OTHER_WORD)
    assert proof is not None
    receiver = read_key(known_key(proof.referral))
    assert receiver is not None
    return make_referral(
        pk=proof.referral, status_key_hash=proof.key_hash, receiver_key_hash=receiver.key_hash
    )


def _membership(world: World, who: str) -> uuid.UUID:
    with role("naober_system"):
        return Membership.objects.get(user=world.people[who]).pk


def details(carer: Carer) -> dict[str, Any]:
    """Return what both forms about a carer ask: everything that may change, and the way."""
    return {
        "first_name": "Geesje", "last_name": "Nieuw", "birth_year": "1950", "postcode": "9401 AB",
        "address": "Straat 1", "place": "Dorp", "phone": "088 000 12 34",
        "email": "nieuw@example.org", "channel": "phone", "reach_time": "morning",
        "seen": mark_of(carer),
    }  # fmt: skip


SITUATION = {
    "relation": "parent", "since": "under_1_year", "hours": "under_8", "conditions": ["other"],
    "wishes": ["talk"], "note": "Anders.",
}  # fmt: skip


def carer_posts(world: World) -> dict[str, Post]:
    check = {"check": {"answers": answers(8), "taken_along": False}}
    return {
        "carer:keep-check": Post("carer", {"keep": "yes", "agrees": "yes"}, check),
        "carer:change": Post("carer", details(world.a.carer)),
        "carer:situation": Post("carer", SITUATION),
        "carer:consents": Post("carer", {"purpose": "news", "answer": "yes"}),
        "carer:end-support": Post("carer"),
        "carer:referral-take-back": Post("carer"),
        "carer:leave": Post("carer", {"registration": world.a.carer.pk}),
        "carer:leave-other": Post("carer", {"registration": world.a.earlier.pk}),
    }


def desk_posts(world: World) -> dict[str, Post]:
    today = clock.today()
    contact = {
        "way": "phone", "on": today, "note": "Gebeld.", "next_on": today + timedelta(days=7),
        "token": TOKEN,
    }  # fmt: skip
    registration = (
        details(world.a.carer)
        | SITUATION
        | {"postcode": world.a.organisation.postcode_id, "way": "desk", "language": "nl"}
        | {"support": "yes", "checkups": "no", "share": "no", "news": "no", "token": TOKEN}
    )
    invitation = {
        "name": "Nieuwe Collega", "email": "nieuw@example.org", "phone": "088 000 12 34",
        "role": "consultant", "token": TOKEN,
    }  # fmt: skip
    referred = {"word": WORD, "need": "Hulp.", "consents": "on", "consent_way": "phone"}
    not_asked_yet = reverse("desk:refer", args=[world.a.case.pk, world.double.key])
    chosen = {"consultant": world.a.consultant.pk, "instead_of": ""}
    return {
        "desk:search": Post("consultant", {"name": "canary"}),
        "desk:contact": Post("consultant", contact),
        "desk:correct": Post("consultant", {"note": "Verbeterd.", "seen": "1"}),
        "desk:assign": Post("coordinator", chosen),
        "desk:edit": Post("consultant", details(world.a.carer)),
        "desk:situation": Post("consultant", SITUATION | {"seen": ""}),
        "desk:consent": Post("consultant", {"change": "give", "way": "phone"}),
        "desk:refer": Post("consultant", referred, path=not_asked_yet),
        "desk:refer-from-card": Post("consultant", {"name": "canary"}),
        "desk:referral-move": Post("consultant"),
        "desk:received-question": Post("consultant", {"say": "yes", "yes-note": "Ja."}),
        "practice:refer": Post("professional", ASKED | referred),
        "practice:referral-move": Post("professional"),
        "desk:close": Post("consultant", {"reason": "moved", "note": ""}),
        "desk:reopen": Post("coordinator"),
        "desk:remove": Post("coordinator", {"asked": "on"}),
        "desk:register": Post("consultant", registration),
        "desk:invite": Post("administrator", invitation),
        "desk:move": Post("administrator"),
        "lost_second_step": Post("administrator", {"member": world.a.consultant.pk}),
    }


def editor_posts(world: World) -> dict[str, Post]:
    with role("naober_system"):
        draft = guide_draft()
        assert draft is not None
        seen = {"seen": mark_of_question(draft.questions.all()[0])}
        mark = mark_of_card(world.a.card, newest=newest_number(world.a.card))
    merge = {
        "stays": "first",
        "seen_first": "1",
        "seen_second": "0",
        **{f"take_{name}": "first" for name in ("name_nl", "name_en")},
        **{f"take_{name}": "both" for name in ("locations", "hours")},
    }
    word = {"expression": "even weg", "category": "respite.stay", "weight": "2", "language": "nl"}
    changed = {"seen": mark_of_word(world.word)}
    words = {"text_nl": "Nieuw?", "text_en": "New?", "help_nl": "", "help_en": ""}
    answer = {"label_nl": "Anders", "label_en": "Else", "daypart": "night", "place_kind": "",
              "together": "", "within": "day", "relations": ["partner"], "leads-TOTAL_FORMS": "1",
              "leads-INITIAL_FORMS": "0",
              "leads-0-category": "support.cafe", "leads-0-weight": "2"} | seen  # fmt: skip
    rule = {"interval": "3", "reminder_weeks": "0, 3", "overdue_after_weeks": "4", "step": "save"}
    own = make_rule(world.a.organisation.municipality)
    card = world.a.card.key
    bulk = {"step": "do", "what": "confirm", "card": [card], "seen": [f"{card} {mark}"]}
    return {
        "editor:bulk": Post("editor", bulk),
        "editor:freshness-rule": Post("editor", rule | {"seen": mark_of_rule(own)}),
        "editor:follow-region": Post("editor", {"seen": mark_of_rule(own)}),
        "editor:imports": Post("regional editor", {"source": "proef", "file": Brought()}),
        "editor:import-start": Post("regional editor"),
        "editor:import-throw-away": Post("regional editor"),
        "editor:guide-start": Post("editor"),
        "editor:guide-put-back": Post("editor"),
        "editor:guide-publish": Post("editor", {"knowing": "1"}),
        "editor:guide-discard": Post("editor"),
        "editor:guide-add-question": Post("editor", words),
        "editor:guide-question": Post("editor", words | seen),
        "editor:guide-move-question": Post("editor", {"down": "1"} | seen),
        "editor:guide-remove-question": Post("editor", seen),
        "editor:guide-add-choice": Post("editor", answer),
        "editor:guide-choice": Post("editor", answer),
        "editor:guide-move-choice": Post("editor", {"up": "1"} | seen),
        "editor:guide-remove-choice": Post("editor", seen),
        "editor:guide-trial-question": Post("editor", {"answer": "alleen"}),
        "editor:leave-search": Post("editor"),
        "editor:add-word": Post("editor", word),
        "editor:word": Post("editor", {"weight": "1"} | changed),
        "editor:take-word-away": Post("editor", changed),
        "editor:bring-word-back": Post("editor", changed),
        "editor:double": Post("editor", merge),
        "editor:different": Post("editor"),
        "editor:unmerge": Post("editor"),
    }


def provider_posts(world: World) -> dict[str, Post]:
    day = clock.today().isoformat()
    return {
        "provider:question": Post("provider", {"say": "no", "no-reason": "full", "no-note": ""}),
        "provider:report": Post("provider"),
        "provider:new": Post("provider", CARD | {"seen": "0", "token": TOKEN}),
        "provider:still-right": Post("visitor"),
        "provider:decide": Post("editor", {"decision": "refuse", "reason": "Dit klopt niet."}),
        "provider:edit": Post("provider", CARD | {"seen": "1"}),
        "provider:room": Post("provider", {"say": "free-2"}),
        "provider:confirm": Post("provider"),
        "provider:close": Post("provider", {"first": day, "last": "", "why": "Vakantie."}),
        "provider:reopen": Post("provider"),
    }


def hostile(world: World) -> list[dict[str, Any]]:
    """Return every field name of the models with values that would do harm, in two rounds."""
    elsewhere = {
        "organisation": world.b.organisation, "municipality": world.b.organisation.municipality,
        "postcode": world.b.organisation.postcode, "account": world.b.carer.account,
        "user": world.people["platform administrator"], "carer": world.b.carer,
        "case": world.b.case, "contact_person": world.b.consultant, "by": world.b.consultant,
        "recorded_by": world.b.consultant, "member": world.b.consultant,
        "asked_by": world.b.consultant, "agreed_by": world.b.consultant,
        "contact": world.b.contact, "corrected_by": world.b.consultant,
        "first": world.b.card, "second": world.double, "kept": world.b.card,
        "service": world.b.card, "successor": world.b.card, "made_by": world.b.provider,
        "decided_by": world.b.provider, "handled_by": world.b.provider,
        "confirmed_by": world.b.organisation, "category": world.word.category,
        "sender": world.b.consultant, "sender_organisation": world.b.organisation,
        "referral": world.b.referral,
    }  # fmt: skip
    keys = {name: str(one.pk) for name, one in elsewhere.items()}
    keys |= {f"{name}_id": value for name, value in keys.items()}
    one, other = {}, {}
    for model in MODELS:
        for column in model._meta.concrete_fields:
            kind = column.get_internal_type()
            for name in (column.name, column.attname):
                one[name] = keys.get(name) or HARM.get(name) or BY_KIND[kind]
                other[name] = keys.get(name) or HARM_AGAIN.get(name, one[name])
    return [one | {"pk": one["id"]}, other | {"pk": world.b.case.pk, "id": world.b.case.pk}]


HARM = {
    "id": "00000000-0000-4000-8000-0000000000aa", "status": "active", "kind": "platform",
    "role": "platform_administrator", "purpose": "news", "is_young": "on", "origin": "phone",
    "channel": "letter", "instrument": "csi", "language": "en", "given_way": "paper",
    "withdrawn_way": "paper", "way": "visit",
}  # fmt: skip
HARM_AGAIN = {"status": "ended", "role": "policy_officer", "is_active": "", "purpose": "checkups"}
BY_KIND = {
    "UUIDField": "00000000-0000-4000-8000-0000000000bb",
    "BigAutoField": "424242",
    "CharField": "vreemd",
    "SlugField": "vreemd",
    "TextField": "vreemd",
    "BinaryField": "vreemd",
    "EmailField": "vreemd@example.org",
    "BooleanField": "on",
    "SmallIntegerField": "13",
    "PositiveSmallIntegerField": "99",
    "PositiveIntegerField": "99",
    "URLField": "https://vreemd.example.org",
    "DateField": "2001-01-01",
    "DateTimeField": "2001-01-01T00:00:00Z",
    "JSONField": '{"vreemd": 1}',
    "ArrayField": "vreemd",
}


Rows = dict[tuple[str, str], dict[str, Any]]


def everything() -> Rows:
    """Return every row of every table that anybody can reach, by its table and key."""
    rows: Rows = {}
    with role("naober_system"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND has_table_privilege(oid, 'SELECT')"
        )
        for table in sorted(name for (name,) in cursor.fetchall()):
            if table.startswith(NOT_COMPARED):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column.name for column in cursor.description]
            for values in cursor.fetchall():
                row = dict(zip(columns, values, strict=True))
                key = row.get("id") or row.get("key") or row.get("code") or str(values)
                rows[table, str(key)] = row
    return rows


def changes(before: Rows, after: Rows) -> list[str]:
    """Return what was added, changed and removed; what is new by chance reads the same."""
    values = [value for row in before.values() for value in row.values()]
    known = {str(value) for value in values if isinstance(value, uuid.UUID)} | {TOKEN}
    known |= {key for table, key in before if table == User._meta.db_table}
    return sorted(
        [f"- {key}" for key in before.keys() - after.keys()]
        + [f"+ {key[0]} {settled(after[key], known)}" for key in after.keys() - before.keys()]
        + [
            f"{key} {settled(after[key], known)}"
            for key in after.keys() & before.keys()
            if after[key] != before[key]
        ]
    )


def settled(row: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """Return a row in which a fresh key, a fresh account and this moment read the same always."""
    now = datetime.now(tz=UTC)
    hostile_ids = {HARM["id"], BY_KIND["UUIDField"], BY_KIND["BigAutoField"]}

    def settle(name: str, value: Any) -> Any:
        if isinstance(value, datetime) and abs(now - value) < timedelta(hours=1):
            return "now"
        if name == "id" and isinstance(value, int) and str(value) not in hostile_ids:
            return "new"  # a row that is not new has its id in its key
        key = isinstance(value, uuid.UUID) or (isinstance(value, int) and name.endswith("id"))
        return "new" if key and str(value) not in known | hostile_ids else value

    return {name: settle(name, value) for name, value in row.items()}


def outcome(world: World, row: Row, post: Post, extra: dict[str, Any]) -> list[str]:
    """Send a form and undo it; return what it had done."""
    client = Client()
    if post.who != "visitor":
        client.force_login(world.people[post.who])
    for name, draft in post.carried.items():
        carry(client, name, draft)
    before = everything()
    with transaction.atomic():
        response = client.post(
            post.path or address(row, world, home(world, post)), extra | post.body
        )
        done = changes(before, everything())
        works_as = client.session.get(ROLE_KEY)
        transaction.set_rollback(True)
    assert response.status_code == 302, f"{row.name} did not take its own form"
    to = re.sub(r"/(woorden|importeren)/(\d+|[0-9a-f-]{36})/", r"/\1/new/", response.url)
    return [*done, *on_the_device(response), f"to {to}, works as {works_as}"]


def home(world: World, post: Post) -> Any:
    return world.b if post.who == "consultant elsewhere" else world.a


def on_the_device(response: HttpResponse) -> Iterator[str]:
    """Yield the drafts that an answer leaves with the visitor, readable."""
    request = HttpRequest()
    request.COOKIES = {name: cookie.value for name, cookie in response.cookies.items()}
    for name in sorted(request.COOKIES):
        if name.startswith("naober_") and name not in {"naober_session", "naober_csrf"}:
            draft = drafts.load(request, name.removeprefix("naober_"))
            yield f"{name} {settled(draft, {TOKEN}) | {'token': '', 'until': ''}}"


def row_of(name: str) -> Row:
    return matrix()[name if ":" in name or name in matrix() else "public:register-step"]


NAMES = (
    *(name for name, row in matrix().items() if "POST" in row.methods),
    "step hulp", "step contact", "step toestemming",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_field_that_no_form_asks_for_changes_nothing(world: World, name: str) -> None:
    post, row = posts(world)[name], row_of(name)
    honest = outcome(world, row, post, {})
    for extra in hostile(world):
        assert outcome(world, row, post, extra) == honest


def test_forms_that_change_something_are_seen_to_change_it(world: World) -> None:
    """Without this, the test above could pass by looking at nothing."""
    quiet = {"public:check", "public:check-question", "public:check-result", "desk:search"}
    quiet |= {"desk:refer-from-card"}
    quiet |= {"public:check-take-along", "public:check-discard", "public:register"}
    quiet |= {"public:pack", "public:guide", "public:guide-question", "public:guide-result"}
    quiet |= {"editor:guide-trial-question", "editor:guide-start"}
    quiet |= {f"public:referral-{name}" for name in ("word", "open", "answer", "leave")}
    quiet |= {"public:register-step", "step hulp", "step contact", "account_choose_role"}
    tables = {
        name: [line for line in outcome(world, row_of(name), post, {}) if line[0] in "+-("]
        for name, post in posts(world).items()
        if name not in quiet
    }
    assert [name for name, seen in tables.items() if not seen] == []


def test_every_field_of_every_model_of_people_is_tried(world: World) -> None:
    names = {one.name for model in MODELS for one in model._meta.concrete_fields}
    assert all(names <= extra.keys() for extra in hostile(world))
    assert {"role", "status", "organisation", "caseload_ceiling", "is_young", "account"} <= names
    assert {model._meta.app_label for model in MODELS} < {
        one.label for one in apps.get_app_configs()
    }


def test_a_form_that_believes_everything_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = ("first_name", "last_name", "registered_at")
    monkeypatch.setattr("naober.carers.services.DETAILS", known)
    monkeypatch.setattr(DetailsForm, "details", lambda form: form.data.dict())
    post, row = posts(world)["desk:edit"], row_of("desk:edit")
    post.body["seen"] = ""
    honest = outcome(world, row, post, {})
    assert any(outcome(world, row, post, extra) != honest for extra in hostile(world))
