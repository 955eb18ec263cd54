"""Words about caring that carers and cards have in common."""

from collections.abc import Collection, Iterable
from typing import Any, Final

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


UNLIKELY_OF_YOUNG: Final = frozenset({Relation.PARTNER, Relation.CHILD})


def asked_of_young(choices: Iterable[tuple[Any, Any]], *, said: Collection[Any]) -> list[Any]:
    """Return for whom a young carer is asked whether they care for them; what was `said` stays."""
    unasked = UNLIKELY_OF_YOUNG.difference(said)
    return [one for one in choices if one[0] not in unasked]


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
