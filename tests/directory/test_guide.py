"""The guide: which cards answers lead to, and how editors change it together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models.signals import post_init
from psycopg import errors

from naober.audit.models import Event
from naober.directory.enums import NEXT_OF_GUIDE, Daypart, GuideState, Room
from naober.directory.models import (
    Category,
    GuideChoice,
    GuideLead,
    GuideQuestion,
    GuideVersion,
    Service,
)
from naober.directory.queries import (
    Guided,
    guide_answers,
    guide_checks,
    guide_draft,
    guide_table,
    guide_versions,
    mark_of_question,
    public_guide,
)
from naober.directory.services import (
    add_guide_choice,
    add_guide_question,
    change_guide_choice,
    change_guide_question,
    discard_guide_draft,
    load_categories,
    load_guide,
    move_in_guide,
    publish_guide,
    put_guide_back,
    remove_from_guide,
    start_guide_draft,
)
from naober.organisations.enums import Role
from naober.pure.guide import LONGEST, MOST, Fault
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from naober.shared.exceptions import Refused
from tests.database import role
from tests.factories.directory import make_category, make_service
from tests.factories.guide import QUESTIONS, make_guide
from tests.factories.organisations import MONDAY, make_actor, make_municipality, make_postcode

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
WORDS = {"text_nl": "Nieuw?", "text_en": "New?", "help_nl": "", "help_en": ""}
ANSWER: dict[str, Any] = {
    "label_nl": "Anders", "label_en": "Else", "daypart": "night", "place_kind": None,
    "together": None, "within": None, "relations": [], "leads": [],
}  # fmt: skip


def answers(**chosen: str) -> list[Guided]:
    guide = public_guide()
    assert guide is not None
    return guide_answers(guide, chosen, on=TODAY)


def keys(found: list[Guided]) -> list[str]:
    return [one.hit.service.key for one in found]


@pytest.fixture
def editor() -> Actor:
    return make_actor(role=Role.EDITOR)


@pytest.fixture
def draft(editor: Actor) -> GuideVersion:
    make_guide()
    with acting_as(editor):
        return start_guide_draft(by=editor, at=MONDAY)


def question(key: str = "zwaarst") -> GuideQuestion:
    found = guide_draft()
    assert found is not None
    return next(one for one in found.questions.all() if one.key == key)


def order(of: GuideQuestion | None = None) -> list[str]:
    found = guide_draft()
    assert found is not None
    return [one.key for one in (of.choices.all() if of else found.questions.all())]


def test_answers_lead_to_cards_with_the_answer_that_spoke_most() -> None:
    make_guide()
    night, cafe = make_service("respite.night"), make_service("support.cafe")
    make_service("help.paperwork")
    (found,) = answers(zwaarst="nachten")
    assert (found.hit.service, found.because.key) == (night, "nachten")
    assert keys(answers(zwaarst="alleen", wanneer="weet-niet")) == [cafe.key]
    assert answers(zwaarst="weet-niet") == []
    assert answers(vreemd="nachten", zwaarst="vreemd") == []


def test_what_the_answers_ask_puts_the_cards_that_do_it_first() -> None:
    make_guide()
    unknown = make_service("respite.night", dayparts=[])
    never = make_service("respite.night", dayparts=[Daypart.NIGHT])
    evening = make_service("respite.night", dayparts=[Daypart.EVENING])
    found = answers(zwaarst="nachten", wanneer="avond")
    assert keys(found) == [evening.key, unknown.key, never.key][:MOST]


def test_soon_is_for_what_has_room_and_is_not_closed() -> None:
    make_guide()
    closed = make_service("respite.night", room=Room.FREE, closed_from=TODAY)
    waiting = make_service("respite.night", room=Room.WAIT, room_number=3)
    a_week = make_service("respite.stay", room=Room.WAIT, room_number=1)
    unknown = make_service("respite.night", room=Room.UNKNOWN)
    free = make_service("respite.night", room=Room.FREE)
    found = answers(zwaarst="nachten", wanneer="snel")
    assert keys(found) == [free.key, unknown.key, a_week.key, waiting.key, closed.key]


def test_tomorrow_is_for_what_has_always_room_and_free_places_are_to_be_asked() -> None:
    make_guide({"snel": {"nu": {"within": "day", "leads": {"respite.night": 5}}, "later": {}}})
    waiting = make_service("respite.night", room=Room.WAIT, room_number=1)
    free = make_service("respite.night", room=Room.FREE)
    always = make_service("respite.night", room=Room.OPEN)
    found = answers(snel="nu")
    assert keys(found) == [always.key, free.key, waiting.key]
    assert [len(one.fit.unknown) for one in found] == [0, 1, 0]


def test_cards_for_who_cares_for_others_are_left_out() -> None:
    make_guide({"wie": {"partner": {"relations": ["partner"], "leads": {"support.cafe": 1}},
                        "ander": {}}})  # fmt: skip
    make_service("support.cafe", relations=["child"])
    mine = make_service("support.cafe", relations=["partner", "parent"])
    assert keys(answers(wie="partner")) == [mine.key]


def test_where_nobody_said_the_place_what_reaches_everybody_comes_first() -> None:
    make_guide()
    make_service("respite.night", scope="local", key="a-local")
    regional = make_service("respite.stay", scope="regional")
    assert keys(answers(zwaarst="nachten")) == [regional.key, "a-local"]


def test_cards_of_the_asker_come_before_those_of_elsewhere() -> None:
    make_guide()
    here, there = make_postcode(), make_municipality()
    elsewhere = make_service("respite.night", scope="local")
    with role("naober_system"):
        elsewhere.municipalities.set([there])
    mine = make_service("respite.stay")
    guide = public_guide()
    assert guide is not None
    found = guide_answers(guide, {"zwaarst": "nachten"}, on=TODAY, near=here)
    assert keys(found) == [mine.key, elsewhere.key]


def test_cards_for_young_carers_are_for_who_says_to_be_young() -> None:
    young = {"jong": {"leads": {"support.young-carers": 5}}, "weet-niet": {}}
    make_guide(QUESTIONS | {"wie": young})
    for_young = make_service("support.cafe", for_young_carers=True)
    for_all = make_service("support.cafe")
    assert keys(answers(zwaarst="alleen")) == [for_all.key]
    assert keys(answers(zwaarst="alleen", wie="jong")) == [for_young.key]


def test_an_outcome_reads_of_the_map_only_what_it_weighs_and_shows(
    django_assert_max_num_queries: Any,
) -> None:
    make_guide()
    for _each in range(7):
        make_service("help.meals")
        make_service("respite.night", dayparts=[Daypart.NIGHT])
    guide, near = public_guide(), make_postcode()
    assert guide is not None
    read: list[Service] = []
    with django_assert_max_num_queries(10) as asked, counting(read):
        found = guide_answers(guide, {"zwaarst": "nachten"}, on=TODAY, near=near)
    assert len(found) == MOST
    assert len(read) == 7 + MOST
    assert sum("summary_nl" in one["sql"] for one in asked.captured_queries) == 1
    assert all(not one.hit.service.get_deferred_fields() for one in found)


@contextmanager
def counting(read: list[Service]) -> Iterator[None]:
    def note(instance: Service, **_more: Any) -> None:
        read.append(instance)

    post_init.connect(note, sender=Service)
    try:
        yield
    finally:
        post_init.disconnect(note, sender=Service)


def test_the_table_asks_the_database_the_same_for_many_combinations(
    django_assert_num_queries: Any,
) -> None:
    make_guide()
    night = make_service("respite.night")
    guide = public_guide()
    assert guide is not None
    with django_assert_num_queries(7):
        rows = guide_table(guide, on=TODAY)
    assert [tuple(one.key for one in choices) for choices, _cards in rows[:2]] == [
        ("nachten", "avond"), ("nachten", "snel"),
    ]  # fmt: skip
    assert len(rows) == 9
    assert keys(rows[0][1]) == [night.key]


def test_our_first_guide_has_no_faults_and_is_loaded_once(editor: Actor) -> None:
    with role("naober_system"):
        load_categories()
        load_guide(at=MONDAY)
    guide = public_guide()
    assert guide is not None
    assert guide_checks(guide).faults == []
    questions = list(guide.questions.all())
    assert len(questions) == LONGEST
    assert all(3 <= len(one.choices.all()) <= 7 for one in questions)
    with role("naober_system"):
        load_guide(at=MONDAY + timedelta(days=1))
    assert list(guide_versions()) == [guide]
    assert list(GuideQuestion.objects.all()) == questions


def test_every_answer_of_our_guide_that_leads_somewhere_leads_there() -> None:
    with role("naober_system"):
        load_categories()
        load_guide(at=MONDAY)
        for lead in GuideLead.objects.filter(weight__gte=4).select_related("category"):
            make_service(lead.category_id)
            make_service(lead.category_id, for_young_carers=True)
    guide = public_guide()
    assert guide is not None
    for one in guide.questions.all():
        for choice in one.choices.all():
            strong = {lead.category_id for lead in choice.leads.all() if lead.weight >= 4}
            found = guide_answers(guide, {one.key: choice.key}, on=TODAY)
            assert not strong or found[0].fit.kind in strong


def test_a_draft_begins_as_the_public_guide_and_nobody_else_sees_it(
    draft: GuideVersion, editor: Actor
) -> None:
    public = public_guide()
    assert public is not None
    with acting_as(editor):
        copied = guide_draft()
        assert copied is not None
        assert copied.number == draft.number == public.number + 1
        for one, other in zip(public.questions.all(), copied.questions.all(), strict=True):
            assert mark_of_question(one) == mark_of_question(other)
    with acting_as(Actor()):
        assert guide_draft() is None
        assert [one.state for one in guide_versions()] == [GuideState.PUBLISHED]


def test_two_drafts_at_once_are_refused(draft: GuideVersion, editor: Actor) -> None:
    with acting_as(editor), pytest.raises(Refused):
        start_guide_draft(by=editor, at=MONDAY)


def test_a_first_draft_without_a_public_guide_is_empty(editor: Actor) -> None:
    with acting_as(editor):
        version = start_guide_draft(by=editor, at=MONDAY)
        assert version.questions.count() == 0
        with pytest.raises(Refused):
            publish_guide(by=editor, at=MONDAY, knowing=True)


@pytest.mark.parametrize(
    "change",
    [
        start_guide_draft, discard_guide_draft, publish_guide,
        partial(put_guide_back, number=1),
        partial(add_guide_question, values=WORDS),
        partial(change_guide_question, key="zwaarst", values=WORDS, seen=""),
        partial(add_guide_choice, question="zwaarst", values=ANSWER, seen=""),
        partial(change_guide_choice, question="zwaarst", key="alleen", values=ANSWER, seen=""),
        partial(move_in_guide, question="zwaarst", up=True, seen=""),
        partial(remove_from_guide, question="zwaarst", seen=""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("other", [Role.PROVIDER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_only_an_editor_changes_the_guide(change: Any, other: Role) -> None:
    make_guide(state=GuideState.DRAFT)
    by = make_actor(role=other)
    with acting_as(by), pytest.raises(PermissionDenied):
        change(by=by, at=MONDAY)


def test_words_and_answers_change_and_the_log_says_who(draft: GuideVersion, editor: Actor) -> None:
    with acting_as(editor):
        seen = mark_of_question(question())
        change_guide_question(by=editor, key="zwaarst", values=WORDS, seen=seen, at=MONDAY)
        lead = {"category_id": make_category("support.cafe").pk, "weight": -2,
                "reason_nl": "Want", "reason_en": "As"}  # fmt: skip
        change_guide_choice(
            by=editor, question="zwaarst", key="nachten", values=ANSWER | {"leads": [lead]},
            seen=mark_of_question(question()), at=MONDAY,
        )  # fmt: skip
        added = add_guide_choice(
            by=editor, question="zwaarst", values=ANSWER,
            seen=mark_of_question(question()), at=MONDAY,
        )  # fmt: skip
        new = add_guide_question(by=editor, values=WORDS, at=MONDAY)
        assert question().text_nl == "Nieuw?"
        first = question().choices.all()[0]
        assert (first.key, first.label_nl, first.daypart) == ("nachten", "Anders", "night")
        assert [(one.category_id, one.weight) for one in first.leads.all()] == [
            ("support.cafe", -2)
        ]
        assert order(question())[-1] == added.key
        assert order()[-1] == new.key
    with role("naober_owner"):
        kinds = set(Event.objects.filter(user_id=editor.user_id).values_list("kind", flat=True))
    assert kinds == {"guide.draft", "guide.question", "guide.answer"}


def test_who_saves_second_is_told_and_nothing_is_lost(draft: GuideVersion, editor: Actor) -> None:
    with acting_as(editor):
        seen = mark_of_question(question())
        change_guide_question(by=editor, key="zwaarst", values=WORDS, seen=seen, at=MONDAY)
        for change in (
            partial(change_guide_question, key="zwaarst", values=WORDS | {"text_nl": "Later"}),
            partial(change_guide_choice, question="zwaarst", key="alleen", values=ANSWER),
            partial(remove_from_guide, question="zwaarst"),
        ):
            with pytest.raises(Refused):
                change(by=editor, seen=seen, at=MONDAY)
        assert question().text_nl == "Nieuw?"


def test_an_answer_or_a_question_that_is_gone_is_told(draft: GuideVersion, editor: Actor) -> None:
    with acting_as(editor):
        seen = mark_of_question(question())
        with pytest.raises(Refused):
            change_guide_choice(
                by=editor, question="zwaarst", key="weg", values=ANSWER, seen=seen, at=MONDAY
            )
        with pytest.raises(Refused):
            remove_from_guide(by=editor, question="weg", seen=seen, at=MONDAY)
        discard_guide_draft(by=editor, at=MONDAY)
        with pytest.raises(Refused):
            remove_from_guide(by=editor, question="zwaarst", seen=seen, at=MONDAY)
        assert guide_draft() is None


def test_questions_and_answers_move_and_go(draft: GuideVersion, editor: Actor) -> None:
    with acting_as(editor):
        move = partial(move_in_guide, by=editor, question="zwaarst", at=MONDAY)
        move(up=True, seen=mark_of_question(question()))  # is the first already
        assert order() == ["zwaarst", "wanneer"]
        move(up=False, seen=mark_of_question(question()))
        assert order() == ["wanneer", "zwaarst"]
        move(choice="alleen", up=True, seen=mark_of_question(question()))
        assert order(question()) == ["alleen", "nachten", "weet-niet"]
        gone = partial(remove_from_guide, by=editor, question="zwaarst", at=MONDAY)
        gone(choice="nachten", seen=mark_of_question(question()))
        assert order(question()) == ["alleen", "weet-niet"]
        gone(seen=mark_of_question(question()))
        assert order() == ["wanneer"]


def test_a_seventh_question_is_refused(editor: Actor) -> None:
    make_guide({str(one): {} for one in range(LONGEST)}, state=GuideState.DRAFT)
    with acting_as(editor), pytest.raises(Refused):
        add_guide_question(by=editor, values=WORDS, at=MONDAY)


def test_publishing_waits_until_the_faults_are_mended(draft: GuideVersion, editor: Actor) -> None:
    with acting_as(editor):
        for choice in ("nachten", "alleen"):
            remove_from_guide(
                by=editor, question="zwaarst", choice=choice,
                seen=mark_of_question(question()), at=MONDAY,
            )  # fmt: skip
        found = guide_draft()
        assert found is not None
        faults = guide_checks(found).faults
        assert [(one.fault, one.question) for one in faults] == [
            (Fault.TOO_FEW_ANSWERS, "zwaarst"), (Fault.LEADS_NOWHERE, ""),
        ]  # fmt: skip
        with pytest.raises(Refused):
            publish_guide(by=editor, at=MONDAY, knowing=True)


def test_a_kind_that_nothing_leads_to_is_said_before_publishing(
    draft: GuideVersion, editor: Actor
) -> None:
    make_category("help.meals")
    with acting_as(editor):
        checks = guide_checks(draft)
        assert [one.pk for one in checks.unreached] == ["help.meals"]
        with pytest.raises(Refused):
            publish_guide(by=editor, at=MONDAY)
        publish_guide(by=editor, at=MONDAY, knowing=True)
        assert guide_draft() is None
    assert Category.objects.count() == 4


def test_the_old_guide_is_kept_and_can_be_put_back(draft: GuideVersion, editor: Actor) -> None:
    before = public_guide()
    assert before is not None
    with acting_as(editor):
        publish_guide(by=editor, at=MONDAY)
        assert public_guide() == draft
        put_guide_back(by=editor, number=before.number, at=MONDAY)
        assert public_guide() == before
        assert [one.state for one in guide_versions()] == ["old", "published"]
        with pytest.raises(Refused):
            put_guide_back(by=editor, number=before.number, at=MONDAY)
        with pytest.raises(Refused):
            put_guide_back(by=editor, number=0, at=MONDAY)


PUBLIC = {"version__state": "published"}
CHANGES: list[tuple[str, Callable[[], object]]] = [
    ("a word", lambda: GuideQuestion.objects.filter(**PUBLIC).update(text_nl="Anders?")),
    ("an answer", lambda: GuideChoice.objects.filter(question__version__state="published").update(
        within="day")),
    ("a weight", lambda: GuideLead.objects.filter(choice__question__version__state="published")
        .update(weight=1)),
    ("a lead less", lambda: next(iter(GuideLead.objects.filter(
        choice__question__version__state="published"))).delete()),
    ("a question more", lambda: GuideQuestion.objects.create(
        version=GuideVersion.objects.get(state="published"), position=9, key="x", **WORDS)),
    ("a question of the draft", lambda: GuideQuestion.objects.filter(version__state="draft").update(
        version=GuideVersion.objects.get(state="published"), key="x")),
    ("a draft again", lambda: GuideVersion.objects.filter(state="published").update(state="draft")),
    ("another number", lambda: GuideVersion.objects.filter(state="published").update(number=7)),
    ("all of it", lambda: GuideVersion.objects.get(state="published").delete()),
]  # fmt: skip


@pytest.mark.parametrize("login", ["naober_app", "naober_system"])
@pytest.mark.parametrize(("what", "change"), CHANGES)
def test_the_database_itself_refuses_to_change_a_guide_that_was_public(
    draft: GuideVersion, editor: Actor, login: str, what: str, change: Callable[[], object]
) -> None:
    with (
        role(login),
        acting_as(editor),
        pytest.raises(DatabaseError) as refused,
        transaction.atomic(),
    ):
        change()
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege), what


def test_the_database_refuses_to_change_an_old_guide_too(
    draft: GuideVersion, editor: Actor
) -> None:
    with acting_as(editor):
        publish_guide(by=editor, at=MONDAY)
        with pytest.raises(DatabaseError), transaction.atomic():
            GuideQuestion.objects.filter(version__state="old").update(text_nl="Anders?")


def test_every_state_of_a_guide_has_its_row() -> None:
    assert set(NEXT_OF_GUIDE) == set(GuideState)
