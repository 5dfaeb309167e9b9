"""Staff of the development issuer's demo logins: who acts for which bureau."""

from chalicelib.entry.caller import login_digest
from chalicelib.rules.staff import Role, Staff
from chalicelib.store.staff import put_staff

DEMO_STAFF = {
    "admin": (Role.ADMINISTRATOR, "440000"),
    "reviewer-440000": (Role.REVIEWER, "440000"),
    "reviewer-440700": (Role.REVIEWER, "440700"),
    "reviewer-440703": (Role.REVIEWER, "440703"),
    "provider": (Role.PROVIDER, "440000"),
    "hr-officer": (Role.HR_OFFICER, "440000"),
    "helper": (Role.HELPER, "440000"),
}


def seed_staff(issuer: str) -> None:
    """Give the demo logins their roles; any other `sub` is a fresh login."""
    for subject, (role, territory) in DEMO_STAFF.items():
        put_staff(Staff(login_digest(issuer, subject), role, territory, subject))
