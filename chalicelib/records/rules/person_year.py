"""A person's year as it is kept: everything that decides about it."""

import msgspec

from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules import mark
from chalicelib.records.rules.filing import filed
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing
from chalicelib.records.rules.study_time import Studying


class FurtherSlot(msgspec.Struct, frozen=True):
    """A further slot of a record (R16): points to the record that holds it."""

    part_of: str
    version: int


class PersonYear(msgspec.Struct, frozen=True):
    """Everything that decides about one person and year. `standing` has version 0 if not kept yet.

    `owed` is the standing's mark: a result that has not reached the HR system yet. Records of accounts
    that were merged into this one stay where they are and are among the others; `parts` are the
    own account's, `parts_of` those of the merged ones by their ids. `elsewhere` are records of other
    years that can be the same thing (R16): those of the years beside this one, and the examinations
    of any. `sittings` is the version of the person's guard of sittings. `studying` says where the
    person's study clock runs, of whatever year; `clocks` is the progress that has it, or where accounts were
    merged since, each one's.
    """

    professional: Professional
    standing: Standing
    records: tuple[Record, ...]
    progress: tuple[StudyProgress, ...] = ()
    parts: dict[str, FurtherSlot] = {}
    parts_of: dict[str, dict[str, FurtherSlot]] = {}
    owed: mark.Mark | None = None
    elsewhere: tuple[Record, ...] = ()
    sittings: int = 0
    studying: Studying | None = None
    clocks: tuple[StudyProgress, ...] = ()

    def record(self, record_id: str) -> Record | None:
        """Find a record of this year by its id."""
        return next((r for r in self.records if r.id == record_id), None)

    def in_slot(self, slot: str) -> Record | None:
        """Find the record that occupies a slot (R16)."""
        found = [record for record in self.records if record.slot == slot]
        # Under the ids of a person whose accounts were merged there may be several: what counts first.
        return next((record for record in found if record.counts), found[0] if found else None)

    def within(self, person: str) -> "PersonYear":
        """What lies under one of the person's ids: keys of slots are unique there alone."""
        if len(self.professional.ids) == 1:
            return self
        parts = self.parts if person == self.professional.id else self.parts_of.get(person, {})
        records = tuple(each for each in self.records if each.person == person)
        return msgspec.structs.replace(self, records=records, parts=parts)

    def with_record(self, record: Record) -> "PersonYear":
        """The year once a record, a further one or as it has become, has taken its slots.

        Who held them lies beside it.
        """
        slots = {record.slot, *record.parts}
        others = tuple(
            filed(each) if each.slot in slots and each.person == record.person else each
            for each in self.records
            if each.id != record.id
        )
        parts = {
            slot: part
            for slot, part in self.parts.items()
            if slot != record.slot and part.part_of != record.id
        }
        taken = {slot: FurtherSlot(record.id, record.version) for slot in record.parts}
        return msgspec.structs.replace(self, records=(*others, record), parts={**parts, **taken})
