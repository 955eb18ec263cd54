"""Invite somebody from the command line; the first administrator has nobody else to ask."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from naober.organisations.enums import OrganisationKind, Role
from naober.organisations.models import Organisation
from naober.organisations.services import Invitation, invite_member
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.exceptions import Refused

COMMAND_LINE = Actor(role=Role.PLATFORM_ADMINISTRATOR, name="command line")


class Command(BaseCommand):
    """`invite --role platform_administrator you@example.org "Your name"`."""

    help = "Invite somebody to a role. Platform administrators need no --organisation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--organisation", help="key of the organisation, such as sp-assen")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as problem:
            raise CommandError(
                f"{options['email']!r} is not a mail address.", returncode=2
            ) from problem
        organisation = _organisation(options["organisation"], options["role"])
        try:
            invite_member(
                by=COMMAND_LINE,
                organisation=organisation,
                invitation=Invitation(options["email"], options["name"], options["role"]),
                at=clock.now(),
            )
        except Refused as refused:
            raise CommandError(refused.reason, returncode=2) from refused
        self.stdout.write(f"Invited. They sign in with a code by mail and accept: {organisation}.")


def _organisation(key: str | None, role: str) -> Organisation:
    if key:
        found = Organisation.objects.filter(key=key).first()
        if found is None:
            raise CommandError(f"There is no organisation with the key {key!r}.", returncode=2)
        return found
    if role != Role.PLATFORM_ADMINISTRATOR:
        raise CommandError("Name the organisation: --organisation KEY.", returncode=2)
    platform, _created = Organisation.objects.get_or_create(
        key="platform", defaults={"name": "Naober", "kind": OrganisationKind.PLATFORM}
    )
    return platform
