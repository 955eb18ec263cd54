"""What the log calls things."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """The events that NEN 7513 asks for, as far as Naober has them."""

    READ = "read", _("looked at")
    SEARCH = "search", _("searched")
    CREATE = "create", _("added")
    CHANGE = "change", _("changed")
    DELETE = "delete", _("removed")
    EXPORT = "export", _("downloaded")
    REFUSED = "refused", _("was refused")


class Ground(models.TextChoices):
    """Why somebody may be here."""

    SELF = "self", _("it is about themselves")
    TASK = "task", _("works at the support point")
    CONSENT = "consent", _("the carer agreed")
    NONE = "none", _("no ground")
