"""The words of a registration."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naober.shared.care import Condition, Relation

__all__ = [
    "REQUIRED_PURPOSES", "Channel", "Condition", "ConsentWay", "Hours", "Purpose", "ReachTime",
    "Relation", "Since", "Wish",
]  # fmt: skip


class Since(models.TextChoices):
    """Since when; three months is the line in the national definition of a carer."""

    UNDER_3_MONTHS = "under_3_months", _("less than three months")
    UNDER_1_YEAR = "under_1_year", _("three months to a year")
    UNDER_5_YEARS = "under_5_years", _("one to five years")
    LONGER = "longer", _("longer than five years")


class Hours(models.TextChoices):
    """Hours a week; eight is the line in the national definition of a carer."""

    UNDER_8 = "under_8", _("less than 8 hours")
    UNDER_20 = "under_20", _("8 to 20 hours")
    UNDER_40 = "under_40", _("20 to 40 hours")
    ALWAYS = "always", _("more than 40 hours, or day and night")


class Wish(models.TextChoices):
    """What would help, in plain words; several may hold."""

    TALK = "talk", _("Somebody to talk to")
    INFORMATION = "information", _("Know what there is")
    TIME_OFF = "time_off", _("Time for myself")
    PRACTICAL = "practical", _("Help with chores, meals or rides")
    PAPERWORK = "paperwork", _("Help with forms and rules")
    MONEY = "money", _("Help with money")
    LEARN = "learn", _("Learn how to care and keep going")
    MEET = "meet", _("Meet other carers")


class Channel(models.TextChoices):
    """How somebody likes to be reached."""

    EMAIL = "email", _("By e-mail")
    PHONE = "phone", _("By telephone")
    LETTER = "letter", _("By letter")


class ReachTime(models.TextChoices):
    """When somebody likes to be called."""

    ANY = "any", _("Any time")
    MORNING = "morning", _("In the morning")
    AFTERNOON = "afternoon", _("In the afternoon")
    EVENING = "evening", _("In the evening")


class Purpose(models.TextChoices):
    """For what somebody may use the data; each is asked apart."""

    SUPPORT = "support", _("My support point may keep my details and contact me.")
    CHECKUPS = "checkups", _("My support point may keep the results of my checks.")
    SHARE = "share", _("My contact person may talk with my GP or district nurse about me.")
    NEWS = "news", _("I would like news about activities for carers.")


REQUIRED_PURPOSES = frozenset({Purpose.SUPPORT})
"""Without these the support point cannot do anything for the carer."""


class ConsentWay(models.TextChoices):
    """How consent was given or taken back."""

    ONLINE = "online", _("on this site")
    IN_PERSON = "in_person", _("at the table")
    PHONE = "phone", _("by telephone")
    PAPER = "paper", _("on paper")
