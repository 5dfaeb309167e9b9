"""Find where a login reads what it is told: as a professional, or by the login alone."""

from chalicelib.notices.rules.notice import inbox_of
from chalicelib.people.actions import ask_people


def find_inbox(login: str) -> str:
    """The inbox of a login's digest."""
    return ask_people.find_person(login) or inbox_of(login)
