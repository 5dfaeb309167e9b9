"""Names and codes of employers: what is accepted, what is the same, what finds one (R37)."""

import pytest

from chalicelib.employers.actions import change_clerks
from chalicelib.employers.rules.employer_code import find_code, parse_code
from chalicelib.employers.rules.employer_name import (
    FEWEST,
    MOST,
    entries,
    finds,
    is_same,
    normal_form,
    parse_employer_name,
    sought_forms,
)
from chalicelib.platform.rules.refusal import Refusal
from tests.employers.codes import RED
from tests.employers.test_employers import opened
from tests.journey.world import World


@pytest.mark.parametrize(
    ("name", "is_accepted"),
    [
        ("红" * (FEWEST - 1), False),
        ("红" * FEWEST, True),
        ("红" * MOST, True),
        ("红" * (MOST + 1), False),
        ("红 " * (FEWEST - 1), False),
        (f"红{' ' * (MOST - 2)}星", True),
        (f"红{' ' * (MOST - 1)}星", False),
        ("㍿" * 26, False),
    ],
)
def test_r37_a_name_has_two_to_a_hundred_characters_folded_and_as_typed(
    name: str,
    is_accepted: bool,  # noqa: FBT001 - what the case says
) -> None:
    if is_accepted:
        assert parse_employer_name(name) == name.strip()
        return
    with pytest.raises(Refusal) as refused:
        parse_employer_name(name, "employer")
    assert (refused.value.code, refused.value.facts["field"]) == ("field_invalid", "employer")


@pytest.mark.parametrize(
    ("asked", "forms"),
    [
        ("红星", ("红星",)),
        ("红星有限公司", ("红星有限公司", "红星")),
        ("红有限公司", ("红有限公司",)),
        ("有限公司", ("有限公司",)),
        (" 红（星） ", ("红(星)",)),
    ],
)
def test_r37_what_is_sought_is_sought_as_typed_and_without_the_company_s_form(
    asked: str, forms: tuple[str, ...]
) -> None:
    assert sought_forms(asked) == forms


@pytest.mark.parametrize("asked", ["", "红", " 红 "])
def test_r37_fewer_than_two_characters_find_nothing(asked: str) -> None:
    with pytest.raises(Refusal) as refused:
        sought_forms(asked)
    assert (refused.value.code, refused.value.facts["field"]) == ("field_invalid", "q")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("江门市红星（集团）有限公司", "江门市红星(集团)股份有限公司"),
        ("江门市红星【集团】有限责任公司", "江门市红星 〔集团〕"),
        ("ＡＢＣ公司", "abc公司"),
    ],
)
def test_r37_brackets_width_spaces_and_the_company_s_form_make_no_difference(
    one: str, other: str
) -> None:
    assert is_same(one, other)
    assert normal_form(normal_form(one)) == normal_form(one)
    assert any(each.startswith(sought_forms(other)[-1]) for each in entries(one, RED))
    assert finds(normal_form(other), one, RED)


def test_r37_a_code_s_form_and_check_character_are_asked_and_width_is_not() -> None:
    wide = "".join(chr(ord(each) + 0xFEE0) for each in RED.lower())
    assert parse_code(f" {wide[:8]}-{wide[8:]} ") == RED
    last = "1" if RED[-1] != "1" else "2"
    for wrong in (RED[:-1], f"{RED}0", RED[:-1] + last, f"I{RED[1:]}", f"{RED[:7]}X{RED[8:]}"):
        with pytest.raises(Refusal) as refused:
            parse_code(wrong)
        assert refused.value.code == "employer_code_invalid"
        assert find_code(wrong) is None


def test_r37_given_as_many_clerks_as_an_employer_may_have_then_one_more_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_clerks, "MOST_CLERKS", 2)
    first, path = opened(world), f"/v1/employers/{RED}/clerks"
    for login in ("second", "third"):
        world.professional(login).get("/v1/whoami")
    first.must("PUT", f"{path}/second", {})

    refused = first.send("PUT", f"{path}/third", {})

    assert (refused.status, refused.code) == (409, "clerks_too_many")
    assert first.must("PUT", f"{path}/second", {})["login"] == "second"
    assert world.reviewer().must("PUT", f"{path}/second", {"first": True})["first"]
