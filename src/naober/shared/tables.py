"""Tables as naober/table.html draws them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One field of a table. `tone` makes it a badge: safe, warning, danger or neutral.

    `labelled` repeats the column's name on a telephone, where the words alone do not say enough.
    """

    text: str
    url: str = ""
    detail: str = ""
    tone: str = ""
    labelled: bool = False


@dataclass(frozen=True)
class Table:
    """A table by rows; the first cell of a row names it."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
