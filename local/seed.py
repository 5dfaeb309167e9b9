"""Staff of the development issuer's demo logins: who acts for which bureau."""

from chalicelib.entry.caller import login_digest
from chalicelib.store.staff import Staff, put_staff

DEMO_STAFF = {
    "admin": ("administrator", "440000"),
    "reviewer-440000": ("reviewer", "440000"),
    "reviewer-440700": ("reviewer", "440700"),
    "reviewer-440703": ("reviewer", "440703"),
    "provider": ("provider", "440000"),
    "hr-officer": ("hr_officer", "440000"),
    "helper": ("helper", "440000"),
}


def seed_staff(issuer: str) -> None:
    """Give the demo logins their roles; any other `sub` is a fresh login."""
    for subject, (role, territory) in DEMO_STAFF.items():
        put_staff(Staff(login_digest(issuer, subject), role, territory, subject))
