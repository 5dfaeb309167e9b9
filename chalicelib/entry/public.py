"""What anybody may ask: verification of a certificate, a year's policy, health, the contract."""

import re
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.actions.compare_name import compare_name
from chalicelib.actions.verify_certificate import verify_certificate
from chalicelib.entry import (
    present_certificate,
    present_law,
    shapes,
    shapes_certificate,
    shapes_law,
)
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.entry.texts import Name
from chalicelib.entry.verification_page import refusal_page, verification_page
from chalicelib.entry.wire import Page
from chalicelib.rules.caller import Who
from chalicelib.rules.policy import parse_year
from chalicelib.store.policies import get_policy

public = Calls(__name__)

_VERSION = re.compile(r"[0-9]{1,4}")


class VerifyQuery(msgspec.Struct, frozen=True):
    """`v`: the version that the QR code names; `name`: the full name to compare.

    Whatever else a scanner adds to the address it was shown is passed over.
    """

    v: Annotated[int, Meta(ge=1, le=9999)] | None = None
    name: Name | None = None


class PageQuery(msgspec.Struct, frozen=True):
    """The version; scanners add what they like, and a `v` that is no number is left out."""

    v: str | None = None


class NameForm(PageQuery, frozen=True):
    """The page's own form: a name is sent in the body, where no address and no log shows it."""

    name: str | None = None


@public.call(
    "GET",
    "/v1/certificates/{number}",
    who=Who.ANYBODY,
    query=VerifyQuery,
    answers=shapes_certificate.Verification,
    refusals=("certificate_unknown", "certificate_number_invalid", "busy"),
    summary="验证证书",
)
def verify(call: Call[VerifyQuery]) -> shapes_certificate.Verification:
    """Say whether a certificate is valid now; the name is masked."""
    return _verified(call.path["number"], call.query.v, call.query.name, call.at)


@public.call(
    "GET",
    "/verify/{number}",
    who=Who.ANYBODY,
    query=PageQuery,
    answers=Page,
    refused=refusal_page,
    summary="证书验证页",
)
def verify_page(call: Call[PageQuery]) -> Page:
    """Show the verification to people, without scripts."""
    return _page(call.path["number"], call.query.v, None, call.at)


@public.call(
    "POST",
    "/verify/{number}",
    who=Who.ANYBODY,
    body=NameForm,
    answers=Page,
    refused=refusal_page,
    keyed=False,
    summary="核对持证人姓名",
)
def compare_on_page(call: Call[NameForm]) -> Page:
    """Show the same page, and whether the name that was typed is the holder's."""
    return _page(call.path["number"], call.body.v, call.body.name, call.at)


def _page(number: str, asked: str | None, typed: str | None, at: datetime) -> Page:
    version = int(asked) if asked and _VERSION.fullmatch(asked) else None
    return verification_page(_verified(number, version, typed, at), version)


def _verified(
    number: str, version: int | None, typed: str | None, at: datetime
) -> shapes_certificate.Verification:
    """What is so now, and whether the name is the holder's, where one was typed."""
    found = verify_certificate(number, version)
    given = (typed or "").strip()
    return present_certificate.verification(
        found, version, compare_name(found, given, at=at) if given else None
    )


@public.call(
    "GET",
    "/v1/policies/{year}",
    who=Who.ANYBODY,
    answers=shapes_law.Policy,
    refusals=("year_unknown",),
    summary="年度政策",
)
def show_policy(call: Call[None]) -> shapes_law.Policy:
    """Show a year's figures with their sources."""
    return present_law.policy(get_policy(parse_year(call.path["year"])), call.at)


@public.call("GET", "/v1/health", who=Who.ANYBODY, answers=shapes.Health, summary="运行状态")
def health(call: Call[None]) -> shapes.Health:  # noqa: ARG001 - every handler is given its call
    """Say that the service answers."""
    return shapes.Health(status="ok")
