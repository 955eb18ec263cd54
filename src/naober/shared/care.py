"""Words about caring that carers and cards have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """For whom somebody cares: 'my …'."""

    PARTNER = "partner", _("my partner")
    PARENT = "parent", _("my father or mother")
    CHILD = "child", _("my child")
    SIBLING = "sibling", _("my brother or sister")
    GRANDPARENT = "grandparent", _("my grandparent")
    FRIEND = "friend", _("a friend or neighbour")
    OTHER = "other", _("somebody else")


class Condition(models.TextChoices):
    """What is the matter, in plain words; several may hold."""

    DEMENTIA = "dementia", _("Forgetful or dementia")
    PHYSICAL = "physical", _("Physical illness or disability")
    BRAIN_INJURY = "brain_injury", _("Stroke or brain injury")
    MENTAL = "mental", _("Mental illness")
    LEARNING = "learning", _("Learning disability or autism")
    ADDICTION = "addiction", _("Addiction")
    FRAIL = "frail", _("Old and frail")
    LAST_PHASE = "last_phase", _("Last phase of life")
    OTHER = "other", _("Something else")
