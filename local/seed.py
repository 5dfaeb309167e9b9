"""Staff of the development issuer's demo logins: who acts for which bureau."""

from chalicelib.access.login import login_digest
from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import PROVINCE
from chalicelib.staff.actions.ask_staff import put_staff
from local.sign_in_page import NAMED, login_of

DEMO_STAFF = {
    "admin": (Role.ADMINISTRATOR, PROVINCE),
    "reviewer-440000": (Role.REVIEWER, PROVINCE),
    "reviewer-440700": (Role.REVIEWER, "440700"),
    "reviewer-440703": (Role.REVIEWER, "440703"),
}
NAMES = {
    "admin": "陈志远",
    "reviewer-440000": "黄丽华",
    "reviewer-440700": "梁家明",
    "reviewer-440703": "区婉仪",
    "provider": "江门市会计学会",
    "hr-officer": "罗敏",
    "helper": "何晓晴",
}
DEMO_STAFF |= {login_of(role): (role, PROVINCE) for role in Role if role not in NAMED}


def seed_staff(issuer: str) -> None:
    """Give the demo logins their roles; any other `sub` is a fresh login."""
    for subject, (role, territory) in DEMO_STAFF.items():
        name = NAMES.get(subject, "")
        put_staff(Staff(login_digest(issuer, subject), role, territory, subject, name=name))
