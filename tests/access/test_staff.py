"""Who did something, as histories and acts keep it (R19, R20)."""

import pytest

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.platform.rules.cause import Actor, Party


def test_r19_given_an_administrator_then_the_act_names_login_and_territory() -> None:
    staff = Staff("a login", Role.ADMINISTRATOR, "440700")
    assert staff.actor == Actor(Party.ADMINISTRATOR, "a login", "440700")


def test_r19_given_a_reviewer_then_the_bureau_acts() -> None:
    staff = Staff("a login", Role.REVIEWER, "440703")
    assert staff.actor == Actor(Party.BUREAU, "a login", "440703")


def test_r20_given_a_withdrawn_role_then_nobody_acts() -> None:
    with pytest.raises(LookupError):
        _ = Staff("a login", None, "440700").actor
