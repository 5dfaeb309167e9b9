"""R51: what a transcript says of each year, and what its QR code carries of that."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.statement import Unreadable, parse_statement
from chalicelib.certificates.rules.transcript import (
    KEPT,
    MOST_A_DAY,
    MOST_YEARS,
    PATIENCE,
    Transcript,
    TranscriptState,
    TranscriptYear,
    YearState,
    require_quota,
    require_something,
    require_span,
    year_of,
)
from chalicelib.certificates.rules.transcript_statement import (
    CERTIFICATES,
    StatedYear,
    parse_transcript_statement,
    transcript_statement,
)
from chalicelib.identity.rules.sealed import Sealed
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import law_of
from chalicelib.people.rules.employment import Employment
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.cause import Cause
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.standing import Standing
from tests.certificates.statements import CREDITS, NAMES, NUMBER, NUMBERS
from tests.records.province import JUNE, refused

WINDOW: Window = law_of(policy_of(2020), at=JUNE).window
ISSUED = Certificate(
    person="p",
    year=2020,
    state=CertificateState.ISSUED,
    version=2,
    drawn=2,
    number=NUMBER,
    since=JUNE,
    issued_on=date(2020, 6, 1),
)
HOLDER = Professional(
    id="p",
    name="李䶮",
    document_type="resident_id",
    document_digest="d",
    masked_number="440703********1234",
    sealed_number=Sealed(b"", b"", b""),
    territory="440703",
    employment=Employment.EMPLOYED,
    login="l",
    enrolled_at=JUNE,
    cause=Cause("c"),
    version=1,
)
YEARS = st.builds(
    TranscriptYear,
    year=st.just(0),
    state=st.sampled_from(YearState),
    certificate=st.sampled_from(CERTIFICATES),
    public=CREDITS,
    public_waived=st.booleans(),
    professional=CREDITS,
)


def transcript(years: list[TranscriptYear], first: int = 2018, **changes: object) -> Transcript:
    numbered = tuple(
        msgspec.structs.replace(each, year=year) for year, each in enumerate(years, first)
    )
    made = Transcript(
        person="p",
        id="20200601-0-abc",
        slot=0,
        number=NUMBER,
        name="李䶮",
        masked_number="440703********1234",
        years=numbered,
        ordered_at=JUNE,
        cause=Cause("c"),
    )
    return msgspec.structs.replace(made, **changes)


def listed(
    at: datetime, standing: Standing, certificate: Certificate | None = None, **of: object
) -> TranscriptYear:
    holder = msgspec.structs.replace(HOLDER, **of)
    return year_of(PersonYear(holder, standing, ()), WINDOW, certificate, at)


EMPTY = Standing(person="p", year=2020, territory="440703")
COMPLETE = msgspec.structs.replace(
    EMPTY, complete=True, public=Decimal(30), professional=Decimal(60)
)


# What it says of a year


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (WINDOW.opens - timedelta(microseconds=1), YearState.NOT_OPEN),
        (WINDOW.opens, YearState.IN_PROGRESS),
        (WINDOW.closes - timedelta(microseconds=1), YearState.IN_PROGRESS),
        (WINDOW.closes, YearState.CLOSED),
    ],
)
def test_r51_given_an_incomplete_year_then_its_window_says_how_it_stands(
    at: datetime, state: YearState
) -> None:
    year = listed(at, EMPTY)
    assert (year.state, year.certificate, year.says_something) == (state, "none", False)
    student = listed(at, EMPTY, employment=Employment.STUDENT)
    assert student.state is YearState.EXEMPT
    assert listed(at, COMPLETE).state is YearState.COMPLETE


def test_r51_given_a_certificate_in_force_then_its_number_stands_there_and_no_other_s() -> None:
    year = listed(JUNE, COMPLETE, ISSUED)
    assert (year.certificate, year.number, year.version) == ("issued", NUMBER, 2)
    assert year.issued_on == date(2020, 6, 1)
    replace = msgspec.structs.replace
    for certificate, standing, shown in (
        (None, COMPLETE, "pending"),
        (None, replace(COMPLETE, certified_by_hr=True), "certified_by_hr"),
        (replace(ISSUED, drawn=1), COMPLETE, "pending"),
        (replace(ISSUED, state=CertificateState.HELD), COMPLETE, "held"),
        (replace(ISSUED, state=CertificateState.REVOKED), EMPTY, "revoked"),
    ):
        year = listed(JUNE, standing, certificate)
        assert (year.certificate, year.number, year.issued_on) == (shown, "", None)


# What is refused


def test_r51_given_years_the_wrong_way_round_or_too_many_then_it_is_said() -> None:
    require_span(2018, 2018)
    require_span(2018, 2018 + MOST_YEARS - 1)
    for last in (2017, 2018 + MOST_YEARS):
        with refused("transcript_span_invalid"):
            require_span(2018, last)


def test_r51_given_a_day_s_quota_then_the_next_is_refused_and_another_day_s_is_not() -> None:
    today = date(2020, 6, 1)
    taken = [today] * (MOST_A_DAY - 1) + [today - timedelta(days=1)] * 9
    assert require_quota(taken, today) == MOST_A_DAY - 1
    with refused("transcript_quota"):
        require_quota([*taken, today], today)


def test_r51_given_nothing_to_show_then_it_is_refused() -> None:
    nothing = TranscriptYear(year=2020, state=YearState.CLOSED, certificate="none")
    with refused("transcript_empty"):
        require_something((nothing, nothing))
    require_something((nothing, msgspec.structs.replace(nothing, public=Decimal("0.5"))))


# How it goes on


def test_r51_given_an_order_then_its_state_follows_its_file_and_the_time() -> None:
    queued = transcript([listed(JUNE, COMPLETE)])
    drawn, failed = queued.drawn_as("0" * 64, 1), queued.not_drawn_for("䶮")
    late = JUNE + PATIENCE
    assert (queued.state(JUNE), queued.why_failed(JUNE)) == (TranscriptState.QUEUED, "")
    assert queued.state(late) is TranscriptState.FAILED
    assert "重新开具" in queued.why_failed(late)
    assert failed.state(JUNE) is TranscriptState.FAILED
    assert "生僻字" in failed.why_failed(JUNE)
    assert drawn.state(JUNE + KEPT - timedelta(seconds=1)) is TranscriptState.DONE
    assert drawn.state(JUNE + KEPT) is TranscriptState.EXPIRED
    assert [each.is_waiting_to_be_drawn for each in (queued, drawn, failed)] == [1, 0, 0]


def test_r51_given_an_order_at_night_then_its_day_is_the_one_in_shanghai() -> None:
    ordered = transcript([listed(JUNE, COMPLETE)], ordered_at=datetime(2020, 5, 31, 16, tzinfo=UTC))
    assert ordered.issued_on == date(2020, 6, 1)


# Its QR code


@given(st.lists(YEARS, min_size=1, max_size=MOST_YEARS), st.integers(0, 255), NAMES, NUMBERS)
def test_r51_given_any_transcript_then_its_statement_says_how_every_year_stood(
    years: list[TranscriptYear], key: int, name: str, number: str
) -> None:
    masked = f"{number[0]}{'*' * (len(number) - 1)}"
    made = transcript(years, name=name, masked_number=masked)
    content = transcript_statement(made, key)
    stated = parse_transcript_statement(content)
    assert stated.years == tuple(
        StatedYear(each.year, each.state, each.certificate, each.public_waived)
        for each in made.years
    )
    assert (stated.key, stated.masked_number) == (key, masked)
    assert (stated.issued_on, stated.is_shortened) == (date(2020, 6, 1), len(name.encode()) > 60)
    with pytest.raises(Unreadable):
        parse_statement(content)


@given(st.binary(max_size=60))
def test_r51_given_any_bytes_then_they_are_a_statement_or_unreadable(content: bytes) -> None:
    for bytes_ in (content, b"\x02" + content):
        try:
            parse_transcript_statement(bytes_)
        except Unreadable:
            continue
        assert bytes_[0] == 2
