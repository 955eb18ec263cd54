"""Writing drafts in bulk; what the database refuses is written apart, so that the rest goes on."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import DataError, Error, IntegrityError, connection, models, transaction
from psycopg import errors

from naober.directory.importing.drafts import Draft, written_fields
from naober.directory.importing.here import MODELS
from naober.directory.models import (
    OpeningHours,
    Service,
    ServiceAtLocation,
    ServiceCategory,
    SourceRecord,
)
from naober.pure.openreferral.model import LOCATION, SERVICE
from naober.pure.openreferral.sentences import Sentence, say
from naober.shared.clock import local_date

TOGETHER: Final = 500
"""So many rows are written in one go."""
Progress = Callable[[str], object]
_logger = logging.getLogger(__name__)


class Writer:
    """Writes rows of one import, from one source at one moment."""

    def __init__(self, source: str, at: datetime, progress: Progress) -> None:
        self._source = source
        self._at = at
        self.progress = progress
        self.moved: set[UUID] = set()
        """Locations that were written: search must read the cards there again."""

    def write(self, kind: str, drafts: Sequence[tuple[Draft, str]]) -> dict[str, Sentence]:
        """Write drafts with their keys; return what the database refused, and why, by their ids."""
        refused: dict[str, Sentence] = {}
        done = 0
        for together in _chunks(drafts):
            if self._is_written(kind, together) is not None:
                for one in together:
                    problem = self._is_written(kind, [one])
                    if problem is not None:
                        refused[one[0].source_id] = _reason(problem, one[0])
            done += len(together)
            self.progress(f"Writing {kind}s: {done:,} of {len(drafts):,}")
        return refused

    def remember(self, kind: str, drafts: Iterable[Draft]) -> None:
        """Keep from which record each row came and how both are now."""
        SourceRecord.objects.bulk_create(
            [
                SourceRecord(
                    source=self._source, kind=kind, source_id=one.source_id, target_id=one.pk,
                    seen_hash=one.seen, kept_hash=one.state, imported_at=self._at,
                )
                for one in drafts
            ],
            batch_size=2000,
            update_conflicts=True,
            unique_fields=["source", "kind", "source_id"],
            update_fields=["target_id", "seen_hash", "kept_hash", "imported_at"],
        )  # fmt: skip

    def _is_written(self, kind: str, drafts: Sequence[tuple[Draft, str]]) -> Error | None:
        """Write all of these or nothing; return why not."""
        try:
            with transaction.atomic():
                self._rows(kind, drafts)
                if kind == SERVICE:
                    self._parts([draft for draft, _ in drafts])
                elif kind == LOCATION:
                    self.moved |= {draft.pk for draft, _ in drafts}
                self.remember(kind, [draft for draft, _ in drafts])
                connection.check_constraints()
        except (DataError, IntegrityError) as problem:
            return problem
        return None

    def _rows(self, kind: str, drafts: Sequence[tuple[Draft, str]]) -> None:
        """Add or change rows. Which card comes after which is said when all of them are there."""
        model = MODELS[kind]
        names = [name for name in written_fields(model) if name != "successor_id"]
        also: dict[str, Any] = {"changed_at": self._at} if kind == SERVICE else {}
        new: dict[str, Any] = {"asked_from": local_date(self._at)} if kind == SERVICE else {}
        model._default_manager.bulk_create(  # noqa: SLF001 - of a model that is not named here
            [
                model(
                    id=draft.pk,
                    **({"key": key} if key else {}),
                    **{name: draft.fields[name] for name in names},
                    **also,
                    **new,
                )
                for draft, key in drafts
            ],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[*(_field(model, name) for name in names), *also],
        )

    def _parts(self, drafts: Sequence[Draft]) -> None:
        """Put what hangs on cards in the place of what was there."""
        pks = [draft.pk for draft in drafts]
        reach = Service.municipalities.through
        for table in (OpeningHours, ServiceAtLocation, ServiceCategory, reach):
            table._default_manager.filter(service_id__in=pks).delete()  # noqa: SLF001
        every = [(draft.pk, draft.parts) for draft in drafts]
        ServiceCategory.objects.bulk_create(
            ServiceCategory(service_id=pk, category_id=code, position=position)
            for pk, parts in every
            for position, (code,) in enumerate(parts["kinds"])
        )
        reach.objects.bulk_create(
            reach(service_id=pk, municipality_id=code)
            for pk, parts in every
            for (code,) in parts["municipalities"]
        )
        ServiceAtLocation.objects.bulk_create(
            ServiceAtLocation(id=link, service_id=pk, location_id=location)
            for pk, parts in every
            for link, location in parts["at_locations"]
        )
        OpeningHours.objects.bulk_create(
            OpeningHours(
                service_id=pk, at_id=at, weekday=day, opens=opens, closes=closes,
                note_nl=note, note_en=note_en,
            )
            for pk, parts in every
            for at, day, opens, closes, note, note_en in parts["hours"]
        )  # fmt: skip

    def touch(self) -> None:
        """Let search read the cards again that are at locations that were written."""
        there = Service.objects.filter(at_locations__location__in=self.moved)
        there.update(changed_at=self._at)


def _reason(problem: Error, of: Draft) -> Sentence:
    """Return why the database refuses a record in plain words; its own words are for the log."""
    first_line = str(problem).strip().splitlines()[0]
    _logger.warning("An import refuses %s (%s): %s", of.where, of.source_id, first_line)
    if isinstance(problem.__cause__, errors.UniqueViolation):
        return say("cannot be here: something that must be its own belongs to another record.")
    if isinstance(problem.__cause__, errors.ForeignKeyViolation):
        return say("cannot be here: it names something that is not here.")
    if isinstance(problem, IntegrityError):
        return say("cannot be here: its values do not go together, or one that must be is missing.")
    return say("cannot be here: one of its values is too long, too large or too odd to keep.")


def _field(model: type[models.Model], attribute: str) -> str:
    found = (one.name for one in model._meta.concrete_fields if one.attname == attribute)  # noqa: SLF001
    return next(found)


def _chunks(drafts: Sequence[tuple[Draft, str]]) -> Iterator[Sequence[tuple[Draft, str]]]:
    for begin in range(0, len(drafts), TOGETHER):
        yield drafts[begin : begin + TOGETHER]
