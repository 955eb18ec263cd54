"""Where a case stands, and how people met."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseStatus(models.TextChoices):
    """A registration becomes a case with a contact person, then a running contact."""

    NEW = "new", _("waits for a contact person")
    ASSIGNED = "assigned", _("waits for the first call")
    ACTIVE = "active", _("in contact")
    ENDED = "ended", _("ended")


NEXT: dict[CaseStatus, frozenset[CaseStatus]] = {
    CaseStatus.NEW: frozenset({CaseStatus.ASSIGNED, CaseStatus.ENDED}),
    CaseStatus.ASSIGNED: frozenset({CaseStatus.ASSIGNED, CaseStatus.ACTIVE, CaseStatus.ENDED}),
    CaseStatus.ACTIVE: frozenset({CaseStatus.ACTIVE, CaseStatus.ASSIGNED, CaseStatus.ENDED}),
    CaseStatus.ENDED: frozenset({CaseStatus.NEW}),
}
"""From which status a case may go where; a test proves that every status has a row."""

OPEN_STATUSES = frozenset({CaseStatus.NEW, CaseStatus.ASSIGNED, CaseStatus.ACTIVE})
IN_CASELOAD = frozenset({CaseStatus.ASSIGNED, CaseStatus.ACTIVE})
"""Which cases count for a consultant's caseload."""


class EndReason(models.TextChoices):
    """Why a case ended."""

    CARE_ENDED = "care_ended", _("The care has ended")
    UNWANTED = "unwanted", _("The carer does not want more support")
    MOVED = "moved", _("The carer moved away")
    DOUBLE = "double", _("The carer was registered twice")
    DIED = "died", _("The carer passed away")
    OTHER = "other", _("Something else")
    CONSENT = "consent", _("The carer took consent back")


CLOSED_BY_HAND = frozenset(EndReason) - {EndReason.CONSENT}
"""Reasons that somebody at the support point chooses; only such a case can be opened again."""

REOPEN_WITHIN = timedelta(days=183)
"""How long a closed case can be found and opened again: half a year. Not verified, our choice."""


class NextStep(models.TextChoices):
    """What somebody must do for a carer by the day it is due."""

    CONTACT_PERSON = "contact_person", _("Choose a contact person")
    FIRST_TALK = "first_talk", _("First talk")
    AGREED = "agreed", _("Agreed contact")
    YEARLY = "yearly", _("Yearly question: how are you?")


LONGEST_SILENCE = 365
"""Days after which a carer is asked again how it goes, whatever else was agreed."""


class Origin(models.TextChoices):
    """How the registration came in."""

    SELF = "self", _("registered on the site")
    DESK = "desk", _("registered at the table")
    PHONE = "phone", _("registered by telephone")


class ContactWay(models.TextChoices):
    """How the contact went."""

    PHONE = "phone", _("by telephone")
    VISIT = "visit", _("at home")
    DESK = "desk", _("at the support point")
    MAIL = "mail", _("by e-mail or letter")
    NOT_REACHED = "not_reached", _("not reached")


class ReferralState(models.TextChoices):
    """Where a referral stands. Nothing ends in silence: refused and expired go back."""

    SENT = "sent", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not possible")
    EXPIRED = "expired", _("no answer in time")
    WITHDRAWN = "withdrawn", _("taken back")


NEXT_OF_REFERRAL: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.SENT: frozenset(
        {
            ReferralState.ACCEPTED,
            ReferralState.REFUSED,
            ReferralState.EXPIRED,
            ReferralState.WITHDRAWN,
        }
    ),
    ReferralState.ACCEPTED: frozenset({ReferralState.WITHDRAWN}),
    ReferralState.REFUSED: frozenset(),
    ReferralState.EXPIRED: frozenset({ReferralState.ACCEPTED, ReferralState.WITHDRAWN}),
    ReferralState.WITHDRAWN: frozenset(),
}
"""From which state a referral may go where: a late yes is still a yes."""


class ReferralRefusal(models.TextChoices):
    """Why a referral cannot be taken up."""

    FULL = "full", _("There is no room.")
    NOT_OUR_AREA = "not_our_area", _("We do not work in this place.")
    NOT_OUR_GROUP = "not_our_group", _("This is not whom we are for.")
    CANNOT_REACH = "cannot_reach", _("We could not reach this person.")
    OTHER = "other", _("Something else")


RETURNED = frozenset({ReferralState.REFUSED, ReferralState.EXPIRED})
"""What comes back to who sent it, and stays on top of the list until it is taken off."""


class ReferralStep(models.TextChoices):
    """What happened to a referral, for its status page."""

    SENT = "sent", _("The question was sent")
    OPENED = "opened", _("The question was read")
    REMINDED = "reminded", _("We reminded them")
    REMINDED_LAST = "reminded_last", _("We reminded them once more")
    ACCEPTED = "accepted", _("They can help")
    REFUSED = "refused", _("They cannot help")
    EXPIRED = "expired", _("Nobody answered in time")
    WITHDRAWN = "withdrawn", _("The question was taken back")
    TAKEN_OFF = "taken_off", _("The sender read this and looks further")
