"""R32: what is taken for one page without asking is one page, and says what it would say if asked."""

from dataclasses import replace
from io import BytesIO
from itertools import product

import pytest
from pypdf import PdfReader

from chalicelib.certificates.gateways import renderer
from chalicelib.certificates.rules.one_page import (
    AUTHORITY,
    FORM,
    MOST_LINES,
    TITLE,
    is_surely_one_page,
)
from tests.certificates.printed import CERTIFICATE, RECORD, pages

WIDEST = replace(RECORD, title="国" * TITLE, form_label="讲" * FORM)
FURTHER = {
    "note": "本证书仅供核验，有效期至2026年12月31日",
    "general_knowledge": "12.5",
    "national_number": "1.2.156.3005.2.11100000000013127D0M3UBV.UACAF-UK62B.001.D",
}


@pytest.mark.parametrize("is_said", product([False, True], repeat=len(FURTHER)))
def test_r32_given_the_most_that_is_taken_for_one_page_when_rendered_then_it_is_one(
    is_said: tuple[bool, ...],
) -> None:
    said = {name: FURTHER[name] for name, is_it in zip(FURTHER, is_said, strict=True) if is_it}
    # A row takes more room than a further line of one does.
    records = (WIDEST,) * (MOST_LINES - len(said))
    printed = replace(CERTIFICATE, records=records, authority="国" * AUTHORITY, **said)
    assert is_surely_one_page([(WIDEST.title, WIDEST.form_label)] * len(records), "国", len(said))
    (page,) = pages(printed)
    assert page == _asked(printed)


def test_r32_given_a_line_of_a_column_when_rendered_then_what_is_counted_as_one_is_one() -> None:
    for title in ("国" * TITLE, "《会计法》，" + "国" * (TITLE - 6), "W" * (TITLE // 2)):
        (page,) = pages(replace(CERTIFICATE, records=(replace(WIDEST, title=title),)))
        assert f"1 {title} {WIDEST.form_label} 10 " in page


@pytest.mark.parametrize(
    ("title", "form", "authority", "rows"),
    [
        ("国", "讲", "国", MOST_LINES + 1),
        ("国" * (TITLE + 1), "讲", "国", MOST_LINES // 2 + 1),
        ("国", "讲" * (FORM + 1), "国", MOST_LINES // 2 + 1),
        ("W" * (TITLE // 2 + 1), "讲", "国", MOST_LINES // 2 + 1),
        ("国", "讲", "国" * (AUTHORITY + 1), 1),
    ],
)
def test_r32_given_what_may_need_another_page_then_the_page_is_asked(
    title: str, form: str, authority: str, rows: int
) -> None:
    assert not is_surely_one_page([(title, form)] * rows, authority, 0)


def _asked(printed: renderer.Printed) -> str:
    """What the page says if it is asked how many there are."""
    shown = {**renderer._shown(printed), "qr": QR, "is_one_page": False}  # noqa: SLF001 - what is rendered, set the other way
    file = renderer.typeset(renderer._TEMPLATE, shown, printed.issued_on)  # noqa: SLF001 - as above
    (page,) = PdfReader(BytesIO(file)).pages
    return page.extract_text()


QR = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path d="M0 0h1v1z"/></svg>'
