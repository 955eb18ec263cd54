"""The versions that an import writes, so that nobody overwrites it who did not see it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from naober.directory import content
from naober.directory.enums import VersionState
from naober.directory.importing.drafts import Draft, Parts
from naober.directory.importing.here import Row
from naober.directory.models import CardVersion, Service
from naober.directory.upkeep import newest_numbers


def write_versions(
    replaced: Sequence[tuple[Draft, Row]], *, made_by: UUID | None, at: datetime
) -> None:
    """Write a version of each card that an import made different, from the rows it has already.

    `made_by` is the place of the editor who imported, None on the command line. A card of which
    only the state changed, as by a click, gets none.
    """
    newest = newest_numbers(draft.pk for draft, _row in replaced)
    keys = _keys(replaced)
    CardVersion.objects.bulk_create(
        (
            CardVersion(
                service_id=draft.pk, number=newest.get(draft.pk, 0) + 1,
                content=content.written(after, before=before), state=VersionState.APPROVED,
                made_by_id=made_by, made_at=at, decided_by_id=made_by, decided_at=at,
            )
            for draft, row in replaced
            for before in [_content(row.fields, row.parts, keys)]
            for after in [_content(draft.fields, draft.parts, keys)]
            if after != before
        ),
        batch_size=500,
    )  # fmt: skip


def _keys(replaced: Iterable[tuple[Draft, Row]]) -> dict[UUID, str]:
    """Return the keys of the cards that came in the place of these, before and after."""
    fields = [one.fields for pair in replaced for one in pair]
    named = {one["successor_id"] for one in fields} - {None}
    return dict(Service.objects.filter(pk__in=named).values_list("pk", "key"))


def _content(fields: Mapping[str, Any], parts: Parts, keys: Mapping[UUID, str]) -> content.Content:
    """Return a card as `content.snapshot` would of its rows."""
    places = {link: str(location) for link, location in parts["at_locations"]}
    card = {
        **{name: fields[name] for name in content.COLUMNS},
        "kinds": [code for (code,) in parts["kinds"]],
        "municipalities": sorted(code for (code,) in parts["municipalities"]),
        "locations": sorted(places.values()),
        "hours": sorted(
            [day, f"{opens:%H:%M}", f"{closes:%H:%M}", note, note_en, places.get(at, "")]
            for at, day, opens, closes, note, note_en in parts["hours"]
        ),
        "successor": keys.get(fields["successor_id"], ""),
    }
    return content.written(card, before={})
