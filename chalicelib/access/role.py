"""Roles: what a login may be for a bureau, each declared once (R20).

Whatever differs by role is read from its declaration: whom a route is for (`who=`), who grants it and
where, whether a person must be proved, where the web client begins, what it is called. What a role
may do is said by the routes that are declared for it.
"""

from enum import StrEnum
from typing import NamedTuple, Self

from chalicelib.bureaus.rules.territory import PROVINCE, Level, parse_territory
from chalicelib.platform.rules.cause import PARTY_LABELS, Party
from chalicelib.platform.rules.refusal import Refusal

EVERY_LEVEL = frozenset(Level)


class RoleKind(NamedTuple):
    """What is declared of a role.

    `label` is its name wherever people read it, `meaning` what it is for. `acts_as` is the party that
    histories keep. `acts_on_province`: on people of the whole province, whatever territory it is
    granted in, so that the province alone grants it (docs/decisions/0013). `needs_proof`: its holder
    decides about people, so nobody whom the issuer has not proved may change anything. `levels` are
    those of the territories that it may be granted in, `home` the web client's page of it, if any.
    """

    label: str
    meaning: str
    acts_as: Party
    acts_on_province: bool = False
    needs_proof: bool = True
    levels: frozenset[Level] = EVERY_LEVEL
    home: str = ""


class Role(StrEnum):
    """What a login may be for a bureau; it has one role at a time."""

    _value_: str
    kind: RoleKind

    def __new__(cls, code: str, kind: RoleKind) -> Self:
        """Make a member of its code and what is declared of it."""
        role = str.__new__(cls, code)
        role._value_ = code
        role.kind = kind
        return role

    REVIEWER = (
        "reviewer",
        RoleKind(
            label="审核人员",
            meaning="认定、退回属地的学分登记，接办、重新受理下级的",
            acts_as=Party.BUREAU,
            home="/desk",
        ),
    )
    ADMINISTRATOR = (
        "administrator",
        RoleKind(
            label=PARTY_LABELS[Party.ADMINISTRATOR],
            meaning="管理属地的人员、证书和经办人；省级另管政策、导入和数据对接",
            acts_as=Party.ADMINISTRATOR,
            home="/admin",
        ),
    )
    PROVIDER = (
        "provider",
        RoleKind(
            label="施教机构",
            meaning="直接报送学习结果的培训机构",
            # What it reports is accredited by nobody's decision (R19).
            acts_as=Party.SYSTEM,
            acts_on_province=True,
            # It may be a machine, which is nobody.
            needs_proof=False,
            home="/provider",
        ),
    )
    HR_OFFICER = (
        "hr_officer",
        RoleKind(
            label=PARTY_LABELS[Party.HR_OFFICER],
            meaning="查找并更正省继续教育系统账号，核对待核对的证书",
            acts_as=Party.HR_OFFICER,
            acts_on_province=True,
            home="/hr",
        ),
    )
    HELPER = (
        "helper",
        RoleKind(
            label=PARTY_LABELS[Party.HELPER],
            meaning="咨询台：可查看某人某年度情况，个人信息打码",
            acts_as=Party.HELPER,
            # It changes nothing.
            needs_proof=False,
            home="/enquiry",
        ),
    )


BUREAU = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
"""Who acts for a bureau in what concerns no single person's record: employers, for one."""


def require_granter(kind: RoleKind, granter: str) -> None:
    """Admit an administrator's territory to grant or withdraw a role (docs/decisions/0013).

    Raises:
        Refusal: `role_of_the_province`.
    """
    if kind.acts_on_province and granter != PROVINCE:
        raise Refusal("role_of_the_province", role=kind.label)


def require_level(kind: RoleKind, territory: str) -> None:
    """Admit a territory to be one where a role may be granted.

    Raises:
        Refusal: `role_of_another_level`; as `parse_territory`, for what is no territory here.
    """
    if parse_territory(territory).level not in kind.levels:
        raise Refusal("role_of_another_level", field="territory", role=kind.label)
