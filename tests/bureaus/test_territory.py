"""Territories of Guangdong, and which covers which (R5, R20)."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bureaus.rules.territory import (
    PROVINCE,
    Level,
    below,
    chain,
    covers,
    parse_territory,
    territories,
)
from chalicelib.platform.rules.refusal import Refusal

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/territory.toml").read_text("utf-8"))
OWN_CODES = [(code, name, Level.COUNTY) for code, name in CASES["own_code"].items()]
PLACES = [
    *((code, name, level) for level in Level for code, name in CASES[level].items()),
    *OWN_CODES,
]
CODES = [code for code, _, _ in PLACES]
JIANGMEN = ("440700", "440703", "440704", "440705", "440781", "440783", "440784", "440785")

codes = st.sampled_from(CODES)


def test_r5_every_place_is_known_by_code_name_and_level() -> None:
    places = [parse_territory(code) for code in CODES]
    assert [(place.code, place.full_name, place.level) for place in places] == PLACES
    assert [place for place in places if not place.full_name.endswith(place.name)] == []


def test_r5_the_province_has_twenty_one_cities_one_of_them_not_ours() -> None:
    assert len(CASES["city"]) == 20
    assert len(CASES["county"]) == 113
    assert len(CASES["own_code"]) == 2
    assert sorted(below(PROVINCE)) == sorted(CODES)


@pytest.mark.parametrize(
    ("code", "name", "parent"),
    [
        ("440000", "广东省", None),
        ("440700", "江门市", "440000"),
        ("440703", "蓬江区", "440700"),
        ("441900", "东莞市", "440000"),
        ("442000", "中山市", "440000"),
    ],
)
def test_r5_a_place_has_its_own_name_and_the_place_above(
    code: str, name: str, parent: str | None
) -> None:
    place = parse_territory(code)
    assert (place.name, place.parent) == (name, parent)


def test_r5_a_bureau_without_a_code_of_gb_t_2260_is_marked_and_says_by_which_law_it_is_there() -> (
    None
):
    own = {each.code: each for each in territories() if each.has_own_code}
    assert sorted(own) == sorted(CASES["own_code"])
    for each in own.values():
        assert each.own_code_source
        assert each.parent == f"{each.code[:4]}00"


def test_r5_every_other_code_is_of_gb_t_2260_and_needs_no_law() -> None:
    others = [each for each in territories() if not each.has_own_code]
    assert all(len(each.code) == 6 and each.code.isdecimal() for each in others)
    assert not any(each.own_code_source for each in others)


@pytest.mark.parametrize("code", CASES["own_code"])
def test_r5_no_spreadsheet_reads_an_own_code_as_a_number(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        float(code)


@pytest.mark.parametrize("typed", ["4413k1", " ４４１３Ｋ１ ", "４４１３ｋ１"])
def test_r5_an_own_code_may_be_typed_in_either_case_and_width(typed: str) -> None:
    assert parse_territory(typed).code == "4413K1"


@pytest.mark.parametrize("typed", [" 440703 ", "４４０７０３", "　440703"])
def test_r5_the_way_of_typing_makes_no_difference(typed: str) -> None:
    assert parse_territory(typed).code == "440703"


@pytest.mark.parametrize("code", [*CASES["excluded"], "４４０３０４", " 440304 "])
def test_r5_shenzhen_is_refused_because_its_own_rules_apply(code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_territory(code)
    assert refused.value.code == "shenzhen_excluded"
    assert refused.value.facts == {"field": "territory"}
    assert "深圳市的规定" in refused.value.detail


@pytest.mark.parametrize("code", CASES["unknown"])
def test_r5_what_is_no_place_of_guangdong_is_refused(code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_territory(code)
    assert refused.value.code == "territory_unknown"
    assert refused.value.facts == {"field": "territory", "value": code}
    assert f"「{code}」不是广东省的行政区划代码" in refused.value.detail


def test_r5_a_code_without_end_is_not_repeated_whole() -> None:
    with pytest.raises(Refusal) as refused:
        parse_territory("4" * 21)
    assert refused.value.facts["value"] == "4" * 20


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("440703", ("440703", "440700", "440000")),
        ("440700", ("440700", "440000")),
        ("441900", ("441900", "440000")),
        ("4413K1", ("4413K1", "441300", "440000")),
        ("440000", ("440000",)),
        ("440300", ()),
        ("440304", ()),
        ("110000", ()),
        ("440799", ()),
        ("", ()),
    ],
)
def test_r20_the_chain_goes_from_the_place_up_to_the_province(
    code: str, expected: tuple[str, ...]
) -> None:
    assert chain(code) == expected


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("440000", "440000", True),
        ("440000", "440700", True),
        ("440000", "440703", True),
        ("440000", "442000", True),
        ("440700", "440700", True),
        ("440700", "440703", True),
        ("440700", "440785", True),
        ("440700", "440604", False),
        ("440700", "440600", False),
        ("440700", "440000", False),
        ("440703", "440703", True),
        ("440703", "440704", False),
        ("440703", "440700", False),
        ("440703", "440000", False),
        ("441900", "441900", True),
        ("440000", "4413K1", True),
        ("441300", "4413K1", True),
        ("441302", "4413K1", False),
        ("4413K2", "4413K1", False),
        ("4413K1", "441300", False),
        ("440000", "440300", False),
        ("440000", "440304", False),
        ("440300", "440304", False),
        ("440304", "440304", False),
        ("440000", "110000", False),
        ("110000", "110000", False),
        ("", "440703", False),
        ("44", "440703", False),
        ("", "", False),
    ],
)
def test_r20_a_bureau_covers_itself_and_what_is_below(
    outer: str,
    inner: str,
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert covers(outer, inner) is expected


def test_r20_below_begins_with_the_place_itself() -> None:
    assert below("440000")[0] == "440000"
    assert below("440700") == JIANGMEN
    assert below("440703") == ("440703",)
    assert below("441900") == ("441900",)


@pytest.mark.parametrize("code", ["440300", "440304", "110000", ""])
def test_r20_nothing_is_below_what_is_no_territory_here(code: str) -> None:
    assert below(code) == ()


@given(codes, codes)
def test_r20_below_chain_and_covers_say_the_same(outer: str, inner: str) -> None:
    assert covers(outer, inner) is (outer in chain(inner)) is (inner in below(outer))
    assert len(set(below(outer))) == len(below(outer))


@given(codes, codes)
def test_r20_two_bureaus_cover_each_other_only_if_they_are_one(one: str, other: str) -> None:
    assert (covers(one, other) and covers(other, one)) is (one == other)


@given(codes)
def test_r20_each_level_stands_above_the_next(code: str) -> None:
    levels = [parse_territory(each).level for each in chain(code)]
    assert levels == [Level.COUNTY, Level.CITY, Level.PROVINCE][-len(levels) :]
    assert chain(code)[-1] == PROVINCE
