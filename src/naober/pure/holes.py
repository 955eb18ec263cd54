"""Where a hole is: which function, for whom and when no card serves, and how far the nearest is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

ALWAYS: Final = ""
"""Whatever the moment; of every card, also of one that does not say when it is there."""
EVERYBODY: Final = ""
"""Whoever it is for."""


@dataclass(frozen=True)
class Card:
    """What of a card is counted: `serves` says whether it is for who lives here, `km` how far it
    is from here where it is at a place."""

    id: str
    functions: frozenset[str]
    groups: frozenset[str]
    moments: frozenset[str]
    serves: bool
    km: float | None = None


@dataclass(frozen=True)
class Cell:
    """The cards that serve here; where there are none, the nearest that serves others."""

    cards: tuple[str, ...] = ()
    nearest: str = ""
    km: float | None = None

    @property
    def is_hole(self) -> bool:
        """Whether nothing serves here."""
        return not self.cards


Key = tuple[str, str, str]
"""A function, a group (or EVERYBODY) and a moment (or ALWAYS)."""


@dataclass
class _Counting:
    cards: list[str] = field(default_factory=list)
    elsewhere: list[tuple[float, str]] = field(default_factory=list)

    def cell(self) -> Cell:
        if self.cards or not self.elsewhere:
            return Cell(tuple(sorted(self.cards)))
        km, nearest = min(self.elsewhere)
        return Cell((), nearest, km)


def cells(
    cards: Iterable[Card],
    *,
    functions: Sequence[str],
    groups: Collection[str],
    moments: Collection[str],
) -> Mapping[Key, Cell]:
    """Return a cell for every function, group and moment, also for everybody and always."""
    every_group, every_moment = (EVERYBODY, *groups), (ALWAYS, *moments)
    counted = {key: _Counting() for key in product(functions, every_group, every_moment)}
    for one in cards:
        of_groups, of_moments = {*one.groups, EVERYBODY}, {*one.moments, ALWAYS}
        for key in product(one.functions, of_groups, of_moments):
            if (cell := counted.get(key)) is None:
                continue
            if one.serves:
                cell.cards.append(one.id)
            elif one.km is not None:
                cell.elsewhere.append((one.km, one.id))
    return {key: one.cell() for key, one in counted.items()}
