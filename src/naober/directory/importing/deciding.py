"""What becomes of a record: made, changed, left, or kept because somebody edited it here."""

from dataclasses import dataclass

from naober.directory.importing.drafts import Draft
from naober.directory.importing.here import Row
from naober.directory.importing.report import Outcome
from naober.directory.models import SourceRecord
from naober.pure.openreferral.sentences import FINE, Sentence, say


@dataclass(frozen=True)
class Decision:
    """What becomes of a record, and a sentence where that is not what the file asks."""

    outcome: Outcome
    sentence: Sentence = FINE
    is_here: bool = True


def decide(
    draft: Draft, row: Row | None, before: SourceRecord | None, *, overwrite: bool
) -> Decision:
    """Return what becomes of a record; what was edited here stays, unless `overwrite`."""
    if row is None:
        if before is None or overwrite:
            return Decision(Outcome.CREATED)
        return Decision(Outcome.KEPT, say("kept: it was removed here."), is_here=False)
    if row.state == draft.state and not _says_more(draft, row):
        return Decision(Outcome.LEFT)
    return Decision(Outcome.CHANGED) if overwrite else _careful(draft, row, before)


def _careful(draft: Draft, row: Row, before: SourceRecord | None) -> Decision:
    """Return what becomes of a record that says something else than our row."""
    if before is None:
        said = say("kept: it is here already, and not from this source.")
        return Decision(Outcome.KEPT, said)
    if before.seen_hash == draft.seen:
        return Decision(Outcome.LEFT)
    if row.state != before.kept_hash:
        said = say("kept: it was edited here since it was imported.")
        return Decision(Outcome.KEPT, said)
    return Decision(Outcome.CHANGED)


def keep_confirmation(draft: Draft, row: Row) -> None:
    """Let the confirmation that is known here stand, unless the record says more."""
    if not _says_more(draft, row):
        for name in ("confirmed_on", "confirmed_by_id"):
            draft.fields[name] = row.fields[name]


def _says_more(draft: Draft, row: Row) -> bool:
    """Return whether a record was confirmed after what we know, or says by whom and we do not."""
    there, here = (one.fields.get("confirmed_on") for one in (draft, row))
    if there is None or here is None or there != here:
        return there is not None and (here is None or here < there)
    return draft.fields["confirmed_by_id"] is not None and row.fields["confirmed_by_id"] is None
