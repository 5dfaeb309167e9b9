"""Every text that a client sends goes through one check (R7, R32)."""

from datetime import date
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.texts import Lines, PrintedText, Short, parse_texts, unchecked
from chalicelib.people.routes.shapes import EnrolmentSent
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.decide_record import Decision
from chalicelib.records.routes.shapes import RecordSent
from chalicelib.records.routes.shapes_review import FaultSent, VerdictSent

TODAY = date(2020, 6, 1)
NUMBER = "44070319950709107X"


class Inner(msgspec.Struct, frozen=True):
    """What stands in a list."""

    text: str


class Everything(msgspec.Struct, frozen=True, kw_only=True):
    """A member of every kind."""

    plain: str = ""
    lines: Lines | None = None
    printed: PrintedText | UnsetType = UNSET
    mark: Annotated[str, unchecked("a test")] = ""
    value: str | bool | int = 1
    listed: Annotated[list[Short], Meta(max_length=3)] = []
    inner: tuple[Inner, ...] = ()
    facts: dict[str, Any] = {}
    skipped: Annotated[list[Any], unchecked("a test")] = []


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"plain": "甲\u202e"}, "plain"),
        ({"plain": "甲\n乙"}, "plain"),
        ({"lines": "甲\x00"}, "lines"),
        ({"printed": "甲\x00"}, "printed"),
        ({"printed": "甲📚"}, "printed"),
        ({"value": "\ufeff甲"}, "value"),
        ({"listed": ["甲", "\u200b"]}, "listed.1"),
        ({"inner": (Inner("甲"), Inner("\ue000"))}, "inner.1.text"),
        ({"facts": {"role": "\x00"}}, "facts.role"),
        ({"facts": {"role": ["甲", {"a": "\x00"}]}}, "facts.role.1.a"),
        ({"facts": {"\x00": 1}}, "facts"),
    ],
)
def test_r32_given_a_text_that_cannot_be_read_then_refused_by_its_place(
    sent: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_texts(Everything(**sent), TODAY)

    assert (refused.value.code, refused.value.facts["field"]) == ("field_invalid", field)
    assert "faults" not in refused.value.facts


def test_r7_given_an_identity_number_then_refused_wherever_it_is_no_document_s() -> None:
    sent: list[tuple[dict[str, Any], str]] = [
        ({"plain": NUMBER}, "plain"),
        ({"lines": f"张三\n{NUMBER}"}, "lines"),
        ({"facts": {"role": f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"}}, "facts.role"),
    ]
    for each, field in sent:
        with pytest.raises(Refusal) as refused:
            parse_texts(Everything(**each), TODAY)
        assert (refused.value.code, refused.value.facts["field"]) == (
            "identity_number_in_text",
            field,
        )
        assert NUMBER not in str(refused.value.facts)


def test_given_what_is_no_text_for_people_then_as_it_was_sent() -> None:
    sent = Everything(mark=" \x00 ", value=3, skipped=["\x00"], lines="甲\n乙")

    assert parse_texts(sent, TODAY) == sent


def test_given_spaces_around_then_trimmed_wherever_they_stand() -> None:
    parsed = parse_texts(
        Everything(plain=" 甲 ", listed=["乙\u3000"], inner=(Inner("\n丙"),), facts={"a": " 丁"}),
        TODAY,
    )

    assert parsed == Everything(plain="甲", listed=["乙"], inner=(Inner("丙"),), facts={"a": "丁"})


def test_given_several_texts_at_fault_then_all_are_told_at_once() -> None:
    sent = RecordSent(
        form="training",
        title="学习📚",
        issuer="省\x00厅",
        reference=NUMBER,
        ended_on=TODAY,
        facts={"days": 1},
    )
    with pytest.raises(Refusal) as refused:
        parse_texts(sent, TODAY)

    assert (refused.value.code, refused.value.facts["field"]) == ("field_invalid", "title")
    told = refused.value.facts["faults"]
    assert isinstance(told, list)
    assert [(each["field"], each["code"]) for each in told] == [
        ("title", "field_invalid"),
        ("issuer", "field_invalid"),
        ("reference", "identity_number_in_text"),
    ]
    assert [each["detail"][:5] for each in told] == ["「标题（学", "「主办或出", "「编号或文"]


def test_r2_given_a_document_then_its_number_stays() -> None:
    sent = msgspec.convert(
        {
            "name": "张三",
            "document": {"type": "resident_id", "number": NUMBER},
            "territory": "440703",
            "employment": "employed",
        },
        EnrolmentSent,
    )

    assert parse_texts(sent, TODAY) == sent


def test_r22_given_a_verdict_then_its_reasons_may_go_over_several_lines() -> None:
    sent = msgspec.convert(
        {
            "decision": "return",
            "reason": "一、缺材料\n二、缺盖章",
            "faults": [{"field": "title", "reason": "甲\n乙"}],
        },
        VerdictSent,
    )

    assert parse_texts(sent, TODAY).decision is Decision.RETURN
    assert parse_texts(sent, TODAY).faults == (FaultSent(field="title", reason="甲\n乙"),)
