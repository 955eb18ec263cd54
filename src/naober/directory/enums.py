"""The words of the social map."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pillar(models.TextChoices):
    """The four V's: how people in Drenthe think about support."""

    FINDING = "finding", _("Finding")
    STRENGTHENING = "strengthening", _("Strengthening")
    RELIEVING = "relieving", _("Relieving")
    CONNECTING = "connecting", _("Connecting")


class Payer(models.TextChoices):
    """Who pays."""

    FREE = "free", _("Free")
    WMO = "wmo", _("Municipality (Wmo)")
    WLZ = "wlz", _("Long-term care (Wlz)")
    ZVW = "zvw", _("Health insurer (Zvw)")
    JEUGDWET = "jeugdwet", _("Municipality (Jeugdwet)")
    OWN = "own", _("You pay yourself")


class Daypart(models.TextChoices):
    """When something can be used."""

    WEEKDAY_MORNING = "weekday-morning", _("weekday mornings")
    WEEKDAY_AFTERNOON = "weekday-afternoon", _("weekday afternoons")
    EVENING = "evening", _("evenings")
    NIGHT = "night", _("nights")
    WEEKEND = "weekend", _("weekends")


class PlaceKind(models.TextChoices):
    """Where it happens."""

    LOCATION = "location", _("at a place")
    HOME = "home", _("at your home")
    PHONE = "phone", _("by telephone")
    ONLINE = "online", _("online")


class Scope(models.TextChoices):
    """How far a service reaches."""

    LOCAL = "local", _("local")
    REGIONAL = "regional", _("in all of Drenthe")
    NATIONAL = "national", _("in the whole country")


class Room(models.TextChoices):
    """Whether there is room now."""

    FREE = "free", _("places free")
    WAIT = "wait", _("waiting time")
    OPEN = "open", _("always room")
    UNKNOWN = "unknown", _("not known")


class Within(models.TextChoices):
    """How soon somebody needs help."""

    DAY = "day", _("today or tomorrow")
    WEEKS = "weeks", _("within two weeks")


class Together(models.TextChoices):
    """Whether somebody comes alone or with others."""

    ALONE = "alone", _("one to one")
    GROUP = "group", _("in a group")
    EITHER = "either", _("alone or in a group")


class Freshness(models.TextChoices):
    """How sure it is that a card still holds."""

    FRESH = "fresh", _("confirmed")
    ADVISED = "advised", _("to be confirmed")
    OVERDUE = "overdue", _("not confirmed in time")


class Interval(models.IntegerChoices):
    """After how many months a card is confirmed again."""

    MONTH = 1, _("every month")
    QUARTER = 3, _("every three months")
    HALF_YEAR = 6, _("every six months")
    YEAR = 12, _("every year")


class VersionState(models.TextChoices):
    """Where a version of a card stands."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("waits for an editor")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")


NEXT: dict[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT: frozenset({VersionState.PROPOSED, VersionState.APPROVED}),
    VersionState.PROPOSED: frozenset(
        {VersionState.DRAFT, VersionState.APPROVED, VersionState.REFUSED}
    ),
    VersionState.APPROVED: frozenset(),
    VersionState.REFUSED: frozenset({VersionState.DRAFT}),
}
"""From which state a version may go where; a test proves that every state has a row."""


class ImportState(models.TextChoices):
    """Where a file stands that an editor brought."""

    CHECKING = "checking", _("we look at it")
    CHECKED = "checked", _("ready to import")
    IMPORTING = "importing", _("we import it")
    DONE = "done", _("imported")
    FAILED = "failed", _("could not be read")


NEXT_OF_IMPORT: dict[ImportState, frozenset[ImportState]] = {
    ImportState.CHECKING: frozenset({ImportState.CHECKED, ImportState.FAILED}),
    ImportState.CHECKED: frozenset({ImportState.IMPORTING}),
    ImportState.IMPORTING: frozenset({ImportState.DONE, ImportState.FAILED}),
    ImportState.DONE: frozenset(),
    ImportState.FAILED: frozenset(),
}
"""From which state a file may go where; what is thrown away is gone."""


class How(models.TextChoices):
    """What becomes of a list on many cards at once."""

    ADD = "add", _("Add to what is there")
    REMOVE = "remove", _("Take away from what is there")
    REPLACE = "replace", _("Put in the place of what is there")


class ReportReason(models.TextChoices):
    """What a reader says is wrong with a card."""

    CLOSED = "closed", _("This is not there any more")
    WRONG_NUMBER = "wrong_number", _("The telephone number is wrong")
    WRONG_AREA = "wrong_area", _("It is not for my municipality")
    WRONG_WAIT = "wrong_wait", _("The waiting time is different")
    OTHER = "other", _("Something else is wrong")


class CountKind(models.TextChoices):
    """What happened to a card: seen in a list, opened, or its telephone or mail used."""

    SHOWN = "shown", _("shown")
    OPENED = "opened", _("opened")
    FOLLOWED = "followed", _("followed")


class ReminderStep(models.TextChoices):
    """Which reminder: so many weeks after a card should be confirmed, and then the editor."""

    AT_ONCE = "0", _("at once")
    TWO_WEEKS = "2", _("after two weeks")
    FOUR_WEEKS = "4", _("after four weeks")
    SIX_WEEKS = "6", _("after six weeks")
    EDITOR = "editor", _("to the editor")


class GuideState(models.TextChoices):
    """Where a version of the guide stands; one is public at a time."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("public")
    OLD = "old", _("not used any more")


NEXT_OF_GUIDE: dict[GuideState, frozenset[GuideState]] = {
    GuideState.DRAFT: frozenset({GuideState.PUBLISHED}),
    GuideState.PUBLISHED: frozenset({GuideState.OLD}),
    GuideState.OLD: frozenset({GuideState.PUBLISHED}),
}
"""From which state a version of the guide may go where; an old one can be put back."""


class AgeGroup(models.TextChoices):
    """How old who is cared for is; the Jeugdwet ends at 18, the pension age is near 65."""

    CHILD = "child", _("0 to 17 years")
    ADULT = "adult", _("18 to 64 years")
    OLD = "old", _("65 years and older")


FUNCTIONS: dict[str, Any] = {
    "informatie": _("Information"),
    "advies en begeleiding": _("Advice and guidance"),
    "emotionele steun": _("Emotional support"),
    "educatie": _("Education"),
    "praktische hulp": _("Practical help"),
    "respijtzorg": _("Respite"),
    "financiële tegemoetkoming": _("Financial support"),
    "materiële hulp": _("Material help"),
    "inspraak": _("Having a say"),
}
"""The eight basic functions that every municipality should have, and having a say."""
