"""The audit archive: what lies in it and under which names (R19).

An *entry* is a move of a record or a plan, an act of staff, or a version of a certificate. A move lies under its
place, which is taken once; its content holds the digest of the move before. Acts and versions that come together lie in one
*bundle* (`bundle.py`). Before an entry is written its *receipt* is (`receipt.py`), by day: it holds the digest of the entry's content, so that an edit
shows, and a missing entry. A day's *manifests* (`manifest.py`) hold the heads of what came, and each the digest of the
manifest before; one, unless that is too much for one. Names hold random ids and digests, nothing of a person (R7).

Entries of before bear the digest in their own name as well (`Name.whole`).
"""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

import msgspec

from chalicelib.plans.rules.plan import Plan, find_plan_address
from chalicelib.plans.rules.plan_step import PlanStep
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.identifier import compact, derived, find_address
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.step import Step

MOVES, FACTS = "moves", "facts"
RECEIPTS = "receipts"
ORDINAL_DIGITS = 6


def digest_of(content: bytes) -> str:
    """What names a content: 120 bits of its SHA-256, as `hash_of` writes a move's."""
    return compact(sha256(content).digest())


class Name(NamedTuple):
    """Whose entry it is, which of its entries (from 1), and the digest of its content."""

    subject: str
    ordinal: int
    digest: str

    @property
    def key(self) -> str:
        """Its place: where a move lies in the archive, and where a fact of before does."""
        return f"{self.subject}/{self.ordinal:0{ORDINAL_DIGITS}d}"

    @property
    def whole(self) -> str:
        """Its place and what its content is: how receipts of before end, and where entries of before lie."""
        return f"{self.key}-{self.digest}"


class Entry(NamedTuple):
    """One entry: its name and its content."""

    name: Name
    content: bytes


class EntryOrigin(msgspec.Struct, frozen=True):
    """Where in the tables an entry came from, as its receipt says.

    `side` names the table. A record changes its slot in its life, so its place is its year; a plan's is
    its employer's.
    """

    side: str
    pk: str
    sk: str


class AuditFact(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The content of an entry that has none before it: an act, or the digest of a version.

    A version of a certificate names its holder, so its digest alone is kept.
    """

    place: EntryOrigin
    act: Act | None = None
    digest: str = ""


def receipts_of(day: date) -> str:
    """How the names of a day's receipts begin."""
    return f"{RECEIPTS}/{day.isoformat()}/"


def entries_of_record(record: Record) -> tuple[Entry, ...]:
    """A record's moves, as their digests chain them; the subject is the record, whatever its slot."""
    return _entries_of_moves(record.id, record.moves)


def entries_of_plan(plan: Plan) -> tuple[Entry, ...]:
    """A plan's moves, as their digests chain them (R39)."""
    return _entries_of_moves(plan.id, plan.moves)


def _entries_of_moves(name: str, moves: Sequence[Step | PlanStep]) -> tuple[Entry, ...]:
    subject = f"{MOVES}/{name}"
    contents = [msgspec.json.encode(move) for move in moves]
    return tuple(
        Entry(Name(subject, ordinal, digest_of(content)), content)
        for ordinal, content in enumerate(contents, 1)
    )


def entry_of_fact(fact: AuditFact) -> Entry:
    """An act or a version; its subject is a digest of where it lies."""
    content = msgspec.json.encode(fact)
    return Entry(Name(subject_of_fact(fact.place), 1, digest_of(content)), content)


def subject_of_fact(place: EntryOrigin) -> str:
    """The subject of what lies in a place, which says nothing of it."""
    return f"{FACTS}/{derived('fact', place.side, place.pk, place.sk, length=26)}"


def place_of_record(record: str) -> EntryOrigin:
    """Where in the registry a record lies, from its id.

    Raises:
        ValueError: it is no record's id.
    """
    address = find_address(record)
    if address is None:
        raise ValueError(record)
    return EntryOrigin("registry", f"P#{address.person}", f"Y#{address.year}")


def place_of_plan(plan: str) -> EntryOrigin:
    """Where in the registry a plan lies, from its id.

    Raises:
        ValueError: it is no plan's id.
    """
    address = find_plan_address(plan)
    if address is None:
        raise ValueError(plan)
    return EntryOrigin("registry", f"PLAN#{address[0]}", str(address[1]))


def is_place_of(place: EntryOrigin, subject: str) -> bool:
    """Whether a subject can have come from a place."""
    kind, _, moved = subject.partition("/")
    if kind == FACTS:
        return subject_of_fact(place) == subject
    if find_plan_address(moved):
        return place_of_plan(moved) == place
    return find_address(moved) is not None and place_of_record(moved) == place


def find_name(key: str) -> Name | None:
    """Read whose entry lies at a key; its digest too where the key has it, else "". None of no entry's."""
    subject, _, last = key.rpartition("/")
    ordinal, dash, digest = last[:ORDINAL_DIGITS], last[ORDINAL_DIGITS:][:1], last[7:]
    if len(ordinal) != ORDINAL_DIGITS or not (ordinal.isascii() and ordinal.isdigit()):
        return None
    if dash and not (dash == "-" and digest):
        return None
    return Name(subject, int(ordinal), digest) if _is_subject(subject) else None


def _is_subject(subject: str) -> bool:
    kind, _, of = subject.partition("/")
    return kind in {MOVES, FACTS} and bool(of) and "/" not in of


def find_receipt(key: str) -> tuple[date, Name] | None:
    """Read day and entry from the key of a receipt of before; None of any other key."""
    kind, _, rest = key.partition("/")
    day, _, entry = rest.partition("/")
    name = find_name(entry)
    if kind != RECEIPTS or name is None or not name.digest:
        return None
    try:
        return date.fromisoformat(day), name
    except ValueError:
        return None
