"""The page that people see of a certificate, without scripts (R34); any "no" on it is a page too."""

from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from msgspec import UNSET

from chalicelib.bureaus.rules.contact import contact_line, detail_of
from chalicelib.certificates.routes import shapes_verification
from chalicelib.http.wire import HtmlPage
from chalicelib.platform.rules.china_time import day_text
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import Ask

TEMPLATE = Path(__file__).with_name("verify.html")
HEADLINES = {
    "valid": ("证书有效", "该证书由本系统签发，目前有效。"),
    "revoked": ("证书已撤销", "该证书已被撤销，不再有效。"),
    "superseded": ("证书已换发", "这是旧版证书，持证人已换发新版，请以新版为准。"),
    "altered": ("姓名不符", "该编号确有有效证书，但持证人不是所填的姓名，所见的证书可能被篡改。"),
}
UNKNOWN = "查无此证"
UNKNOWN_CODES = frozenset({"certificate_unknown", "certificate_number_invalid"})
LIMITED = (
    "该证书一小时内已核对过多个不同的姓名，暂不再核对姓名，请一小时后再试，或联系出示证书的人。"
)


def verification_page(shown: shapes_verification.Verification, version: int | None) -> HtmlPage:
    """Show what verifying found, with a form to compare the holder's full name."""
    is_altered = shown.state == "valid" and shown.name_agrees is False
    state = "altered" if is_altered else shown.state
    headline, explanation = HEADLINES[state]
    return HtmlPage(_html(state, headline, explanation, _details(shown, version)))


def refusal_page(refusal: Refusal) -> HtmlPage:
    """Show a refusal to people: what happened and what to do."""
    is_unknown = refusal.code in UNKNOWN_CODES
    headline = UNKNOWN if is_unknown else refusal.kind.title
    return HtmlPage(_html("unknown", headline, detail_of(refusal), ""), status=refusal.kind.status)


@cache
def _template() -> Template:
    return Template(TEMPLATE.read_text("utf-8"))


def _html(state: str, headline: str, explanation: str, details: str) -> str:
    return _template().substitute(
        state=state,
        headline=escape(headline),
        explanation=escape(explanation),
        details=details,
        contact=escape(contact_line(Ask.FINANCE)),
    )


def _details(shown: shapes_verification.Verification, version: int | None) -> str:
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


def _name_form(shown: shapes_verification.Verification, version: int | None) -> str:
    return (
        '<form method="post"><label for="name">核对持证人姓名</label>'
        f'<input type="hidden" name="v" value="{version or shown.version}">'
        '<input id="name" name="name" autocomplete="off" maxlength="50" required>'
        f'<button type="submit">核对</button>{_name_answer(shown)}</form>'
    )


def _name_answer(shown: shapes_verification.Verification) -> str:
    """What came of comparing a name, if one was sent."""
    if shown.name_limited is True:
        return f'<p class="differs" role="status">{LIMITED}</p>'
    if shown.name_agrees is UNSET:
        return ""
    if shown.name_agrees:
        return '<p class="agrees" role="status">姓名一致。</p>'
    differs = "姓名不一致，请核对后重新填写，或联系出示证书的人。"
    return f'<p class="differs" role="status">{differs}</p>'
