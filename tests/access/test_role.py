"""Roles of staff as they are declared (R20)."""

import pytest

from chalicelib.access.role import Role, RoleKind, require_granter, require_level
from chalicelib.bureaus.rules.territory import Level
from chalicelib.platform.rules.cause import Party
from chalicelib.platform.rules.refusal import Refusal

OF_A_CITY = RoleKind("市级经办人", "测试", Party.BUREAU, levels=frozenset({Level.CITY}))
OF_THE_PROVINCE = RoleKind("省级经办人", "测试", Party.BUREAU, acts_on_province=True)
OF_A_TERRITORY = RoleKind("经办人", "测试", Party.BUREAU)


def test_r20_given_the_roles_then_each_has_a_name_and_a_purpose_of_its_own() -> None:
    assert len({role.kind.label for role in Role}) == len(Role)
    assert len({role.kind.meaning for role in Role}) == len(Role)
    assert all(role.kind.label and role.kind.meaning for role in Role)


def test_r20_given_a_code_that_is_kept_then_it_is_that_role() -> None:
    assert [Role(code) for code in ("reviewer", "administrator", "provider")] == [
        Role.REVIEWER,
        Role.ADMINISTRATOR,
        Role.PROVIDER,
    ]
    assert (Role("hr_officer"), Role("helper")) == (Role.HR_OFFICER, Role.HELPER)


def test_r20_given_the_roles_then_who_decides_about_people_must_be_proved() -> None:
    assert {role for role in Role if role.kind.needs_proof} == {
        Role.REVIEWER,
        Role.ADMINISTRATOR,
        Role.HR_OFFICER,
    }


def test_r20_given_the_roles_then_each_is_kept_as_its_party() -> None:
    assert {role: role.kind.acts_as for role in Role} == {
        Role.REVIEWER: Party.BUREAU,
        Role.ADMINISTRATOR: Party.ADMINISTRATOR,
        Role.PROVIDER: Party.SYSTEM,
        Role.HR_OFFICER: Party.HR_OFFICER,
        Role.HELPER: Party.HELPER,
    }


@pytest.mark.parametrize("territory", ["440000", "440700", "440703"])
@pytest.mark.parametrize("role", Role)
def test_r20_given_a_role_of_today_then_every_level_may_have_it(role: Role, territory: str) -> None:
    require_level(role.kind, territory)


def test_r20_given_a_role_of_one_level_then_no_other_level_has_it() -> None:
    require_level(OF_A_CITY, "440700")
    for territory in ("440000", "440703"):
        with pytest.raises(Refusal) as refused:
            require_level(OF_A_CITY, territory)
        assert refused.value.code == "role_of_another_level"
        assert "市级经办人" in refused.value.detail


@pytest.mark.parametrize("granter", ["440000", "440700", "440703"])
def test_r20_given_what_acts_on_a_territory_then_whoever_administers_it_grants_it(
    granter: str,
) -> None:
    require_granter(OF_A_TERRITORY, granter)


@pytest.mark.parametrize("granter", ["440700", "440703"])
def test_r20_given_what_acts_on_the_province_then_the_province_alone_grants_it(
    granter: str,
) -> None:
    require_granter(OF_THE_PROVINCE, "440000")
    with pytest.raises(Refusal) as refused:
        require_granter(OF_THE_PROVINCE, granter)
    assert refused.value.code == "role_of_the_province"
    assert refused.value.detail.startswith("省级经办人办理全省人员的业务")
