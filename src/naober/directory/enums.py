"""The words of the social map."""

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
