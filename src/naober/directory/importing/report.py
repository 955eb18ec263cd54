"""What an import did, or would do, with each record."""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from naober.pure.openreferral.model import Remark, Where
from naober.pure.openreferral.sentences import FINE, Sentence


class Outcome(StrEnum):
    """What became of a record."""

    CREATED = "created"
    CHANGED = "changed"
    LEFT = "left as it is"
    KEPT = "kept: edited here"
    REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One record and what became of it; a sentence where somebody should know why."""

    where: Where
    what: str
    outcome: Outcome
    sentence: Sentence = FINE

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.sentence or self.outcome}"


@dataclass
class Report:
    """All lines, in the order of the file, by kind of record."""

    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unconfirmed: int = 0
    """Cards that were made or changed and that nobody confirmed, in the file nor here."""

    def add(self, kind: str, line: Line) -> None:
        self.counts[kind, line.outcome] += 1
        self.lines.append(line)

    def number(self, kind: str, outcome: Outcome) -> int:
        return self.counts[kind, outcome]

    @property
    def wrote(self) -> bool:
        """Return whether anything became different here."""
        return any(
            number and outcome in {Outcome.CREATED, Outcome.CHANGED}
            for (_, outcome), number in self.counts.items()
        )


def source_name(text: str) -> str:
    """Return words as the name of a source; empty where they hold no letter and no digit."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
