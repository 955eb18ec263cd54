"""What time does to a referral: reminders, the last day, and what is removed long after."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from naober.audit.models import Event
from naober.casework import referral_keys, tasks
from naober.casework.enums import ReferralState
from naober.casework.models import Referral
from naober.casework.queries.referrals import days_left
from naober.casework.rules import reminder_due, working_day_after
from naober.casework.services.referral_days import remind_and_expire, remove_ended
from naober.shared import clock
from naober.shared.database import acting_as
from tests.casework.test_referrals import a_practitioner, a_question, send, steps_of, visitor
from tests.database import role
from tests.factories.carers import make_carer
from tests.factories.casework import make_referral
from tests.factories.directory import make_service
from tests.factories.organisations import MONDAY, make_membership

SENT_ON = MONDAY.date()


def after(days: int) -> datetime:
    return MONDAY + timedelta(days=days)


def now(referral: Referral) -> Referral:
    with role("naober_system"):
        return Referral.objects.get(pk=referral.pk)


def is_there(referral: Referral) -> bool:
    with role("naober_system"):
        return Referral.objects.filter(pk=referral.pk).exists()


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),  # Monday to Monday
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # Friday to Monday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # Saturday to Monday
        (date(2026, 3, 8), 5, date(2026, 3, 13)),  # Sunday to Friday
        (date(2026, 3, 2), 10, date(2026, 3, 16)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Thursday, then Good Friday to Easter Monday
        (date(2026, 12, 24), 2, date(2026, 12, 29)),  # over Christmas
    ],
)
def test_working_days_skip_the_weekend_and_holidays(day: date, days: int, expected: date) -> None:
    assert working_day_after(day, days) == expected


LAST_DAY = date(2026, 3, 16)
"""Ten working days after the Monday; halfway is the Monday in between."""


@pytest.mark.parametrize(
    ("day", "sent", "step"),
    [
        (date(2026, 3, 2), [], None),
        (date(2026, 3, 8), [], None),
        (date(2026, 3, 9), [], "reminded"),
        (date(2026, 3, 9), ["reminded"], None),
        (date(2026, 3, 11), [], "reminded"),  # the job did not run: it is made up for
        (date(2026, 3, 13), ["reminded"], "reminded_last"),  # the Friday before
        (date(2026, 3, 15), [], "reminded_last"),  # but never twice
        (date(2026, 3, 16), ["reminded", "reminded_last"], None),
        (date(2026, 3, 17), ["reminded"], None),
    ],
)
def test_the_receiver_is_reminded_halfway_and_on_the_working_day_before(
    day: date, sent: list[str], step: str | None
) -> None:
    referral = Referral(sent_at=MONDAY, answer_by=LAST_DAY, state=ReferralState.SENT)
    assert reminder_due(referral, on=day, sent=sent) == step


def test_the_last_reminder_does_not_come_on_a_holiday() -> None:
    referral = Referral(
        sent_at=datetime(2026, 3, 27, 9, tzinfo=UTC), answer_by=date(2026, 4, 7),
        state=ReferralState.SENT,
    )  # fmt: skip
    assert reminder_due(referral, on=date(2026, 4, 1), sent=["reminded"]) is None
    assert reminder_due(referral, on=date(2026, 4, 2), sent=["reminded"]) == "reminded_last"


def test_who_answered_is_not_reminded() -> None:
    for state in set(ReferralState) - {ReferralState.SENT}:
        referral = Referral(sent_at=MONDAY, answer_by=date(2026, 3, 9), state=state)
        assert reminder_due(referral, on=date(2026, 3, 6), sent=[]) is None
        assert days_left(referral, on=SENT_ON) is None


@pytest.mark.django_db
def test_a_reminder_has_the_same_link_and_says_nothing_of_the_question(settings: Any) -> None:
    settings.NAOBER_REFERRAL_WORKING_DAYS = 10
    send(make_service(email="huis@example.org"), email="")
    first = str(mail.outbox[0].body)
    assert [remind_and_expire(at=after(days)) for days in (1, 6, 7, 8, 11, 11, 12)] == [
        0, 0, 1, 0, 1, 0, 0,
    ]  # fmt: skip
    link = next(line for line in first.splitlines() if "/vraag/antwoord/" in line)
    for again in mail.outbox[1:]:
        assert again.to == ["huis@example.org"]
        assert link in str(again.body)
        assert "logeren" not in str(again.body)
    assert len(mail.outbox) == 3


@pytest.mark.django_db
def test_what_nobody_answers_goes_back_to_the_sender_and_the_carer_hears() -> None:
    by = a_practitioner()
    referral = send(make_service(), by)
    mail.outbox.clear()
    assert remind_and_expire(at=after(7)) == 1  # the last day is still a day
    assert now(referral).state == ReferralState.SENT
    mail.outbox.clear()
    assert remind_and_expire(at=after(8)) == 1
    assert remind_and_expire(at=after(9)) == 0
    expired = now(referral)
    assert (expired.state, expired.ended_at) == (ReferralState.EXPIRED, after(8))
    assert expired.receiver_key_sealed == ""
    assert "expired" in steps_of(referral)
    assert len(mail.outbox) == 2  # the carer and the sender, each one mail
    assert all("logeren" not in str(one.body) for one in mail.outbox)


@pytest.mark.django_db
def test_a_key_that_no_secret_opens_sends_no_reminder_and_breaks_nothing() -> None:
    referral = send(make_service())
    with role("naober_system"):
        Referral.objects.filter(pk=referral.pk).update(receiver_key_sealed="spoilt")
    assert referral_keys.unseal("spoilt") is None
    assert remind_and_expire(at=after(7)) == 0


@pytest.mark.django_db
def test_what_ended_long_ago_is_removed_unless_it_is_in_a_file(settings: Any) -> None:
    settings.NAOBER_REFERRAL_KEPT_DAYS = 30
    ended = {"state": "accepted", "answered_at": MONDAY, "ended_at": MONDAY}
    sender = make_membership()
    gone = make_referral(**ended)
    taken_back = make_referral(state="withdrawn", ended_at=MONDAY)
    stays = [
        make_referral(sender=sender, carer=make_carer(sender.organisation), **ended),
        make_referral(),
        make_referral(**ended | {"ended_at": after(1)}),
    ]
    assert remove_ended(on=SENT_ON + timedelta(days=30)) == 0
    assert remove_ended(on=SENT_ON + timedelta(days=31)) == 2
    assert not is_there(gone)
    assert not is_there(taken_back)
    assert all(is_there(one) for one in stays)


@pytest.mark.django_db
def test_the_job_of_the_day_does_it_all_and_writes_it_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: after(8))
    monkeypatch.setattr(clock, "today", lambda: after(8).date())
    referral = make_referral(answer_by=SENT_ON)
    old = make_referral(state="expired", ended_at=datetime(2025, 1, 1, tzinfo=UTC))
    tasks.keep_referrals_going(timestamp=0)
    assert now(referral).state == ReferralState.EXPIRED
    assert not is_there(old)
    with role("naober_system"):
        assert Event.objects.filter(kind="referral.expired", role="system").exists()


@pytest.mark.django_db
def test_a_word_follows_the_question_after_it_expired() -> None:
    asked = a_question()
    by = visitor(asked.word)
    referral = send(make_service(), by, word=asked.word)
    remind_and_expire(at=after(8))
    with acting_as(by):
        assert Referral.objects.get(pk=referral.pk).state == ReferralState.EXPIRED
