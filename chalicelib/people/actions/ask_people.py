"""What other subjects may ask of people: all that they may use of its store."""

from chalicelib.people.store.accounts import (
    acknowledge_account,
    correct_account,
    find_account,
    find_account_of_login,
    find_accounts,
    open_account,
    opening,
)
from chalicelib.people.store.alike import find_alike, find_listed_alike, put_alike
from chalicelib.people.store.logins import find_inboxes, find_person, guess_person
from chalicelib.people.store.named import lead_from_name
from chalicelib.people.store.professionals import (
    acknowledge_claim,
    acknowledge_profile,
    bind,
    change,
    enrol,
    enrolling,
    find_people_by_identity,
    find_person_by_identity,
    find_professional,
    find_professionals,
    find_profile,
    list_people,
)

__all__ = [
    "acknowledge_account",
    "acknowledge_claim",
    "acknowledge_profile",
    "bind",
    "change",
    "correct_account",
    "enrol",
    "enrolling",
    "find_account",
    "find_account_of_login",
    "find_accounts",
    "find_alike",
    "find_inboxes",
    "find_listed_alike",
    "find_people_by_identity",
    "find_person",
    "find_person_by_identity",
    "find_professional",
    "find_professionals",
    "find_profile",
    "guess_person",
    "lead_from_name",
    "list_people",
    "open_account",
    "opening",
    "put_alike",
]
