"""When a question needs a person now, before any card; when a card is sure, old or closed; and who
keeps a card."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from naober.directory.enums import NEXT, Freshness, ReminderStep, Room, VersionState
from naober.directory.models import CardVersion, EverydayWord, FreshnessRule, Service
from naober.organisations.enums import Role
from naober.organisations.models import Organisation
from naober.shared.actors import Actor

MOST_ROOM: Final = 500
"""Free places, or weeks of waiting, beyond which somebody mistyped."""
MOST_REMINDERS: Final = 6
LATEST_WEEK: Final = 26
"""Weeks after the interval; who waits longer sets a longer interval."""
SHORTEST_WORD: Final = 2
_NOW: Final = re.compile(
    r"\b(1 1 3|112|113|zelfmoord\w*|zelfdoding|suicid\w*|kill myself|want to die|wil(len)? dood"
    r"|dood wil|niet meer (wil )?leven|(een )?eind\w* (aan )?(maken )?(aan )?(mijn|m'n|me) leven"
    r"|er (liever )?niet meer (wil |wilde |te )?zijn|niet meer zitten|trek (het|dit|'t) niet meer"
    r"|(don.?t|not|no longer) want to (live|be here)|end my life|be dead|hurts? (me|us)"
    r"|(doet|doen) (mij|me|ons) pijn|not safe at home|niet veilig|onveilig"
    r"|mishandel\w*|geweld\w*|slaat (mij|me|mijn|ons|haar|hem)|slaan|schopt?|wurg\w*|misbruik\w*"
    r"|bedreig\w*|(ik )?(sla|schop) (ik )?(hem|haar|mijn|m'n)"
    r"|bang (van|voor) (mijn|m'n) (man|vrouw|partner|vriend|vriendin|vader|moeder|zoon|dochter)"
    r"|afraid of my|i hit (him|her|my)|hits? me|beats? me|violen\w*|abus\w*)\b"
)

_KEPT: Final = 60
"""Characters at most of a question that is kept."""
_MARKS: Final = frozenset(" '’,.?!/-")


def may_edit_the_map(by: Actor) -> bool:
    """Return whether somebody keeps what is common to the whole map: its words and its guide."""
    return by.role == Role.EDITOR and by.membership_id is not None


def refusal_of_word(expression: str) -> str | None:
    """Return why this cannot be a word by which people search, or None."""
    if len(expression) < SHORTEST_WORD or not any(one.isalpha() for one in expression):
        return _("A word has at least two letters.")
    return None


def mark_of_word(word: EverydayWord) -> str:
    """Return what tells a word as somebody saw it from a word that was changed since."""
    return f"{word.changed_at.timestamp():.6f}"


def needs_somebody_now(question: str) -> bool:
    """Return whether a question speaks of suicide or violence.

    Such a page begins with numbers to call at once. Rather once too often than once too few;
    the words are ours and for consultants to judge.
    """
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    return _NOW.search(plain) is not None


def words_to_keep(question: str) -> str:
    """Return the words of a question that may be kept for editors; empty where nothing may.

    Lower case and single spaces. A question with a digit or an at-sign may hold a number or an
    address, and one of more than 60 characters tells a story: of those nothing is kept, and
    nothing of one that needs a person now.
    """
    kept = " ".join(unicodedata.normalize("NFKC", question).lower().split())
    plain = all(one.isalpha() or one in _MARKS for one in kept)
    if not plain or len(kept) > _KEPT or needs_somebody_now(question):
        return ""
    return kept


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def freshness_of(service: Service, rule: FreshnessRule, *, on: date) -> Freshness:
    """Return how sure it is on a day that a card still holds.

    From the day on which its keeper is asked, confirming it is advised; so many weeks later it is
    overdue.
    """
    if on < advised_on(service, rule):
        return Freshness.FRESH
    return Freshness.OVERDUE if on >= overdue_on(service, rule) else Freshness.ADVISED


def is_closed(service: Service, *, on: date) -> bool:
    """Return whether a service is closed for a while on a day; without an end, until it is said."""
    if service.closed_from is None or on < service.closed_from:
        return False
    return service.closed_until is None or on <= service.closed_until


def sinks(service: Service, rule: FreshnessRule, *, on: date) -> bool:
    """Return whether a card comes after others that fit as well.

    So do cards that are overdue or closed now, and at once those that nobody ever confirmed.
    """
    return on >= sinks_from(service, rule) or is_closed(service, on=on)


def advised_on(service: Service, rule: FreshnessRule) -> date:
    """Return the first day on which confirming a card is advised.

    That is an interval after its confirmation, and the card's own interval comes before that of
    the rule; of a card that nobody ever confirmed it is the day on which it came here.
    """
    if service.confirmed_on is None:
        return service.asked_from
    return months_later(service.confirmed_on, service.interval_months or rule.interval_months)


def overdue_on(service: Service, rule: FreshnessRule) -> date:
    """Return the first day on which a card is overdue."""
    return advised_on(service, rule) + timedelta(weeks=rule.overdue_after_weeks)


def sinks_from(service: Service, rule: FreshnessRule) -> date:
    """Return from which day on a card sinks as long as nobody confirms it."""
    return overdue_on(service, rule) if service.confirmed_on else service.asked_from


def next_reminder(
    weeks: int, rule: FreshnessRule, *, sent: Collection[str], has_keeper: bool
) -> str | None:
    """Return which reminder is due for a card that is `weeks` late, None where none is.

    Reminders that were missed are not sent after all: only the newest that is due. When the keeper
    had the last and the card is overdue, the editor is told; where nobody keeps it, once it is.
    """
    due = [one for one in sorted(rule.reminder_weeks) if one <= weeks] if has_keeper else []
    if due and str(due[-1]) not in sent:
        return str(due[-1])
    ended = weeks >= editor_hears_after(rule)
    late = weeks >= rule.overdue_after_weeks
    if (ended or (late and not has_keeper)) and ReminderStep.EDITOR not in sent:
        return ReminderStep.EDITOR
    return None


def editor_hears_after(rule: FreshnessRule) -> int:
    """Return after how many weeks the editor is told of a card that its keeper let lie."""
    return max([rule.overdue_after_weeks, *rule.reminder_weeks])


def mark_of_rule(rule: FreshnessRule | None) -> str:
    """Return what tells a rule as somebody saw it from one that was changed since."""
    if rule is None or rule.pk is None:
        return "none"
    weeks = ",".join(map(str, rule.reminder_weeks))
    return f"{rule.pk}-{rule.interval_months}-{rule.overdue_after_weeks}-{weeks}"


def may_set_freshness(by: Actor, code: str | None, *, edits_in: str | None) -> bool:
    """Return whether somebody sets how often cards are confirmed in a municipality.

    `code` None is the region: for an editor of the region, who also sets that of the others.
    """
    return may_edit_the_map(by) and (edits_in is None or edits_in == code)


def refusal_of_freshness(reminder_weeks: Sequence[int], overdue_after_weeks: int) -> str | None:
    """Return why a rule of freshness cannot be so, or None. Both are weeks after the interval."""
    if not reminder_weeks:
        return _("Ask at least once: fill in a week.")
    if list(reminder_weeks) != sorted(set(reminder_weeks)):
        return _("The weeks go up, and each comes once: 0, 2, 4, 6.")
    if len(reminder_weeks) > MOST_REMINDERS:
        return _("Ask at most %(most)s times. More is a nuisance.") % {"most": MOST_REMINDERS}
    if reminder_weeks[-1] > LATEST_WEEK or overdue_after_weeks > LATEST_WEEK:
        return _("Stay within %(most)s weeks.") % {"most": LATEST_WEEK}
    if overdue_after_weeks < 1:
        return _("Give who keeps the card at least one week.")
    return None


def may_keep(by: Actor, organisation: Organisation, *, edits_in: str | None) -> bool:
    """Return whether somebody keeps the cards of an organisation.

    An editor of a municipality keeps those of its organisations, and of those that are in none;
    with `edits_in` None, of the region, all of them.
    """
    if by.role == Role.PROVIDER:
        return by.organisation_id == organisation.pk
    if by.role != Role.EDITOR or by.organisation_id is None:
        return False
    return edits_in is None or organisation.municipality_id in {None, edits_in}


def may_import(by: Actor, *, edits_in: str | None) -> bool:
    """Return whether somebody may import a file: it reaches the cards of the whole region."""
    return may_edit_the_map(by) and edits_in is None


def may_publish(by: Actor) -> bool:
    """Return whether what somebody writes on a card they keep is public at once."""
    return by.role == Role.EDITOR


def refusal_to_decide(version: CardVersion, state: VersionState) -> str | None:
    """Return why a version cannot become approved or refused, or None."""
    if state not in NEXT[VersionState(version.state)] or version.state == VersionState.DRAFT:
        return _("This is no longer possible. Somebody else changed it. Look at the list again.")
    return None


def refusal_of_card(card: Service) -> str | None:
    """Return what cannot be on a card, or None."""
    if not card.name_nl.strip():
        return _("A card has a name.")
    if card.age_from is not None and card.age_to is not None and card.age_from > card.age_to:
        return _("The first age is higher than the last.")
    if reason := refusal_of_days(card.visible_from, card.visible_until):
        return reason
    if card.successor_id is not None and card.successor_id == card.pk:
        return _("A card cannot come in the place of itself.")
    return None


def refusal_of_days(first: date | None, last: date | None) -> str | None:
    """Return why a card cannot be on the map from and until these days, or None."""
    if first is not None and last is not None and first > last:
        return _("The last day comes before the first.")
    return None


def refusal_to_change_with_others(card: Service) -> str | None:
    """Return why a change of many cards at once leaves this one as it is, or None."""
    if not card.published:
        return _("Approve the new card first.")
    if card.successor_id is not None:
        return _("Another card came in the place of this one.")
    return None


def mark_of_card(card: Service, *, newest: int) -> str:
    """Return what tells a card as somebody saw it from a card that was changed since.

    `newest` is the number of its newest version, 0 where there is none.
    """
    return f"{newest}-{card.changed_at.timestamp():.6f}"


def refusal_to_merge(kept: Service, gone: Service, *, on: date) -> str | None:
    """Return why two cards cannot become one, or None."""
    for card in (kept, gone):
        if not card.published:
            return _("Approve the new card first.")
        if card.successor_id is not None:
            return _("One of these cards was replaced already. Look at the list again.")
    if gone.visible_from is not None and gone.visible_from > on:
        return _("The card that goes is not on the map yet. Keep that one, or wait.")
    return None


def refusal_of_room(room: Room, number: int | None) -> str | None:
    """Return why this cannot be said of the room there is, or None."""
    if number is not None and room not in {Room.FREE, Room.WAIT}:
        return _("A number belongs to free places or to weeks of waiting.")
    if number is not None and not 1 <= number <= MOST_ROOM:
        return _("Give a number from 1 to %(most)s.") % {"most": MOST_ROOM}
    return None


def refusal_to_close(first: date, last: date | None, *, today: date) -> str | None:
    """Return why a card cannot be closed for a while from and until these days, or None."""
    if last is not None and last < first:
        return _("The last day comes before the first.")
    if last is not None and last < today:
        return _("The last day is over already.")
    return None
