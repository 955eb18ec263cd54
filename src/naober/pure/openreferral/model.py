"""What is read of a file of Open Referral, in one form whatever it was written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final

from naober.pure.openreferral.sentences import Sentence, say

MOST_REMARKS: Final = 20_000
"""More say nothing any more, and a made file could fill a machine with them."""
ORGANISATION: Final = "organization"
LOCATION: Final = "location"
SERVICE: Final = "service"
SERVICE_AT_LOCATION: Final = "service_at_location"
KINDS: Final = {
    ORGANISATION: say("organization"), LOCATION: say("location"), SERVICE: say("service"),
    SERVICE_AT_LOCATION: say("service_at_location"),
}  # fmt: skip
"""What records are called in sentences."""

Raw = dict[str, Any]


class UnreadableError(Exception):
    """Nothing at all could be read; `sentence` says why to who asked."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Where:
    """The place of a record: in a table the row counts from the heading, which is row 1."""

    file: str
    number: int | None = None
    is_row: bool = False

    @property
    def said(self) -> Sentence:
        """Return the place in words."""
        if self.number is None:
            return Sentence("%(file)s", {"file": self.file})
        if self.is_row:
            return say("%(file)s, row %(number)s", file=self.file, number=self.number)
        return say("%(file)s, record %(number)s", file=self.file, number=self.number)

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True)
class Remark:
    """What a reader must know of a record: that it is refused, or what was not taken over."""

    where: Where
    what: str
    sentence: Sentence
    refused: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.what + ': ' if self.what else ''}{self.sentence}"


@dataclass
class Remarks:
    """The remarks of one reading, in the order in which they were made; no more than MOST_REMARKS.

    A small file can hold millions of records that are none.
    """

    all: list[Remark] = field(default_factory=list)

    def note(self, where: Where, what: str, sentence: Sentence) -> None:
        self._add(Remark(where, what, sentence))

    def refuse(self, where: Where, what: str, sentence: Sentence) -> None:
        self._add(Remark(where, what, sentence, refused=True))

    def _add(self, remark: Remark) -> None:
        if len(self.all) < MOST_REMARKS:
            self.all.append(remark)
        elif len(self.all) == MOST_REMARKS:
            said = say("more than %(most)s remarks: the rest is not told.", most=MOST_REMARKS)
            self.all.append(Remark(Where(""), "", said))


@dataclass(frozen=True)
class Hours:
    """Open on a day of the week (1 is Monday) by the clock on the wall, `until` a last day."""

    weekday: int
    opens: time
    closes: time
    note: str = ""
    note_en: str = ""
    until: date | None = None


@dataclass(frozen=True)
class AtLocation:
    """That a service is to be had at a location."""

    id: str
    location: str
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True)
class Area:
    """An area that a service is for, in the words and codes of the file."""

    name: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ours:
    """What a file of Naober itself says beside HSDS: codes by taxonomy, values by our field."""

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class OrganisationRecord:
    """Somebody who offers services. What a record says is its `repr`, wherever it stands."""

    id: str
    where: Where = field(repr=False, compare=False)
    name: str
    description: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    postcode: str = ""
    ours: Ours = Ours()


@dataclass(frozen=True)
class LocationRecord:
    """A place; `organisation` is the id of whose it is, or of who offers the first thing there."""

    id: str
    where: Where = field(repr=False, compare=False)
    organisation: str
    name: str = ""
    address: str = ""
    postcode: str = ""
    place: str = ""
    country: str = ""
    point: tuple[float, float] | None = None
    route: str = ""
    accessibility: str = ""
    hours: tuple[Hours, ...] = ()
    ours: Ours = Ours()


@dataclass(frozen=True)
class ServiceRecord:
    """A service with where and when it is to be had."""

    id: str
    where: Where = field(repr=False, compare=False)
    organisation: str
    name: str
    description: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    contact: str = ""
    status: str = "active"
    first_step: str = ""
    cost: str = ""
    audience: str = ""
    papers: str = ""
    age_from: int | None = None
    age_to: int | None = None
    confirmed_on: date | None = None
    confirmed_by: str = ""
    alert: str = ""
    areas: tuple[Area, ...] = ()
    places: tuple[AtLocation, ...] = ()
    hours: tuple[Hours, ...] = ()
    ours: Ours = Ours()


@dataclass(frozen=True)
class Reading:
    """Everything that could be read, each id once, and what must be said of the rest."""

    organisations: list[OrganisationRecord]
    locations: list[LocationRecord]
    services: list[ServiceRecord]
    remarks: list[Remark]
