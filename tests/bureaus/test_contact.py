"""Enquiry lines: whom to ask (R35)."""

import pytest

from chalicelib.bureaus.rules.contact import contact_line, contacts
from chalicelib.platform.rules.refusal_kinds import Ask


def test_r35_the_finance_line_is_the_notices_own() -> None:
    assert contact_line(Ask.FINANCE) == "咨询：省会计信息平台 020-29817536。"


def test_r35_the_hr_line() -> None:
    assert contact_line(Ask.HR) == "咨询：省继续教育系统（人社部门） 12333。"


def test_r35_nobody_to_ask() -> None:
    assert contact_line(Ask.NOBODY) == ""
    assert contact_line(Ask.NOBODY, "440703") == ""


@pytest.mark.parametrize(
    ("territory", "phone"),
    [("440703", "0750-12345"), ("440700", "0750-12345"), ("440103", " 12345"), (None, " 12345")],
)
def test_r35_the_own_bureau_is_the_nearest_known(territory: str | None, phone: str) -> None:
    assert contact_line(Ask.BUREAU, territory).endswith(f"{phone}。")


def test_r35_each_line_says_where_it_is_known_from() -> None:
    lines = contacts()

    assert "粤财会函〔2020〕4号" in lines.finance.source
    for assumed in (lines.hr, lines.bureau, *lines.bureaus.values()):
        assert assumed.source == "文件未规定，可由管理员调整"
