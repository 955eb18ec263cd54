"""The first page: who helps, how it goes, what is known in short."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from naober.carers.enums import ReachTime
from naober.carers.models import Carer, CareSituation, Consent
from naober.casework.enums import CLOSED_BY_HAND, CaseStatus
from naober.casework.models import Case
from naober.casework.queries import agreed_day
from naober.pure.instruments import INSTRUMENTS, VERSIONS
from naober.screening.models import CheckUp
from naober.shared.charts import ChartPoint, LineChart
from naober.shared.rows import Row
from naober.sites.tone import say

CSI_LIMIT = 7
"""From here the strain is high: Robinson 1983, Sullivan 2002."""
NEXT_CONTACT: Final = gettext_lazy("The next contact is on %(day)s.")
_LATE: Final = gettext_noop("You would hear from us by %(day)s. Did you not? Call us.")


@dataclass(frozen=True)
class Helper:
    """Who helps this carer, or who looks for somebody; `name` is empty while nobody was found."""

    role: str
    name: str
    phone: str
    reachable: str
    mail: str = ""
    photo_url: str | None = None


def helper(case: Case | None, carer: Carer, *, tone: str, today: date) -> Helper:
    """Return who helps: the contact person, or the support point that looks for one."""
    point = carer.organisation
    if case is None or case.status == CaseStatus.ENDED:
        stopped = gettext_noop("You stopped the support. You can start again.")
        closed = gettext_noop("Your support has ended. Do you want help again? Call us.")
        by_hand = case is not None and case.ended_because in CLOSED_BY_HAND
        return Helper(
            role=say(tone, gettext_noop("You have no contact person now.")),
            name="",
            phone=point.phone,
            reachable=say(tone, closed if by_hand else stopped),
        )
    if case.contact_person is None:
        looks = _("%(point)s is looking for a contact person.") % {"point": point.name}
        return Helper(looks, "", point.phone, _called_by(case, tone=tone, today=today))
    return Helper(
        role=say(tone, gettext_noop("Your contact person")),
        name=case.contact_person.name,
        phone=case.contact_person.phone or point.phone,
        reachable=_next_contact(case, tone=tone, today=today),
    )


def _next_contact(case: Case, *, tone: str, today: date) -> str:
    if case.last_contact_on is None:
        return _called_by(case, tone=tone, today=today)
    last = say(tone, gettext_noop("You last had contact on %(day)s.")) % {
        "day": full_day(case.last_contact_on)
    }
    agreed = agreed_day(case)
    if agreed is None:
        return last
    if agreed < today:
        return f"{last} {say(tone, _LATE) % {'day': weekday(agreed)}}"
    return f"{last} {NEXT_CONTACT % {'day': weekday(agreed)}}"


def _called_by(case: Case, *, tone: str, today: date) -> str:
    in_time = gettext_noop("You hear from us on %(day)s at the latest.")
    by = max(case.call_by, case.due_on or case.call_by)  # later where the support began again
    return say(tone, _LATE if by < today else in_time) % {"day": weekday(by)}


def weekday(day: date) -> str:
    """Return a day as people plan it: Tuesday 1 December."""
    return date_format(day, "l j F")


def full_day(day: date) -> str:
    """Return a day with its year: it may be long ago."""
    return date_format(day, "j F Y")


def meaning_of(checkup: CheckUp, language: str) -> str:
    """Return what a check-up says, in the words of the version that it was made with."""
    instrument = VERSIONS[checkup.instrument, checkup.version]
    band = instrument.band(checkup.score)
    return band.meaning.in_language("en" if language == "en" else "nl")


def score_words(checkup: CheckUp) -> str:
    """Return the number with its scale: 8 of 13."""
    maximum = VERSIONS[checkup.instrument, checkup.version].maximum
    return _("%(score)s of %(maximum)s") % {"score": checkup.score, "maximum": maximum}


def checks_through_time(checkups: list[CheckUp], language: str) -> LineChart | None:
    """Return the line of the strain check, oldest first; None while there is no check."""
    checks = [one for one in checkups if one.instrument == "csi"]
    if not checks:
        return None
    return LineChart(
        conclusion=_conclusion(checks),
        points=tuple(
            ChartPoint(full_day(one.taken_on), one.score, meaning_of(one, language))
            for one in checks
        ),
        maximum=INSTRUMENTS["csi"].maximum,
        value_heading=_("How often yes"),
        limit=CSI_LIMIT,
        limit_label=_("heavy from 7"),
        source=_("Caregiver Strain Index, 13 questions (Robinson 1983). Limit: Sullivan 2002."),
    )


def _conclusion(checks: list[CheckUp]) -> str:
    last = checks[-1]
    words = {"now": score_words(last)}
    if len(checks) == 1:
        return _("The first check: %(now)s.") % words
    before = checks[-2].score
    words["before"] = str(before)
    if last.score > before:
        return _("Caring weighs more than last time: %(now)s. It was %(before)s.") % words
    if last.score < before:
        return _("Caring weighs less than last time: %(now)s. It was %(before)s.") % words
    return _("Caring weighs as much as last time: %(now)s.") % words


def in_short(
    carer: Carer, now: CareSituation | None, in_force: list[Consent], *, tone: str
) -> list[Row]:
    """Return the few lines that tell what is known."""
    rows = [Row(_("Support point"), carer.organisation.name)]
    if now is not None:
        care = f"{now.get_relation_display()}, {now.get_hours_display()}"
        rows.append(Row(say(tone, gettext_noop("You care for")), care))
    rows.append(Row(say(tone, gettext_noop("How we reach you")), _reached(carer)))
    given = ngettext("%(count)s time yes", "%(count)s times yes", len(in_force))
    rows.append(Row(_("Consent"), given % {"count": len(in_force)}))
    return rows


def _reached(carer: Carer) -> str:
    """Return how and when; that any time will do needs no words."""
    said = [str(carer.get_channel_display())]
    if carer.reach_time != ReachTime.ANY:
        said.append(str(carer.get_reach_time_display()))
    return " ".join(f"{one}." for one in said)


def links(*, tone: str) -> list[Row]:
    """Return what a carer can do with what is known, each with one sentence."""
    about = {
        "carer:referrals": (
            gettext_noop("My questions"),
            gettext_noop("What was asked of others, and how it goes."),
        ),
        "carer:looked": (
            gettext_noop("Who looked at my details?"),
            gettext_noop("By name and by day."),
        ),
        "carer:consents": (
            gettext_noop("What may they do with my details?"),
            gettext_noop("You say yes or no, and change it when you want."),
        ),
        "carer:change": (
            gettext_noop("Change my details"),
            gettext_noop("A new telephone number, for example."),
        ),
        "carer:situation": (
            gettext_noop("Tell how the care is now"),
            gettext_noop("More hours, or something else that changed."),
        ),
        "carer:download": (
            gettext_noop("Download my details"),
            gettext_noop("Everything in one file."),
        ),
        "mfa_index": (
            gettext_noop("How I sign in"),
            gettext_noop("For example with a fingerprint."),
        ),
        "usersessions_list": (
            gettext_noop("Where I am signed in"),
            gettext_noop("Which telephones and computers."),
        ),
        "carer:leave": (
            gettext_noop("Stop and remove everything"),
            gettext_noop("You decide, at any moment."),
        ),
    }
    return [
        Row(_(label), say(tone, sentence), reverse(name))
        for name, (label, sentence) in about.items()
    ]
