"""Make an organisation from the command line, or bring what is known of it up to date."""

from typing import Any, Final, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from naober.organisations import queries
from naober.organisations.enums import OrganisationKind
from naober.organisations.models import Municipality, Organisation, Postcode
from naober.organisations.services import save_organisation
from naober.shared import clock
from naober.shared.actors import Actor
from naober.shared.exceptions import Refused

COMMAND_LINE = Actor(role="platform_administrator", name="command line")
TEXTS: Final = {
    "name": "name that people know it by",
    "phone": "telephone number that carers may call",
    "email": "mail address of the organisation itself",
    "opening_hours_nl": "when it can be reached, in Dutch",
    "opening_hours_en": "the same in English",
    "website": "address of its site",
}
FIELDS: Final = {*TEXTS, "kind", "municipality", "postcode"}


class Command(BaseCommand):
    """`organisation sp-assen --kind support_point --name "Steunpunt Assen" …`."""

    help = "Make an organisation, or change what is given of the one with this key."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="short name for commands, such as sp-assen")
        parser.add_argument("--kind", choices=OrganisationKind.values)
        parser.add_argument("--municipality", help="its CBS code, such as GM0106")
        parser.add_argument("--postcode", help="where it is: four digits, such as 9401")
        for name, meaning in TEXTS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=meaning)

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] for name in (*TEXTS, "kind") if options[name] is not None}
        if code := options["municipality"]:
            given["municipality"] = _municipality(code)
        if postcode := options["postcode"]:
            given["postcode"] = _area(postcode)
        _check(options["key"], given)
        try:
            organisation, is_new = save_organisation(
                by=COMMAND_LINE, key=options["key"], details=given, at=clock.now()
            )
        except Refused as refused:
            raise CommandError(refused.reason, returncode=2) from refused
        done = "Made" if is_new else "Brought up to date"
        self.stdout.write(f"{done}: {organisation.name} ({organisation.key}).")


def _municipality(code: str) -> Municipality:
    found = Municipality.objects.filter(pk=code).first()
    return found or _unknown("municipality", code)


def _area(postcode: str) -> Postcode:
    return queries.postcode(postcode) or _unknown("postcode", postcode)


def _unknown(what: str, key: str) -> NoReturn:
    sentence = f"There is no {what} {key!r}. Was the region loaded? bin/naober region"
    raise CommandError(sentence, returncode=2)


def _check(key: str, given: dict[str, Any]) -> None:
    """Refuse a value that its field cannot hold, in the words of that field."""
    try:
        Organisation(key=key, **given).clean_fields(exclude=FIELDS - given.keys())
    except ValidationError as problem:
        faults = [f"{name}: {' '.join(why)}" for name, why in problem.message_dict.items()]
        raise CommandError("\n".join(faults), returncode=2) from problem
