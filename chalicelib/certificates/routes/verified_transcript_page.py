"""The page that people see of a transcript (R51): as that of a certificate, a line for each year."""

from datetime import date
from html import escape

from msgspec import UNSET

from chalicelib.certificates.routes.shapes_transcripts import (
    CertifiedBy,
    TranscriptVerification,
    YearListed,
)
from chalicelib.certificates.routes.verification_page import COMPARE_FILE, Part, page
from chalicelib.http.wire import HtmlPage, json_text
from chalicelib.platform.rules.china_time import day_text

HEADLINES = {
    "valid": ("证明属实", "该历年继续教育证明由本系统开具，所列证书目前均有效。"),
    "changed": (
        "证明属实，此后有变化",
        "该证明由本系统开具，但所列证书中有已撤销或已换发新版的，请以下列现状为准。",
    ),
}
_NOW = {"valid": "有效", "revoked": "已撤销", "superseded": "已换发新版"}


def transcript_page(shown: TranscriptVerification, root: str) -> HtmlPage:
    """Show what verifying found.

    Args:
        shown: what was found.
        root: from the page to what lies beside `/verify`.
    """
    headline, explanation = HEADLINES[shown.state]
    state = "valid" if shown.state == "valid" else "superseded"
    return page(
        Part(state, headline, explanation, root)._replace(
            details=_details(shown, root), compared=COMPARE_FILE, answer=json_text(shown)
        )
    )


def _details(shown: TranscriptVerification, root: str) -> str:
    rows = [
        ("姓名", escape(shown.name)),
        *((f"{each.year}年度", _year(each, root)) for each in shown.years),
        ("证明编号", escape(shown.number)),
        ("出具机关", escape(shown.authority)),
        ("开具日期", day_text(date.fromisoformat(shown.issued_on))),
    ]
    listed = "".join(f"<div><dt>{term}</dt><dd>{html}</dd></div>" for term, html in rows)
    return f"<dl>{listed}</dl>"


def _year(year: YearListed, root: str) -> str:
    stated = year.credits
    public = "公需免修" if stated.public is UNSET else f"公需{stated.public}"
    line = f"{year.label}，{public}、专业{stated.professional}学分"
    return escape(line) + (_certificate(year.certificate, root) if year.certificate else "")


def _certificate(named: CertifiedBy, root: str) -> str:
    address = f"{root}verify/{named.number}?v={named.version}"
    return f'<br><a href="{escape(address)}">{escape(named.number)}</a>（{_NOW[named.state]}）'
