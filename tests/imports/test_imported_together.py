"""Rows of many people are read and written together, and nothing becomes of one but by itself (R28)."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from typing import Any, NamedTuple

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.corrections.actions.merge_accounts import merge_accounts
from chalicelib.identity.gateways import keys
from chalicelib.imports.actions.import_accounts import import_enrolments, import_hr_accounts
from chalicelib.imports.actions.told_row import RowState, RowTold
from chalicelib.imports.actions.told_rows import IMPORTED
from chalicelib.imports.rules.account_row import ENROLMENT_HEADINGS, HR_HEADINGS
from chalicelib.imports.rules.import_job import ImportKind, Job
from chalicelib.imports.rules.import_row import RawRow
from chalicelib.imports.rules.legacy_row import HEADINGS
from chalicelib.records.rules.record import Record
from chalicelib.records.store.years import find_year
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.store import waiting_rows
from local.cloud import Cloud
from tests.faults import Fault, Network
from tests.journey.imports import row
from tests.journey.reports import document
from tests.platform.reading import Called, heard
from tests.records.province import (
    JUNE,
    NAME,
    digest,
    enrolled,
    fresh_cause,
    resident_id,
)

ADMIN = Staff("administrator", Role.ADMINISTRATOR, "440000")
HERE, ABSENT = range(20), range(20, 40)
UNREADABLE = "无"
NUMBERS = count(10_000)
"""Of documents: each example has people of its own."""


def job(kind: ImportKind = ImportKind.LEGACY_RECORDS, name: str = "job") -> Job:
    return Job(id=name, kind=kind, filename="2018.csv", login="administrator", offered_at=JUNE)


def raw(*stated: dict[str, str], headings: Sequence[str] = HEADINGS) -> list[RawRow]:
    return [
        RawRow(line, tuple(each.get(heading, "") for heading in headings))
        for line, each in enumerate(stated, 2)
    ]


def of(serial: int, number: str = "", **changes: str) -> dict[str, str]:
    return row(number or f"HR{serial}", 证件号码=resident_id(serial), **changes)


def imported(*stated: dict[str, str]) -> dict[int, RowTold]:
    return imported_by(job(), *stated)


def imported_by(by: Job, *stated: dict[str, str]) -> dict[int, RowTold]:
    return IMPORTED[ImportKind.LEGACY_RECORDS](by, raw(*stated))


def states(told: dict[int, RowTold]) -> list[str]:
    return [told[line].state for line in sorted(told)]


def operations(calls: list[Called]) -> Counter[str]:
    """What was called, but for the secret behind digests, which is asked for once a process."""
    return Counter(call.operation for call in calls if call.operation != "Decrypt")


def test_r28_given_a_chunk_then_its_rows_take_few_calls(network: Network) -> None:  # noqa: ARG001 - there are no clients without it
    for serial in HERE:
        enrolled(serial)
    with heard() as calls:
        told = imported(*map(of, (*HERE, *ABSENT)))
    assert states(told) == ["imported"] * 20 + ["waiting"] * 20
    assert operations(calls) == {"BatchGetItem": 5, "TransactWriteItems": 2}
    assert len(calls) < 0.2 * len(told)


def test_r28_given_the_same_rows_in_another_file_then_they_are_known_by_few_calls(
    network: Network,  # noqa: ARG001 - as above
) -> None:
    for serial in HERE:
        enrolled(serial)
    rows = list(map(of, (*HERE, *ABSENT)))
    imported(*rows)
    with heard() as calls:
        told = imported_by(job(name="another"), *rows)
    assert [(each.state, each.again) for each in told.values()] == [("imported", True)] * 20 + [
        ("waiting", True)
    ] * 20
    assert set(operations(calls)) == {"BatchGetItem"}
    assert len(calls) < 0.3 * len(told)


def test_r28_given_people_in_whose_year_something_counts_then_each_year_is_read_and_summed(
    network: Network,  # noqa: ARG001 - as above
) -> None:
    for serial in HERE:
        enrolled(serial)
    imported(*map(of, HERE))
    more = [of(serial, f"HR{serial}-2", 学分="60", 科目类型="专业科目") for serial in HERE]
    with heard() as calls:
        told = imported(*more)
    assert states(told) == ["imported"] * 20
    assert operations(calls) == {"BatchGetItem": 3, "Query": 20, "TransactWriteItems": 1}
    for serial in HERE:
        assert sorted(each.counted for each in records(digest(serial))) == [30, 60]


@pytest.mark.parametrize(
    ("bring", "headings", "wanted"),
    [
        (
            import_enrolments,
            ENROLMENT_HEADINGS,
            {"BatchGetItem": 2, "TransactWriteItems": 2, "GenerateDataKey": 40},
        ),
        (import_hr_accounts, HR_HEADINGS, {"BatchGetItem": 1, "TransactWriteItems": 1}),
    ],
)
def test_r1_given_a_chunk_of_accounts_then_its_rows_take_few_calls(
    network: Network,  # noqa: ARG001 - as above
    bring: Callable[..., dict[int, RowTold]],
    headings: tuple[str, ...],
    wanted: dict[str, int],
) -> None:
    people = [account(resident_id(serial)) for serial in (*HERE, *ABSENT)]
    with heard() as calls:
        told = bring(job(), raw(*people, headings=headings))
    assert states(told) == ["imported"] * len(people)
    assert operations(calls) == wanted, "a key for each whom a transaction has room for"


def account(number: str) -> dict[str, str]:
    """Somebody whom an earlier system had, by the number of a resident's card."""
    stated = {"人员类别": "在职", "工作单位": "江门市示范会计有限公司", "行政区划代码": "440703"}
    return {"姓名": NAME, "证件类型": "居民身份证", "证件号码": number, **stated}


def others() -> list[dict[str, str]]:
    """Rows beside the one that somebody else is about: of people here, and of absent ones."""
    return [of(serial) for serial in (1, 2, 21, 22)]


def enrols() -> None:
    enrolled(20)


def imports_the_same() -> None:
    imported(of(20), *others())


def imports_otherwise() -> None:
    IMPORTED[ImportKind.LEGACY_RECORDS](job(name="rival"), raw(of(23, "HR20", 学分="31")))


@pytest.mark.parametrize(
    ("rival", "becomes"),
    [
        (enrols, RowState.IMPORTED),
        (imports_the_same, RowState.WAITING),
        (imports_otherwise, RowState.REFUSED),
    ],
)
def test_r28_given_a_row_that_somebody_else_was_about_then_it_alone_becomes_something_else(
    network: Network, rival: Callable[[], None], becomes: RowState
) -> None:
    for serial in (1, 2):
        enrolled(serial)
    network.meanwhile(1, rival)
    told = imported(of(20), *others())
    assert network.heal()
    assert states(told) == [becomes, "imported", "imported", "waiting", "waiting"]
    assert not any(each.again for each in told.values())
    for serial in (1, 2):
        assert [each.reference for each in records(digest(serial))] == [f"HR{serial}"]
    for serial in (21, 22):
        assert list(waiting_rows.find_identity(digest(serial)).rows) == [f"HR{serial}"]


def test_r28_given_an_account_that_is_merged_meanwhile_then_its_row_counts_for_the_other(
    network: Network,
) -> None:
    left, kept, _other = enrolled(1), enrolled(2), enrolled(3)
    later = JUNE + timedelta(hours=1)
    network.meanwhile(
        1,
        lambda: merge_accounts(ADMIN, kept.id, left.id, "同一人", at=later, cause=fresh_cause()),
    )
    told = imported(of(1), of(3), of(22))
    assert network.heal()
    assert states(told) == ["imported", "imported", "waiting"]
    assert [each.person for each in records(digest(2))] == [kept.id]


def test_r28_given_a_table_without_capacity_then_its_rows_wait_and_come_in(
    network: Network,
) -> None:
    reasons = [{"Code": "ThrottlingError"}, {"Code": "None"}]
    answer: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": "throttled"},
        "CancellationReasons": reasons,
    }
    network.fail(Fault.NEVER_LANDED, 1, lambda: ClientError(answer, "TransactWriteItems"))
    with heard() as calls:
        told = imported(of(20), of(21))
    assert network.heal()
    assert states(told) == ["waiting", "waiting"]
    assert operations(calls) == {"BatchGetItem": 2, "TransactWriteItems": 1}, (
        "nothing is read again"
    )


def records(identity: str) -> Sequence[Record]:
    """The records of 2018 of whoever has an identity; nothing waits for it besides."""
    found = waiting_rows.find_identity(identity)
    assert not found.rows
    year = find_year(found.person or "", 2018)
    assert year is not None
    counted = year.standing.public + year.standing.professional
    assert counted == sum(each.counted for each in year.records)
    return year.records


class Said(NamedTuple):
    """A row of an example: whose, under which number, and what it says."""

    person: int
    serial: int
    year: str
    credits: str
    name: str


ROWS = st.lists(
    st.builds(
        Said,
        person=st.integers(0, 2),
        serial=st.integers(0, 3),
        year=st.sampled_from(["2018", "2019"]),
        credits=st.sampled_from(["30", "30", "30", "31", UNREADABLE]),
        name=st.sampled_from([NAME, NAME, NAME, "李四"]),
    ),
    min_size=2,
    max_size=9,
)


class Place(NamedTuple):
    """A file read by itself: people of its own, of whom the first has enrolled."""

    documents: tuple[str, ...]
    name: str

    def rows(self, said: Sequence[Said]) -> list[RawRow]:
        return raw(
            *(
                row(
                    f"{self.name}-{each.serial}",
                    姓名=each.name,
                    证件号码=self.documents[each.person],
                    年度=each.year,
                    学分=each.credits,
                )
                for each in said
            )
        )

    def found(self) -> list[object]:
        """What there is in the end."""
        return [self._of(number) for number in self.documents]

    def _of(self, number: str) -> object:
        identity = waiting_rows.find_identity(keys.document_digest("resident_id", number))
        years = [find_year(identity.person or "", year) for year in (2018, 2019)]
        lie = [
            (each.reference[-1], each.year, each.credits)
            for year in years
            if year
            for each in year.records
        ]
        wait = [
            (serial[-1], row.year, row.credits)
            for serial, row in identity.rows.items()
            if isinstance(row, LegacyRow)
        ]
        sums = [year.standing.public for year in years if year]
        return sorted(lie), sorted(wait), sums


def new_place() -> Place:
    number = next(NUMBERS)
    documents = tuple(document(3 * number + each)["number"] for each in range(3))
    place = Place(documents, f"F{number}")
    here = raw(account(documents[0]), headings=ENROLMENT_HEADINGS)
    import_enrolments(job(name=place.name), here)
    return place


def of_one_year(said: Sequence[Said], rows: Sequence[RawRow]) -> list[list[RawRow]]:
    """The rows of each person and year, which are judged together; one that cannot be read is nobody's."""
    groups: dict[object, list[RawRow]] = {}
    for each, line in zip(said, rows, strict=True):
        whose: object = line.line if each.credits == UNREADABLE else (each.person, each.year)
        groups.setdefault(whose, []).append(line)
    return list(groups.values())


def told_of(each: RowTold) -> tuple[str, str, bool]:
    return each.state, each.refusal.code if each.refusal else "", each.again


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(said=ROWS)
def test_r28_given_any_rows_then_together_they_become_what_those_of_each_year_become_by_themselves(
    cloud: Cloud, said: list[Said]
) -> None:
    del cloud
    together, apart = new_place(), new_place()
    bring = IMPORTED[ImportKind.LEGACY_RECORDS]
    at_once = bring(job(), together.rows(said))
    one_by_one: dict[int, RowTold] = {}
    for group in of_one_year(said, apart.rows(said)):
        one_by_one |= bring(job(), group)
    assert {line: told_of(each) for line, each in at_once.items()} == {
        line: told_of(each) for line, each in one_by_one.items()
    }
    assert together.found() == apart.found()
    again = bring(job(), together.rows(said))
    assert [(each.state, each.again) for _, each in sorted(again.items())] == [
        (each.state, each.again) for _, each in sorted(at_once.items())
    ]
    assert together.found() == apart.found()
