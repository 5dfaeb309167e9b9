"""What is true of a person after whatever happened: the facts that no fault may change."""

from decimal import Decimal
from typing import Any

from chalicelib.certificates.store import certificates
from chalicelib.platform.rules.mark import Whom, is_owed_to
from chalicelib.platform.store.tables import HrItem, Item, RegistryItem
from chalicelib.records.rules import person_year
from chalicelib.records.rules.record import Record
from chalicelib.records.store import years


def facts(person: str, year: int = 2020) -> dict[str, Any]:
    """Everything kept of a person and year but instants, versions and random names.

    Checks by the way that the standing is the sum over the accredited records (R10).
    """
    kept_year = years.find_year(person, year)
    assert kept_year is not None
    require_sum(kept_year)
    kept = certificates.find_certificate(person, year)
    return {
        "profile": (
            kept_year.professional.name,
            kept_year.professional.territory,
            kept_year.professional.employer,
            kept_year.professional.worked_since,
            kept_year.professional.duty_asked is not None,
        ),
        "standing": (
            kept_year.standing.public,
            kept_year.standing.professional,
            kept_year.standing.complete,
        ),
        "records": sorted(
            (record.slot.partition("#")[0], record.state.value, record.counted, _history(record))
            for record in kept_year.records
        ),
        "parts": sorted(kept_year.parts),
        "study": [(each.seconds, each.score) for each in kept_year.progress],
        "certificate": kept and (kept.state.value, kept.version, kept.number != "", kept.drawn),
        "marks": sorted(_marks(person)),
        "asked": sorted(_asked(person)),
    }


def _history(record: Record) -> tuple[str, ...]:
    return tuple(move.to.value for move in record.moves)


def _marks(person: str) -> list[tuple[str, str]]:
    """Who waits for what of the person, its shard or territory aside.

    A notice that has not gone out yet is left out: the sweep sends it.
    """
    items: list[Item] = [
        *RegistryItem.query(f"P#{person}", consistent_read=True),
        *HrItem.query(f"P#{person}", consistent_read=True),
    ]
    return [
        (item.sk.partition("#")[0], item.waits_for.partition("#")[0])
        for item in items
        if item.waits_for and not is_owed_to(Whom.NOTIFY, item.waits_for)
    ]


def _asked(person: str) -> list[tuple[str, str]]:
    """Where the person's appeals and requests about duties are listed."""
    items = RegistryItem.query(f"P#{person}", consistent_read=True)
    kinds = ((item.sk.partition("#")[0], item.list) for item in items)
    return [(kind, listed) for kind, listed in kinds if kind in {"APPEAL", "DUTY"}]


def require_sum(kept_year: person_year.PersonYear) -> None:
    """The standing is the sum over accredited records, always (R10)."""
    counted: dict[str, Decimal] = {"public": Decimal(0), "professional": Decimal(0)}
    for record in kept_year.records:
        counted[record.subject.value] += record.counted
    assert counted == {
        "public": kept_year.standing.public,
        "professional": kept_year.standing.professional,
    }
