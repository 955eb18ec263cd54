"""Who looked and who changed: the log in plain words, the lines of one day taken together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from naober.audit.enums import Action, Ground
from naober.audit.models import Event
from naober.carers.enums import Purpose
from naober.casework.enums import ContactWay
from naober.organisations.enums import Role
from naober.shared.actors import VISITOR, Actor
from naober.shared.clock import local_date
from naober.shared.tables import Cell, Table
from naober.sites.carer.presenters.home import full_day
from naober.sites.tone import say

KINDS = {
    "carer.registered": gettext_noop("registered you"),
    "carer.details": gettext_noop("changed your details"),
    "carer.situation": gettext_noop("wrote down how the care is now"),
    "checkup.kept": gettext_noop("kept a check"),
    "case.contact_person.assigned": gettext_noop("gave you a contact person"),
    "contact.corrected": gettext_noop("corrected what was written down"),
    "case.closed": gettext_noop("ended your support"),
    "case.reopened": gettext_noop("started your support again"),
    "referral.sent": gettext_noop("sent a question"),
    "referral.opened": gettext_noop("opened a question"),
    "referral.reminded": gettext_noop("reminded an organisation of a question"),
    "referral.reminded_last": gettext_noop("reminded an organisation of a question"),
    "referral.accepted": gettext_noop("said yes to a question"),
    "referral.refused": gettext_noop("said no to a question"),
    "referral.expired": gettext_noop("gave back a question that nobody answered"),
    "referral.withdrawn": gettext_noop("took a question back"),
    "referral.taken_off": gettext_noop("read that a question came back"),
    "page.refused": gettext_noop("wanted to open your details"),
}
ACTIONS = {
    Action.READ: gettext_noop("looked at your details"),
    Action.SEARCH: gettext_noop("searched and found you"),
    Action.EXPORT: gettext_noop("downloaded your details"),
    Action.CREATE: gettext_noop("added something to your details"),
    Action.CHANGE: gettext_noop("changed your details"),
    Action.DELETE: gettext_noop("removed something from your details"),
    Action.REFUSED: gettext_noop("wanted to open your details"),
}


@dataclass(frozen=True)
class Line:
    """Who did what on one day, and why they might; `times` is how often."""

    on: date
    who: str
    role: str
    what: str
    why: str
    times: int = 1

    @property
    def cells(self) -> list[Cell]:
        often = ngettext("%(count)s time", "%(count)s times", self.times) % {"count": self.times}
        return [
            Cell(full_day(self.on)),
            Cell(self.who, detail=self.role),
            Cell(self.what, detail=often if self.times > 1 else ""),
            Cell(self.why),
        ]


def lines(
    events: Iterable[Event], names: dict[UUID, str], *, reader: Actor, tone: str
) -> list[Line]:
    """Return the log of one file, newest first; what somebody did twice a day is one line.

    `names` are the names of the organisations in the log by id.
    """
    counted: dict[Line, int] = {}
    for event in events:
        line = _line(event, names, reader=reader, tone=tone)
        counted[line] = counted.get(line, 0) + 1
    return [
        Line(line.on, line.who, line.role, line.what, line.why, times)
        for line, times in counted.items()
    ]


def _line(event: Event, names: dict[UUID, str], *, reader: Actor, tone: str) -> Line:
    mine = event.user_id == reader.user_id and event.organisation_id is None
    return Line(
        on=local_date(event.at),
        who=say(tone, gettext_noop("You")) if mine else _who(event),
        role="" if mine else _role(event, names),
        what=what(event, tone=tone),
        why=_why(event, mine=mine, tone=tone),
    )


def _who(event: Event) -> str:
    system = _("This system")
    return event.actor_name or (_("Visitor of this site") if event.role == VISITOR else system)


def _role(event: Event, names: dict[UUID, str]) -> str:
    role = str(Role(event.role).label) if event.role in Role.values else ""
    place = names.get(event.organisation_id, "") if event.organisation_id else ""
    return ", ".join(filter(None, [role, place]))


def what(event: Event, *, tone: str) -> str:
    """Return what was done, as a verb; a refusal says that it failed."""
    words = _what(event, tone=tone)
    if event.done and event.action != Action.REFUSED:
        return words
    return _("%(what)s, and was refused") % {"what": words}


def _what(event: Event, *, tone: str) -> str:
    kind, _dot, code = event.kind.rpartition(".")
    if kind in {"consent.given", "consent.withdrawn"} and code in Purpose.values:
        given = kind == "consent.given"
        words = _("wrote down a yes: %(purpose)s") if given else _("took a yes back: %(purpose)s")
        return words % {"purpose": Purpose(code).label}
    if kind == "contact" and code in ContactWay.values:
        return _("wrote down a contact %(way)s") % {"way": ContactWay(code).label}
    return say(tone, KINDS.get(event.kind) or ACTIONS[Action(event.action)])


def _why(event: Event, *, mine: bool, tone: str) -> str:
    if mine or (event.role == VISITOR and event.ground != Ground.CONSENT):
        return say(tone, gettext_noop("It is about you."))
    sentences = {
        Ground.TASK: gettext_noop("Works at your support point."),
        Ground.CONSENT: gettext_noop("You agreed."),
        Ground.SELF: gettext_noop("It is about you."),
        Ground.NONE: gettext_noop("There was no reason."),
    }
    return say(tone, sentences[Ground(event.ground)])


def table(shown: Iterable[Line]) -> Table:
    """Return the lines as a table."""
    return Table(
        caption=_("Who looked and who changed something"),
        columns=[_("When"), _("Who"), _("What"), _("Why")],
        rows=[line.cells for line in shown],
    )
