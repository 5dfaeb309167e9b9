"""What anybody may ask: verification of a certificate, a year's policy, health, the contract."""

import re
from datetime import date
from html import escape
from pathlib import Path
from string import Template
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta

from chalicelib.actions.verify_certificate import verify_certificate
from chalicelib.entry import present, shapes
from chalicelib.entry.call import Call
from chalicelib.entry.caller import Who
from chalicelib.entry.calls import Calls
from chalicelib.entry.wire import Page
from chalicelib.rules.contact import contact_line
from chalicelib.rules.policy import parse_year
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.refusal_kinds import Ask
from chalicelib.rules.window import day_text
from chalicelib.store.policies import get_policy

public = Calls(__name__)

TEMPLATE = Path(__file__).with_name("verify.html")
_VERSION = re.compile(r"[0-9]{1,4}")
HEADLINES = {
    "valid": ("证书有效", "该证书由本系统签发，目前有效。"),
    "revoked": ("证书已撤销", "该证书已被撤销，不再有效。"),
    "superseded": ("证书已换发", "这是旧版证书，持证人已换发新版，请以新版为准。"),
    "altered": ("姓名不符", "该编号确有有效证书，但持证人不是所填的姓名，所见的证书可能被篡改。"),
    "unknown": ("查无此证", "本系统没有签发过此编号的证书，请核对编号。"),
}


class VerifyQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`v`: the version that the QR code names; `name`: the full name to compare."""

    v: Annotated[int, Meta(ge=1, le=9999)] | None = None
    name: Annotated[str, Meta(max_length=200)] | None = None


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
    answers=shapes.Verification,
    refusals=("certificate_unknown", "certificate_number_invalid"),
    summary="验证证书",
)
def verify(call: Call[VerifyQuery]) -> shapes.Verification:
    """Say whether a certificate is valid now; the name is masked."""
    certificate = verify_certificate(call.path["number"], call.query.v)
    return present.verification(certificate, call.query.v, call.query.name)


@public.call(
    "GET", "/verify/{number}", who=Who.ANYBODY, query=PageQuery, answers=Page, summary="证书验证页"
)
def verify_page(call: Call[PageQuery]) -> Page:
    """Show the verification to people, without scripts."""
    return _verified(call.path["number"], call.query.v, None)


@public.call(
    "POST",
    "/verify/{number}",
    who=Who.ANYBODY,
    body=NameForm,
    answers=Page,
    keyed=False,
    summary="核对持证人姓名",
)
def compare_name(call: Call[NameForm]) -> Page:
    """Show the same page, and whether the name that was typed is the holder's."""
    return _verified(call.path["number"], call.body.v, (call.body.name or "").strip() or None)


def _verified(number: str, asked: str | None, name: str | None) -> Page:
    version = int(asked) if asked and _VERSION.fullmatch(asked) else None
    try:
        certificate = verify_certificate(number, version)
    except Refusal as refusal:
        return Page(_html("unknown", "", refusal.detail), status=refusal.kind.status)
    shown = present.verification(certificate, version, name)
    is_altered = shown.state == "valid" and shown.name_agrees is False
    return Page(_html("altered" if is_altered else shown.state, _details(shown, version), None))


def _html(state: str, details: str, explanation: str | None) -> str:
    headline, usual = HEADLINES[state]
    return Template(TEMPLATE.read_text("utf-8")).substitute(
        state=state,
        headline=headline,
        explanation=escape(explanation or usual),
        details=details,
        contact=escape(contact_line(Ask.FINANCE)),
    )


def _details(shown: shapes.Verification, version: int | None) -> str:
    """The facts, and a form to compare the holder's full name."""
    rows = [
        ("姓名", shown.name),
        ("年度", f"{shown.year}年度"),
        ("证书编号", shown.number),
        ("签发日期", _day(shown.issued_on)),
    ]
    if shown.revoked_on is not UNSET:
        rows.append(("撤销日期", _day(shown.revoked_on)))
    listed = "".join(f"<div><dt>{term}</dt><dd>{escape(value)}</dd></div>" for term, value in rows)
    return f"<dl>{listed}</dl>{_name_form(shown, version)}"


def _day(written: str) -> str:
    return day_text(date.fromisoformat(written)) if written else ""


def _name_form(shown: shapes.Verification, version: int | None) -> str:
    answer = ""
    if shown.name_agrees is not UNSET:
        agrees = (
            ("agrees", "姓名一致。")
            if shown.name_agrees
            else ("differs", "姓名不一致，请核对后重新填写，或联系出示证书的人。")
        )
        answer = f'<p class="{agrees[0]}" role="status">{agrees[1]}</p>'
    return (
        '<form method="post"><label for="name">核对持证人姓名</label>'
        f'<input type="hidden" name="v" value="{version or shown.version}">'
        '<input id="name" name="name" autocomplete="off" maxlength="50" required>'
        f'<button type="submit">核对</button>{answer}</form>'
    )


@public.call(
    "GET",
    "/v1/policies/{year}",
    who=Who.ANYBODY,
    answers=shapes.Policy,
    refusals=("year_unknown",),
    summary="年度政策",
)
def show_policy(call: Call[None]) -> shapes.Policy:
    """Show a year's figures with their sources."""
    return present.policy(get_policy(parse_year(call.path["year"])), call.at)


@public.call("GET", "/v1/health", who=Who.ANYBODY, answers=shapes.Health, summary="运行状态")
def health(call: Call[None]) -> shapes.Health:  # noqa: ARG001 - every handler is given its call
    """Say that the service answers."""
    return shapes.Health(status="ok")
