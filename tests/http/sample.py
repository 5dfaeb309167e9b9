"""A few routes that stand for all: every kind of body, query, path and answer."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from threading import Barrier
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib.access.caller import Who
from chalicelib.assembly.identify import identify
from chalicelib.http.application import Xuefen
from chalicelib.http.calls import Call, Calls
from chalicelib.http.received import Paging
from chalicelib.http.wire import HtmlPage
from chalicelib.platform.rules.refusal import Refusal

SECRET = "440703199001011234"
MEETING = Barrier(2, timeout=10)


class Mood(StrEnum):
    GLAD = "glad"
    SAD = "sad"


class Inner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    number: Annotated[str, Meta(min_length=1, max_length=20)]
    mood: Mood = Mood.GLAD


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    document: Inner
    days: Annotated[int, Meta(ge=1, le=366)] = 1
    on: date | None = None
    submit: bool = False
    items: Annotated[list[Inner], Meta(max_length=2)] = []
    counts: dict[str, int] = {}
    facts: dict[str, object] = {}
    credits: Annotated[str, Meta(pattern=r"^[0-9]+$")] = "1"
    mood: Mood | None = None


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: str | None = None


class Query(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    year: int
    mood: Mood | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    text: str = ""
    at: datetime | None = None
    on: date | None = None
    credits: Decimal = Decimal(0)
    numbers: tuple[Decimal, ...] = ()


def _answer(call: Call[Any]) -> Answer:
    return Answer(text=call.cause.token + "|" + call.cause.body, at=call.at)


CALLS = Calls(__name__, tag="样例")


@CALLS.call(
    "POST",
    "/things",
    who=Who.LOGIN,
    body=Body,
    answers=Answer,
    status=201,
    made_at="/things/{text}",
    refusals=("duplicate_credit",),
    summary="登记",
)
def create(call: Call[Body]) -> Answer:
    return _answer(call)


@CALLS.call("POST", "/things/{id}/submit", who=Who.ANYBODY, answers=Answer, summary="提交")
def submit(call: Call[None]) -> Answer:
    return _answer(call)


@CALLS.call("POST", "/things/{id}/close", who=Who.ANYBODY, answers=Answer, summary="结束")
def close(call: Call[None]) -> Answer:
    return _answer(call)


@CALLS.call("PUT", "/things/{id}", who=Who.ANYBODY, body=Reason, answers=Answer, summary="修改")
def replace(call: Call[Reason]) -> Answer:
    return Answer(text=f"{call.body.reason} {call.path['id']}")


@CALLS.call("GET", "/things", who=Who.ANYBODY, query=Query, answers=Answer, summary="列表")
def show_all(call: Call[Query]) -> Answer:
    return Answer(text=f"{call.query.year} {call.query.limit} {call.query.cursor}", at=call.at)


@CALLS.call("GET", "/things/{id}", who=Who.ANYBODY, answers=Answer, summary="查询")
def show(call: Call[None]) -> Answer:
    return Answer(text=call.path["id"])


@CALLS.call(
    "GET", "/kept", who=Who.ANYBODY, answers=Answer, summary="可保存", caching="public, no-cache"
)
def keep(call: Call[None]) -> Answer:
    return Answer(text=str(call.at.date()))


@CALLS.call("GET", "/exact", who=Who.ANYBODY, answers=Answer, summary="精确")
def exact(call: Call[None]) -> Answer:
    return Answer(
        text="䶮",
        at=call.at.astimezone() + timedelta(microseconds=1_001),
        on=date(2020, 2, 29),
        credits=Decimal("2.50"),
        numbers=(Decimal("30.00"), Decimal("1E+2")),
    )


@CALLS.call("GET", "/page", who=Who.ANYBODY, answers=HtmlPage, summary="网页")
def page(_call: Call[None]) -> HtmlPage:
    return HtmlPage("<!doctype html><p>䶮</p>", status=404)


@CALLS.call("GET", "/fails", who=Who.ANYBODY, answers=Answer, summary="故障")
def fails(_call: Call[None]) -> Answer:
    raise KeyError(SECRET)


@CALLS.call("GET", "/misconfigured", who=Who.ANYBODY, answers=Answer, summary="故障")
def misconfigured(_call: Call[None]) -> Answer:
    raise Refusal("policy_invalid", year=2020, why=SECRET)


@CALLS.call("GET", "/factless", who=Who.ANYBODY, answers=Answer, summary="故障")
def factless(_call: Call[None]) -> Answer:
    raise Refusal("window_closed")


@CALLS.call("GET", "/nobody", who=Who.ANYBODY, answers=Answer, summary="无人")
def nobody(call: Call[None]) -> Answer:
    return Answer(text=call.person)


@CALLS.call("GET", "/meet/{id}", who=Who.ANYBODY, answers=Answer, summary="并发")
def meet(call: Call[None]) -> Answer:
    MEETING.wait()
    return Answer(text=call.path["id"])


def make_app(calls: Calls) -> Xuefen:
    app = Xuefen("xuefen", identify)
    app.register_blueprint(calls)
    return app


APP = make_app(CALLS)
