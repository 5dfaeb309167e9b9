"""Every refusal has a message that can be filled wherever it is raised, and none is idle (R35)."""

from string import Formatter

from chalicelib.platform.rules.refusal_kinds import KINDS, Ask
from tests.project.raises import Raised, raised
from tests.project.sources import ROOT

NOT_RAISED_YET: dict[str, str] = {}
OF_OURSELVES = {"internal_error", "policy_invalid"}
"""Faults of ours: there is nothing that a user could do but ask."""


def _places(code: str) -> set[str]:
    parsed = Formatter().parse(KINDS[code].detail)
    return {place for _, place, _, _ in parsed if place}


def _unfilled(each: Raised) -> set[str]:
    return {place for code in each.codes for place in _places(code) - each.facts}


def test_r35_every_place_of_a_message_is_filled_wherever_it_is_raised() -> None:
    assert {str(each): _unfilled(each) for each in raised() if _unfilled(each)} == {}


def test_r35_no_refusal_is_raised_that_has_no_message() -> None:
    assert {code for each in raised() for code in each.codes} - KINDS.keys() == set()


def test_r35_no_message_is_idle() -> None:
    idle = KINDS.keys() - {code for each in raised() for code in each.codes}

    assert idle == NOT_RAISED_YET.keys(), "strike it from KINDS, or here once it is raised"


def test_r35_every_message_is_a_whole_sentence_on_the_page() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")

    assert [
        code for code, kind in KINDS.items() if f"| `{code}` | {kind.title} |" not in page
    ] == []
    assert [code for code, kind in KINDS.items() if not kind.detail.endswith(("。", "}"))] == []


def test_r35_every_message_says_what_to_do_or_whom_to_ask() -> None:
    asking_nobody = [code for code, kind in KINDS.items() if kind.ask is Ask.NOBODY]

    assert [
        code
        for code in asking_nobody
        if code not in OF_OURSELVES
        and not any(word in KINDS[code].detail for word in ("请", "可用", "无需", "即"))
    ] == []


def test_r35_the_message_never_shows_a_place_in_braces_to_a_user() -> None:
    for code, kind in KINDS.items():
        filled = kind.detail.format(**dict.fromkeys(_places(code), "甲"))
        assert "{" not in filled
        assert "}" not in filled
