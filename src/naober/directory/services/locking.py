"""Holding a card while it is changed."""

from django.core.exceptions import PermissionDenied

from naober.directory import rules, upkeep
from naober.directory.models import Service
from naober.shared.actors import Actor


def locked(by: Actor, service: Service) -> Service:
    """Return a card, locked. Raises PermissionDenied if `by` does not keep it."""
    cards = Service.objects.select_for_update(of=("self",)).select_related("organisation")
    card = cards.filter(pk=service.pk).first()
    if card is None or not rules.may_keep(by, card.organisation, edits_in=upkeep.edits_in(by)):
        raise PermissionDenied
    return card
