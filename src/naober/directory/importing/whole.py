"""An import from beginning to end, in one transaction: all that is right, or nothing."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from naober.audit.enums import Action
from naober.audit.services import record
from naober.directory.importing.deciding import Decision, decide, keep_confirmation
from naober.directory.importing.drafting import Drafter, Place, Record
from naober.directory.importing.drafts import Draft, derived_id
from naober.directory.importing.here import MODELS, Row, hold, rows, tracked
from naober.directory.importing.report import Line, Outcome, Report
from naober.directory.importing.versions import write_versions
from naober.directory.importing.writing import Writer
from naober.directory.models import Category, Service, ServiceAtLocation
from naober.organisations.enums import OrganisationKind
from naober.organisations.models import Organisation
from naober.pure.openreferral.model import (
    LOCATION,
    ORGANISATION,
    SERVICE,
    LocationRecord,
    Reading,
    Remark,
    ServiceRecord,
)
from naober.pure.openreferral.sentences import Sentence, say
from naober.shared.actors import SYSTEM, Actor
from naober.shared.clock import local_date
from naober.shared.database import acting_as, one_at_a_time

Progress = Callable[[str], object]
_COMMAND = Actor(role=SYSTEM)


def import_directory(
    reading: Reading,
    *,
    source: str,
    at: datetime,
    by: Actor = _COMMAND,
    overwrite: bool = False,
    dry_run: bool = False,
    progress: Progress = len,
) -> Report:
    """Bring what was read into the social map and say of every record what became of it.

    For the system process, or for a job of an editor of the region, `by`. A card that becomes
    different gets a version, so that who has its form open is told. `source` names whose file it
    is: its records are known again by it. `overwrite` also changes what was edited here. `dry_run`
    does all of it and takes it back.
    """
    with acting_as(by):
        one_at_a_time("directory.import")
        with transaction.atomic():
            running = _Import(reading, Writer(source, at, progress), source, local_date(at))
            running.overwrite = overwrite
            report = running.run()
            running.write_versions(by, at)
            if report.wrote:
                record(by=by, action=Action.CHANGE, kind="directory.imported", at=at)
            if dry_run:
                transaction.set_rollback(True)
    return report


class _Import:
    """What one import knows while it runs."""

    overwrite = False

    def __init__(self, reading: Reading, writer: Writer, source: str, on: date) -> None:
        self._reading = reading
        self._writer = writer
        self._on = on
        self._before = tracked(source)
        known = {key: one.target_id for key, one in self._before.items()}
        self._drafter = Drafter(source, known, self._note)
        self._report = Report()
        self._organisations: dict[str, Draft] = {}
        self._places: dict[str, Place] = {}
        self._refused: set[tuple[str, str]] = set()
        self._replaced: list[tuple[Draft, Row]] = []

    def run(self) -> Report:
        """Bring in organisations, then locations, then what stands on both."""
        self._bring_organisations()
        self._bring_locations()
        self._bring_services()
        remarks = [*self._reading.remarks, *self._report.remarks]
        for one in remarks:
            if one.refused:
                kind = one.what.split(" ")[0]
                self._report.counts[kind if kind in MODELS else "file", Outcome.REFUSED] += 1
        self._report.remarks = remarks
        return self._report

    def write_versions(self, by: Actor, at: datetime) -> None:
        """Keep of every card that was here how it was and how it is now."""
        write_versions(self._replaced, made_by=by.membership_id, at=at)

    def _note(self, of: Record, sentence: Sentence) -> None:
        self._report.remarks.append(Remark(of.where, f"{_kind(of)} {of.id}", sentence))

    def _refuse(self, of: Record, sentence: Sentence) -> None:
        self._refused.add((_kind(of), of.id))
        what = f"{_kind(of)} {of.id}" + (f" “{of.name[:60]}”" if of.name else "")
        self._report.add(_kind(of), Line(of.where, what, Outcome.REFUSED, sentence))

    # ---- organisations

    def _bring_organisations(self) -> None:
        found = Organisation.objects.filter(kind=OrganisationKind.SUPPORT_POINT, ended_on=None)
        points = dict(found.values_list("municipality_id", "pk"))
        drafts = []
        for one in self._reading.organisations:
            draft = self._drafter.organisation(one)
            if draft.fields["kind"] == OrganisationKind.SUPPORT_POINT:
                if not draft.fields["phone"]:
                    self._refuse(one, say("a support point needs a telephone number."))
                    continue
                place = draft.fields["municipality_id"]
                if place and points.setdefault(place, draft.pk) != draft.pk:
                    said = say("municipality %(id)s has a support point already.", id=place)
                    self._refuse(one, said)
                    continue
            drafts.append(draft)
        keys = {one.id: one.ours.values.get("key", ("",))[0] for one in self._reading.organisations}
        self._organisations = self._bring(ORGANISATION, drafts, keys)

    # ---- locations

    def _bring_locations(self) -> None:
        owners = self._owners(self._reading.locations)
        drafts, hours = [], {}
        for one in self._reading.locations:
            owner = owners.get(one.organisation)
            if owner is None:
                self._refuse(one, self._no_owner(one))
                continue
            pk, name = owner
            drafts.append(self._drafter.location(one, pk, name))
            hours[one.id] = one.hours
        self._places = {
            key: Place(draft.pk, draft.fields["area_id"], hours[key])
            for key, draft in self._bring(LOCATION, drafts, {}).items()
        }

    def _owners(self, records: Iterable[Record]) -> dict[str, tuple[UUID, str]]:
        """Return the organisations of these records that are here, by their ids in the file."""
        found = {key: (one.pk, one.fields["name"]) for key, one in self._organisations.items()}
        named = {_organisation(one) for one in records} - set(found) - {""}
        missing = {
            self._drafter.pk(ORGANISATION, key): key
            for key in named
            if (ORGANISATION, key) not in self._refused
        }
        here = Organisation.objects.filter(pk__in=missing).values_list("pk", "name")
        return found | {missing[pk]: (pk, name) for pk, name in here}

    def _no_owner(self, of: Record) -> Sentence:
        key = _organisation(of)
        if not key:
            return say("names no organisation.")
        if (ORGANISATION, key) in self._refused:
            return say("its organisation %(id)s was refused.", id=key)
        return say("its organisation %(id)s is not in the file.", id=key)

    # ---- services

    def _bring_services(self) -> None:
        owners = self._owners(self._reading.services)
        drafts: list[Draft] = []
        twins: dict[tuple[str, str], tuple[ServiceRecord, Draft]] = {}
        for one in self._reading.services:
            owner = owners.get(one.organisation)
            if owner is None:
                self._refuse(one, self._no_owner(one))
                continue
            draft = self._drafter.service(one, owner[0], self._places, self._on)
            draft.fields["confirmed_by_id"] = self._who_confirmed(one, draft)
            drafts.append(draft)
            for place in one.places:
                if place.location not in self._places:
                    said = say("its location %(id)s is not here: left out.", id=place.location)
                    self._note(one, said)
            twin, other = twins.setdefault((one.organisation, one.name), (one, draft))
            if twin is not one and other.state == draft.state:
                said = say("says the same as %(where)s, under another id.", where=twin.where.said)
                self._note(one, said)
        self._mend_references(drafts)
        keys = {one.id: one.ours.values.get("key", ("",))[0] for one in self._reading.services}
        self._bring(SERVICE, drafts, keys)
        self._say_what_came_after(drafts)

    def _who_confirmed(self, record: ServiceRecord, draft: Draft) -> UUID | None:
        """Return the organisation of this file that confirmed a card: as ours says, or by its mail.

        Its own organisation where the address is of several.
        """
        fields = draft.fields
        if fields["confirmed_on"] is None or fields["confirmed_by_id"] or not record.confirmed_by:
            return fields["confirmed_by_id"] if fields["confirmed_on"] else None
        found = {
            one.pk
            for one in self._organisations.values()
            if one.fields["email"].lower() == record.confirmed_by.lower()
        }
        own: UUID = fields["organisation_id"]
        return own if own in found else found.pop() if len(found) == 1 else None

    def _say_what_came_after(self, drafts: list[Draft]) -> None:
        """Write which card came in the place of another, now that all of them are there.

        Only of what was made or changed: what is left or kept stays as it is here.
        """
        written = {draft.pk: draft.fields["successor_id"] for draft in drafts if draft.is_written}
        alone = [pk for pk, successor in written.items() if successor is None]
        Service.objects.filter(pk__in=alone).exclude(successor=None).update(successor=None)
        for pk, successor in written.items():
            if successor is not None:
                Service.objects.filter(pk=pk).update(successor=successor)

    def _mend_references(self, drafts: list[Draft]) -> None:
        """Leave out what names something that is not in this file.

        Nobody is made to say that a card is right, and no card of others takes another's place.
        """
        codes = set(Category.objects.values_list("pk", flat=True))
        cards = {draft.pk for draft in drafts}
        known = {draft.pk for draft in self._organisations.values()}
        for draft in drafts:
            if draft.fields["successor_id"] not in cards - {draft.pk}:
                draft.fields["successor_id"] = None
            if draft.fields["confirmed_by_id"] not in known:
                draft.fields["confirmed_by_id"] = None
            kinds = dict.fromkeys(draft.parts["kinds"])
            unknown = [code for (code,) in kinds if code not in codes]
            draft.parts["kinds"][:] = [(code,) for (code,) in kinds if code in codes]
            if unknown:
                codes_said = ", ".join(unknown)
                sentence = say("kinds of support that are not known here: %(id)s.", id=codes_said)
                self._report.remarks.append(Remark(draft.where, draft.what, sentence))
            elif not draft.parts["kinds"]:
                sentence = say("has no kind of support: nobody finds it before you choose one.")
                self._report.remarks.append(Remark(draft.where, draft.what, sentence))
        self._mend_links(drafts)

    def _mend_links(self, drafts: list[Draft]) -> None:
        """Give a link to a location another id where its own belongs to another link."""
        links = {link for draft in drafts for link, _ in draft.parts["at_locations"]}
        found = ServiceAtLocation.objects.filter(pk__in=links)
        taken = {pk: (service, location) for pk, service, location in found.values_list(
            "pk", "service_id", "location_id")}  # fmt: skip
        for draft in drafts:
            other: dict[UUID, UUID] = {}
            for link, location in draft.parts["at_locations"]:
                if taken.setdefault(link, (draft.pk, location)) != (draft.pk, location):
                    other[link] = derived_id(draft.pk, location)
            if other:
                _rename_links(draft, other)

    # ---- all kinds

    def _bring(self, kind: str, drafts: list[Draft], keys: dict[str, str]) -> dict[str, Draft]:
        """Decide, write and report; return the drafts of what is here afterwards, by their ids."""
        self._writer.progress(f"Comparing {len(drafts):,} {kind}s with what is here")
        there = rows(kind, {draft.pk for draft in drafts})
        decisions = self._decided(kind, drafts, there)
        if kind == SERVICE:  # what somebody saves just now is seen after all
            held = [one for one in drafts if decisions[one.source_id].outcome == Outcome.CHANGED]
            hold([one.pk for one in held], at=self._writer.moved)
            there |= rows(kind, {one.pk for one in held})
            decisions |= self._decided(kind, held, there)
        new = [
            draft
            for draft in drafts
            if decisions[draft.source_id].outcome in {Outcome.CREATED, Outcome.CHANGED}
        ]
        if kind == SERVICE:
            for draft in new:
                if (row := there.get(draft.pk)) is not None:
                    keep_confirmation(draft, row)
        refused = self._writer.write(kind, list(self._with_keys(kind, new, there, keys)))
        if kind == SERVICE:
            self._writer.touch()
        for draft in new:
            draft.is_written = draft.source_id not in refused
        if kind == SERVICE:
            self._replaced = [
                (one, there[one.pk]) for one in new if one.is_written and one.pk in there
            ]
            self._report.unconfirmed = sum(
                one.is_written and one.fields["confirmed_on"] is None for one in new
            )
        self._see_again(kind, drafts, decisions)
        return self._told(kind, drafts, decisions, refused)

    def _decided(
        self, kind: str, drafts: list[Draft], there: Mapping[UUID, Row]
    ) -> dict[str, Decision]:
        return {
            draft.source_id: decide(
                draft,
                there.get(draft.pk),
                self._before.get((kind, draft.source_id)),
                overwrite=self.overwrite,
            )
            for draft in drafts
        }

    def _told(
        self,
        kind: str,
        drafts: list[Draft],
        decisions: dict[str, Decision],
        refused: dict[str, Sentence],
    ) -> dict[str, Draft]:
        here = {}
        for draft in drafts:
            decision = decisions[draft.source_id]
            outcome, sentence = decision.outcome, decision.sentence
            if draft.source_id in refused:
                self._refused.add((kind, draft.source_id))
                outcome = Outcome.REFUSED
                sentence = refused[draft.source_id]
            elif decision.is_here:
                here[draft.source_id] = draft
            self._report.add(kind, Line(draft.where, draft.what, outcome, sentence))
        return here

    def _see_again(self, kind: str, drafts: list[Draft], decisions: dict[str, Decision]) -> None:
        """Remember a record that reads differently and says what is here already."""
        seen = []
        for draft in drafts:
            before = self._before.get((kind, draft.source_id))
            is_left = decisions[draft.source_id].outcome == Outcome.LEFT
            if is_left and before is not None and before.seen_hash != draft.seen:
                seen.append(draft)
        self._writer.remember(kind, seen)

    def _with_keys(
        self, kind: str, drafts: list[Draft], there: dict[UUID, Row], wanted: dict[str, str]
    ) -> Iterable[tuple[Draft, str]]:
        """Return drafts with the key that each has or gets; a location has none."""
        if kind == LOCATION:
            yield from ((draft, "") for draft in drafts)
            return
        model = Service if kind == SERVICE else Organisation
        taken = set(model.objects.values_list("key", flat=True))
        for draft in drafts:
            row = there.get(draft.pk)
            if row is not None:
                yield draft, row.key
                continue
            name = draft.fields["name_nl" if kind == SERVICE else "name"]
            key = slugify(str(wanted.get(draft.source_id) or name))[:80].strip("-") or kind
            key = f"{key[:71]}-{draft.pk.hex[:8]}" if key in taken else key
            taken.add(key)
            yield draft, key


def _kind(of: Record) -> str:
    if isinstance(of, ServiceRecord):
        return SERVICE
    return LOCATION if isinstance(of, LocationRecord) else ORGANISATION


def _organisation(of: Record) -> str:
    return "" if _kind(of) == ORGANISATION else getattr(of, "organisation", "")


def _rename_links(draft: Draft, other: dict[UUID, UUID]) -> None:
    links, hours = draft.parts["at_locations"], draft.parts["hours"]
    links[:] = sorted(((other.get(link, link), place) for link, place in links), key=str)
    hours[:] = sorted(((other.get(at, at), *rest) for at, *rest in hours), key=str)
