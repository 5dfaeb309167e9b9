"""The page that people see of a certificate (R34, R48); any "no" on it is a page too, with the field again.

It is whole without its script, which the client's build makes of `web/src/verify`: that verifies the
statement behind `#` and compares a file with those that were issued, both in the browser.
"""

from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import NamedTuple

from msgspec import UNSET

from chalicelib.bureaus.rules.contact import contact_line, detail_of
from chalicelib.certificates.routes import shapes_verification
from chalicelib.http.wire import PAGE_POLICY, HtmlPage, json_text
from chalicelib.platform.rules.china_time import day_text
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import Ask

TEMPLATE = Path(__file__).with_name("verify.html")
ASSETS = Path(__file__).parents[2] / "web" / "assets"
POLICY = f"{PAGE_POLICY}; script-src 'self'; connect-src 'self'"
BELOW, BESIDE = "../", "./"
"""From a certificate's page to what lies beside `/verify`, and from `/verify` itself."""
HEADLINES = {
    "valid": ("证书有效", "该证书由本系统签发，目前有效。"),
    "revoked": ("证书已撤销", "该证书已被撤销，不再有效。"),
    "superseded": ("证书已换发", "这是旧版证书，持证人已换发新版，请以新版为准。"),
    "altered": ("姓名不符", "该编号确有有效证书，但持证人不是所填的姓名，所见的证书可能被篡改。"),
}
UNKNOWN = "查无此证"
UNKNOWN_CODES = frozenset({"certificate_unknown", "certificate_number_invalid"})
WRONG = "没有这个编号，请核对后重新填写。"
LIMITED = (
    "该证书一小时内已核对过多个不同的姓名，暂不再核对姓名，请一小时后再试，或联系出示证书的人。"
)
_TICK, _CROSS, _MARK, _GLASS = (
    "M8.2 12.2l2.7 2.7 5-5.4",
    "M9.2 9.2l5.6 5.6m0-5.6l-5.6 5.6",
    "M12 8v5m0 3v.1",
    "M11.4 14.6a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zm2.3-.9l2.3 2.3",
)
_ASKS = {"asked": "填写编号", "unknown": "重新填写编号"}
_SIGNS = {"valid": _TICK, "superseded": _MARK, "asked": _GLASS}


class Part(NamedTuple):
    """What differs from page to page; `details` and `compared` are HTML, all else is text."""

    state: str
    headline: str
    explanation: str
    root: str
    details: str = ""
    compared: str = ""
    answer: str = ""
    typed: str = ""
    wrong: str = ""


def verification_page(
    shown: shapes_verification.Verification, version: int | None, root: str
) -> HtmlPage:
    """Show what verifying found, with a form to compare the holder's full name.

    Args:
        shown: what was found.
        version: the one that was asked for.
        root: from the page to what lies beside `/verify`.
    """
    is_altered = shown.state == "valid" and shown.name_agrees is False
    state = "altered" if is_altered else shown.state
    headline, explanation = HEADLINES[state]
    part = Part(state, headline, explanation, root)
    return page(
        part._replace(
            details=_details(shown, version),
            compared=_name_form(shown, version, root) + COMPARE_FILE,
            answer=json_text(shown),
        )
    )


def refusal_page(refusal: Refusal, root: str = BELOW, typed: str = "") -> HtmlPage:
    """Show a refusal to people: what happened and what to do, and the field with what was typed."""
    is_unknown = refusal.code in UNKNOWN_CODES
    headline = UNKNOWN if is_unknown else refusal.kind.title
    detail = detail_of(refusal)
    state = "unknown" if is_unknown else "failed"
    part = Part(state, headline, detail, root, typed=typed)
    wrong = WRONG if is_unknown and typed else ""
    return page(part._replace(wrong=wrong), refusal.kind.status)


def at_field(refusal: Refusal) -> HtmlPage:
    """Show a refusal on the page that asks for a number."""
    return refusal_page(refusal, BESIDE)


def field_page() -> HtmlPage:
    """Ask for a number."""
    explanation = "扫描证书上的二维码，或填写证书编号。无需登录。"
    return page(Part("asked", "验证证书", explanation, BESIDE))


def page(part: Part, status: int = 200) -> HtmlPage:
    """The page with what differs from others filled in."""
    described = 'aria-invalid="true" aria-describedby="wrong"' if part.wrong else ""
    error = f'<p class="error" id="wrong">{escape(part.wrong)}</p>' if part.wrong else ""
    html = _template().substitute(
        {name: escape(text) for name, text in part._asdict().items()},
        details=part.details,
        compared=part.compared,
        wrong=error,
        described=described,
        sign=_SIGNS.get(part.state, _CROSS),
        asks=_ASKS.get(part.state, "验证其他证书"),
        contact=escape(contact_line(Ask.FINANCE)),
        script=_script(part.root),
    )
    return HtmlPage(html, status=status, policy=POLICY)


@cache
def _template() -> Template:
    return Template(TEMPLATE.read_text("utf-8"))


@cache
def _script(root: str) -> str:
    """The page's script, by the name that the build gave it; none where the client is not built."""
    built = sorted(ASSETS.glob("verify-*.js"))
    return f'<script type="module" src="{root}assets/{built[0].name}"></script>' if built else ""


def _details(shown: shapes_verification.Verification, version: int | None) -> str:
    rows = [
        ("姓名", shown.name),
        ("年度", f"{shown.year}年度"),
        ("公需科目", _credits(shown.credits.public)),
        ("专业科目", _credits(shown.credits.professional)),
        ("计入学习", f"{shown.records}项"),
        ("证书编号", shown.number),
        ("版次", _version(shown, version)),
        ("签发单位", shown.authority),
        ("签发日期", _day(shown.issued_on)),
    ]
    general = shown.credits.general_knowledge
    if general is not UNSET:
        rows.insert(4, ("其中通识", _credits(general)))
    if shown.national_number is not UNSET:
        rows.append(("证照标识", shown.national_number))
    if shown.revoked_on is not UNSET:
        rows.append(("撤销日期", _day(shown.revoked_on)))
    listed = "".join(f"<div><dt>{term}</dt><dd>{escape(value)}</dd></div>" for term, value in rows)
    return f"<dl>{listed}</dl>"


def _credits(earned: object) -> str:
    return "免修" if earned is UNSET else f"{earned} 学分"


def _version(shown: shapes_verification.Verification, asked: int | None) -> str:
    now = f"第{shown.version}版"
    return now if asked in {None, shown.version} else f"第{asked}版（现行的是{now}）"


def _day(written: str) -> str:
    return day_text(date.fromisoformat(written)) if written else ""


def _name_form(shown: shapes_verification.Verification, version: int | None, root: str) -> str:
    return (
        "<section>"
        f'<form id="name-form" method="post" action="{root}verify/{shown.number}">'
        '<label for="name" class="title">核对持证人姓名<span class="hint">键入姓名全称</span></label>'
        f'<input type="hidden" name="v" value="{version or shown.version}">'
        '<input id="name" name="name" autocomplete="off" maxlength="50" required>'
        f'<button type="submit">核对</button>{_name_answer(shown)}</form></section>'
    )


def _name_answer(shown: shapes_verification.Verification) -> str:
    """What came of comparing a name, if one was sent."""
    if shown.name_limited is True:
        return _told("wait", LIMITED)
    if shown.name_agrees is UNSET:
        return ""
    if shown.name_agrees:
        return _told("good", "姓名一致。")
    return _told("bad", "姓名不一致，请核对后重新填写，或联系出示证书的人。")


def _told(kind: str, text: str) -> str:
    return f'<p class="told {kind}" role="status">{text}</p>'


COMPARE_FILE = """
<section id="file" hidden>
<h2>核对文件</h2>
<p class="soft">选择收到的PDF，或把它拖到本页：在您的浏览器里与签发的文件逐字节比对，文件不会上传。</p>
<div class="drop"><label for="file-chosen">选择PDF文件</label><input id="file-chosen" type="file" accept="application/pdf,.pdf"></div>
<div id="file-said" class="told" aria-live="polite"></div>
</section>"""
