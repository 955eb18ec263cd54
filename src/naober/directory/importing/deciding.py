"""What becomes of a record: made, changed, left, or kept because somebody edited it here."""

from dataclasses import dataclass
from datetime import date

from naober.directory.importing.drafts import Draft
from naober.directory.importing.here import Row
from naober.directory.importing.report import Outcome
from naober.directory.models import SourceRecord


@dataclass(frozen=True)
class Decision:
    """What becomes of a record, and a sentence where that is not what the file asks."""

    outcome: Outcome
    sentence: str = ""
    is_here: bool = True


def decide(
    draft: Draft, row: Row | None, before: SourceRecord | None, *, overwrite: bool
) -> Decision:
    """Return what becomes of a record; what was edited here stays, unless `overwrite`."""
    if row is None:
        if before is None or overwrite:
            return Decision(Outcome.CREATED)
        return Decision(Outcome.KEPT, "kept: it was removed here.", is_here=False)
    if row.state == draft.state and not _is_newer(draft, row):
        return Decision(Outcome.LEFT)
    return Decision(Outcome.CHANGED) if overwrite else _careful(draft, row, before)


def _careful(draft: Draft, row: Row, before: SourceRecord | None) -> Decision:
    """Return what becomes of a record that says something else than our row."""
    if before is None:
        return Decision(Outcome.KEPT, "kept: it is here already, and not from this source.")
    if before.seen_hash == draft.seen:
        return Decision(Outcome.LEFT)
    if row.state != before.kept_hash:
        return Decision(Outcome.KEPT, "kept: it was edited here since it was imported.")
    return Decision(Outcome.CHANGED)


def _is_newer(draft: Draft, row: Row) -> bool:
    """Return whether a record was confirmed after what we know."""
    there = row.fields.get("confirmed_on")
    return draft.confirmed_on is not None and there is not None and there < draft.confirmed_on


def keep_confirmation(draft: Draft, row: Row, on: date) -> None:
    """Let a later confirmation that was given here stand."""
    said = draft.fields["confirmed_on"] if draft.confirmed_on else on
    if row.fields["confirmed_on"] >= said:
        draft.fields["confirmed_on"] = row.fields["confirmed_on"]
        draft.fields["confirmed_by_id"] = row.fields["confirmed_by_id"]
    else:
        draft.fields["confirmed_on"] = said
