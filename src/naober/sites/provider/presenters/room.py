"""The buttons that say whether there is room now."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naober.directory.enums import Room
from naober.directory.models import Service

PLACES: Final = (1, 2, 3, 4, 5)
WEEKS: Final = (1, 2, 4, 6, 8, 12)


@dataclass(frozen=True)
class Button:
    """What a press says: the value that is sent, and whether it is so now."""

    value: str
    label: str
    current: bool


@dataclass(frozen=True)
class Buttons:
    """Free places, weeks of waiting, and the two without a number."""

    places: tuple[Button, ...]
    weeks: tuple[Button, ...]
    always: Button
    unknown: Button


def buttons_of(service: Service) -> Buttons:
    """Return the buttons, with what was said last."""
    now = service.room, service.room_number

    def button(room: Room, number: int | None, label: str) -> Button:
        value = room.value if number is None else f"{room.value}-{number}"
        return Button(value, label, current=now == (room, number))

    return Buttons(
        places=tuple(
            button(
                Room.FREE, one,
                ngettext("%(number)s place", "%(number)s places", one) % {"number": one},
            )
            for one in PLACES
        ),
        weeks=tuple(
            button(
                Room.WAIT, one,
                ngettext("%(number)s week", "%(number)s weeks", one) % {"number": one},
            )
            for one in WEEKS
        ),
        always=button(Room.OPEN, None, _("Always room")),
        unknown=button(Room.UNKNOWN, None, _("I do not know")),
    )  # fmt: skip
