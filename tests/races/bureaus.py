"""Bureaus at work: reviewers of three tiers take from their queues and decide, none knowing of another.

What is true in the end is told by the records themselves: every one decided once, by whom its
answer says, and each standing the sum of what was accredited.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count
from typing import NamedTuple

import msgspec

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules import territory
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived, record_id
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.actions.decide_record import Decision, Verdict, decide_record
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import record_pages, records, years
from tests.platform.records import submitted
from tests.records.province import JUNE, enrolled, login_of

COUNTIES = ("440703", "440704", "440705")
TIERS = ("440700", *COUNTIES, "440000")
PAGE = 20
LOST_A_RACE = {"already_decided", "busy"}


class Done(NamedTuple):
    """What a reviewer was told: which records it decided, and how often another was first."""

    decided: dict[str, str]
    lost: int


def fill(people: int, each: int) -> list[str]:
    """Let people of three counties submit records; return the people's ids."""
    owners = [enrolled(n, territory=COUNTIES[n % len(COUNTIES)]) for n in range(people)]
    with RegistryItem.batch_write() as batch:
        for place, owner in enumerate(owners):
            for number in range(each):
                record = _of(owner.id, owner.territory, place * each + number)
                batch.save(records.record_item(record, None))
    return [owner.id for owner in owners]


def _of(person: str, code: str, serial: int) -> Record:
    made = submitted(serial, minutes=serial, territory=code)
    return msgspec.structs.replace(
        made, id=record_id(person, 2020, str(serial)), person=person, credits=Decimal(10)
    )


def reviewers(number: int) -> list[Staff]:
    """Reviewers of the city, of its counties and of the province, in turn; one alone sees them all."""
    return [
        Staff(login_of(f"reviewer {n}"), Role.REVIEWER, TIERS[n % len(TIERS)])
        for n in range(number)
    ]


def work(staff: Staff, seed: int) -> Done:
    """Decide what waits, page by page, until nothing does; a race that is lost is nobody's loss."""
    chance = random.Random(seed)  # noqa: S311 - which record comes next is no secret
    places = territory.below(staff.territory)
    decided: dict[str, str] = {}
    lost = 0
    causes = (Cause(derived("request", staff.login, str(n))) for n in count())
    while waiting := record_pages.find_submitted(places, None, PAGE, lambda _: True).records:
        record = chance.choice(waiting)
        verdict = Verdict(decision=chance.choice(list(Decision)), reason="核对材料")
        try:
            after = decide_record(staff, record.id, verdict, at=JUNE, cause=next(causes))
        except Refusal as refusal:
            if refusal.code not in LOST_A_RACE:
                raise
            lost += 1
        else:
            decided[record.id] = after.record.state.value
    return Done(decided, lost)


def verify(people: Sequence[str], told: Sequence[Done], wanted: int) -> None:
    """Hold the answers of all reviewers against what is kept."""
    answers = Counter(record for done in told for record in done.decided)
    assert not [record for record, times in answers.items() if times > 1], "decided twice"
    assert len(answers) == wanted, "each was decided by somebody"
    states = {record: state for done in told for record, state in done.decided.items()}
    kept = list(_kept(people))
    assert {record.id: record.state.value for record in kept} == states
    assert {len(record.moves) for record in kept} == {2}


def _kept(people: Sequence[str]) -> Iterator[Record]:
    for person in people:
        person_year = years.find_year(person, 2020)
        assert person_year is not None
        accredited = [each for each in person_year.records if each.state is RecordState.ACCREDITED]
        assert person_year.standing.professional == sum(each.accredited or 0 for each in accredited)
        yield from person_year.records
