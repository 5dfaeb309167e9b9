"""What the caps of its form leave to a record (R12), and that no order of accrediting exceeds them."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.cap import Cap, CapKind
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from tests.platform.records import submitted

YEAR = Cap(CapKind.YEAR, Decimal(40), "甲")
ITEMS = Cap(CapKind.ITEMS, Decimal(2), "甲")


def capped(serial: int, credits_computed: str, *caps: Cap) -> Record:
    return msgspec.structs.replace(
        submitted(serial, form="contest"), credits=Decimal(credits_computed), caps=caps
    )


def accredited(record: Record, credits_accepted: str) -> Record:
    return msgspec.structs.replace(
        record, state=RecordState.ACCREDITED, accredited=Decimal(credits_accepted)
    )


@pytest.mark.parametrize(
    ("used", "left", "why"),
    [
        ([], "30", ""),
        (["10"], "30", ""),
        (["10.01"], "29.99", "每年至多计入40学分（甲），此前已认定10.01学分，本项计入其余部分"),
        (["20", "19.99"], "0.01", "此前已认定39.99学分"),
    ],
)
def test_r12_a_year_s_cap_leaves_what_is_not_accredited_yet(
    used: Sequence[str], left: str, why: str
) -> None:
    others = [accredited(capped(n, "30"), each) for n, each in enumerate(used, 1)]

    room = require_room(capped(9, "30", YEAR), others)

    assert room.credits == Decimal(left)
    assert why in room.why
    assert bool(room.why) == bool(why)


@pytest.mark.parametrize(
    ("cap", "used", "had"),
    [(YEAR, ["40"], "40学分"), (YEAR, ["30", "10"], "40学分"), (ITEMS, ["1", "1"], "2项")],
)
def test_r12_where_nothing_is_left_the_cap_is_told(cap: Cap, used: Sequence[str], had: str) -> None:
    others = [accredited(capped(n, "30"), each) for n, each in enumerate(used, 1)]

    with pytest.raises(Refusal, match="form_capped") as refused:
        require_room(capped(9, "30", cap), others)

    assert cap.text in refused.value.detail
    assert f"2020年度已认定{had}" in refused.value.detail


def test_r12_only_accredited_ones_of_the_form_use_it_up_and_never_itself() -> None:
    record = capped(9, "30", YEAR, ITEMS)
    waiting = [capped(n, "30", YEAR) for n in (1, 2, 3)]
    of_another_form = [accredited(submitted(n), "60") for n in (4, 5, 6)]

    assert require_room(record, [*waiting, *of_another_form, accredited(record, "30")]) == (
        Decimal(30),
        "",
    )


def test_r12_without_a_cap_everything_counts() -> None:
    others = [accredited(capped(n, "30"), "30") for n in range(1, 9)]

    assert require_room(capped(9, "30"), others) == (Decimal(30), "")


def test_r12_what_counts_with_no_less_is_refused_where_less_is_left() -> None:
    other = accredited(capped(1, "30"), "20")

    assert require_room(capped(9, "30", YEAR), [other], least=Decimal(20)).credits == Decimal(20)
    with pytest.raises(Refusal, match="form_capped"):
        require_room(capped(9, "30", YEAR), [other], least=Decimal("20.01"))


@given(st.lists(st.decimals("0.01", "50", places=2), max_size=8))
def test_r12_no_order_of_accrediting_exceeds_a_cap(computed: list[Decimal]) -> None:
    counted: list[Record] = []
    for serial, each in enumerate(computed, 1):
        record = capped(serial, str(each), YEAR)
        try:
            room = require_room(record, counted)
        except Refusal:
            assert sum(one.counted for one in counted) == YEAR.most
            continue
        counted.append(accredited(record, str(room.credits)))

    assert sum(one.counted for one in counted) == min(sum(computed), YEAR.most)


def test_a_record_of_before_has_no_caps_and_keeps_none() -> None:
    kept = msgspec.to_builtins(submitted(1))

    assert "caps" not in kept
    assert msgspec.convert(kept, Record).caps == ()


def test_caps_are_kept_with_a_record() -> None:
    record = capped(1, "30", YEAR, ITEMS)

    assert msgspec.convert(msgspec.to_builtins(record), Record) == record
