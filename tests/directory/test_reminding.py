"""Who keeps a card is asked whether it is right: when, how often, and where the link leads."""

from datetime import date, timedelta

import pytest
from django.core import mail, signing
from django.test import Client
from django.utils import timezone

from naober.directory import links, tasks
from naober.directory.enums import ReminderStep
from naober.directory.exceptions import LinkExpiredError
from naober.directory.models import FreshnessRule, Reminder, Service
from naober.directory.rules import next_reminder
from naober.directory.services.keeping import confirm_by_link
from naober.directory.services.reminding import send_reminders
from naober.organisations.enums import MembershipStatus, OrganisationKind, Role
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as
from tests.database import role
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY, make_membership, make_organisation

pytestmark = pytest.mark.django_db

CONFIRMED = date(2025, 9, 1)
ASKED = date(2026, 3, 1)
"""Half a year later: nobody made another rule."""
RULE = FreshnessRule(interval_months=6, valid_from=CONFIRMED)


def old_card(**more: object) -> Service:
    return make_service(confirmed_on=CONFIRMED, **more)


def on(weeks: int, days: int = 0) -> int:
    return send_reminders(on=ASKED + timedelta(weeks=weeks, days=days))


@pytest.mark.parametrize(
    ("weeks", "sent", "step"),
    [
        (0, [], "0"),
        (1, ["0"], None),
        (2, ["0"], "2"),
        (4, ["0", "2"], "4"),
        (5, [], "4"),  # what was missed is not sent after all
        (6, ["0", "2", "4"], "6"),
        (6, ["6"], ReminderStep.EDITOR),
        (9, ["6", "editor"], None),
    ],
)
def test_the_keeper_is_reminded_at_0_2_4_and_6_weeks_and_then_the_editor(
    weeks: int, sent: list[str], step: str | None
) -> None:
    assert next_reminder(weeks, RULE, sent=sent, has_keeper=True) == step


def test_of_a_card_that_nobody_keeps_the_editor_hears_once_it_sinks() -> None:
    late = RULE.overdue_after_weeks
    assert next_reminder(late - 1, RULE, sent=[], has_keeper=False) is None
    assert next_reminder(late, RULE, sent=[], has_keeper=False) == ReminderStep.EDITOR


def test_one_mail_a_day_has_all_cards_of_an_organisation_and_goes_to_its_keepers() -> None:
    card = old_card()
    other = old_card(organisation=card.organisation)
    keeper = make_membership(card.organisation, Role.PROVIDER, name="Geesje Geheim")
    make_membership(card.organisation, Role.PROVIDER, MembershipStatus.ENDED)
    make_service(organisation=card.organisation, confirmed_on=ASKED)  # is sure
    assert on(0) == 2
    assert on(0) == 0  # the job ran twice
    (letter,) = mail.outbox
    assert letter.to == [keeper.user.email]
    assert {one.name_nl in letter.body for one in (card, other)} == {True}
    assert "Geesje" not in letter.body + letter.subject
    assert letter.body.count("/aanbod/klopt-nog/") == 2


def test_where_nobody_signed_up_the_mail_goes_to_the_organisation() -> None:
    card = old_card()
    on(0)
    assert mail.outbox[0].to == [card.organisation.email]


def test_after_the_last_reminder_the_editor_of_the_municipality_hears_of_it() -> None:
    card = old_card()
    town = make_organisation(
        kind=OrganisationKind.MUNICIPALITY, municipality=card.organisation.municipality
    )
    editor = make_membership(town, Role.EDITOR)
    make_membership(make_organisation(), Role.EDITOR)  # of another municipality
    for weeks in (0, 2, 4, 6):
        assert on(weeks) == 1
    assert {one.to[0] for one in mail.outbox} == {card.organisation.email}
    mail.outbox.clear()
    assert on(6, days=1) == 1
    assert mail.outbox[0].to == [editor.user.email]
    assert card.name_nl in mail.outbox[0].body
    assert on(7) == on(12) == 0
    with role("naober_system"):
        steps = set(Reminder.objects.values_list("step", flat=True))
    assert steps == {"0", "2", "4", "6", "editor"}


def test_a_card_that_was_confirmed_begins_anew() -> None:
    card = old_card()
    on(0)
    with role("naober_system"):
        Service.objects.filter(pk=card.pk).update(confirmed_on=ASKED)
    assert on(2) == 0
    assert send_reminders(on=date(2026, 9, 1)) == 1


def test_cards_that_nobody_can_find_are_not_asked_about() -> None:
    old_card(published=False)
    old_card(visible_until=CONFIRMED)
    old_card(successor=make_service(confirmed_on=ASKED))
    assert on(0) == 0


def test_a_municipality_has_a_rule_of_its_own() -> None:
    card = old_card()
    with role("naober_system"):
        FreshnessRule.objects.create(
            municipality=card.organisation.municipality, interval_months=12, reminder_weeks=[1],
            valid_from=CONFIRMED,
        )  # fmt: skip
    assert on(8) == 0
    assert send_reminders(on=date(2026, 9, 8)) == 1


def test_when_the_mail_cannot_leave_nothing_is_noted_and_the_next_run_sends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old_card()
    with monkeypatch.context() as broken:
        broken.setattr("naober.directory.letters.send_mail", _fails)
        with pytest.raises(OSError, match="away"):
            on(0)
    with acting_as(Actor(role=SYSTEM)):
        assert not Reminder.objects.exists()
    assert on(0) == 1


def _fails(*_args: object) -> None:
    raise OSError("away")


def test_the_job_sees_who_keeps_cards_and_no_other_colleague() -> None:
    make_membership()
    keeper = make_membership(role=Role.PROVIDER)
    with acting_as(Actor(role=SYSTEM)):
        assert list(type(keeper).objects.all()) == [keeper]


def test_the_job_runs_by_the_clock() -> None:
    make_service(confirmed_on=timezone.localdate() - timedelta(days=190))
    tasks.remind_keepers(timestamp=0)
    assert len(mail.outbox) == 1


# ---- the link


def token_of(card: Service) -> str:
    return links.link_to(card).rstrip("/").rpartition("/")[2]


def public(card: Service) -> Service:
    return Service.objects.get(pk=card.pk)


def test_a_link_confirms_its_card_without_signing_in_and_only_by_the_button() -> None:
    card = old_card()
    client, where = Client(), f"/aanbod/klopt-nog/{token_of(card)}/"
    assert "Ja, dit klopt nog" in client.get(where).content.decode()
    client.head(where)
    with role("naober_system"):
        assert public(card).confirmed_on == CONFIRMED  # a mail scanner opened it
    answer = client.post(where, follow=True)
    assert "Dank u. Het is opgeschreven." in answer.content.decode()
    with role("naober_system"):
        assert public(card).confirmed_on == timezone.localdate()
        assert public(card).confirmed_by_id == card.organisation_id


def test_a_link_that_was_used_changes_nothing_any_more() -> None:
    card = old_card()
    token = token_of(card)
    for later in (MONDAY, MONDAY + timedelta(days=30)):
        with acting_as(Actor()):
            assert confirm_by_link(token=token, at=later)
    with acting_as(Actor()):
        assert public(card).confirmed_on == MONDAY.date()


def test_a_link_says_yes_for_its_own_card_only() -> None:
    card, other = old_card(), old_card()
    with acting_as(Actor()):
        confirm_by_link(token=token_of(card), at=MONDAY)
        assert public(other).confirmed_on == CONFIRMED


def test_a_card_that_went_to_another_organisation_is_not_confirmed_by_the_old_one() -> None:
    card = old_card()
    token = token_of(card)
    with role("naober_system"):
        Service.objects.filter(pk=card.pk).update(organisation=make_organisation())
    assert Client().get(f"/aanbod/klopt-nog/{token}/").status_code == 404
    with acting_as(Actor()):
        assert not confirm_by_link(token=token, at=MONDAY)


def test_what_we_did_not_sign_is_not_there() -> None:
    card = old_card()
    made_up = signing.dumps([card.key, str(card.organisation_id), "2025-09-01"], salt="other")
    for token in ("abc", made_up):
        assert Client().get(f"/aanbod/klopt-nog/{token}/").status_code == 404


def test_a_link_that_is_too_old_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    card = old_card()
    token = token_of(card)
    monkeypatch.setattr(links, "VALID", timedelta(seconds=-1))
    with pytest.raises(LinkExpiredError):
        links.read(token)
    for answer in (
        Client().get(f"/aanbod/klopt-nog/{token}/"),
        Client().post(f"/aanbod/klopt-nog/{token}/"),
    ):
        assert answer.status_code == 410
        assert "Log in om te zeggen" in answer.content.decode()


def test_no_person_stands_in_a_link() -> None:
    card = old_card()
    keeper = make_membership(card.organisation, Role.PROVIDER)
    payload = signing.loads(token_of(card), salt="naober.directory.still-right")
    assert payload == [card.key, str(card.organisation_id), "2025-09-01"]
    assert str(keeper.pk) not in payload
