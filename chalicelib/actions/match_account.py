"""Match an HR account with the registry after either side was opened or corrected (R30)."""

from datetime import datetime

from chalicelib.actions.claim_waiting import claim_waiting
from chalicelib.actions.sync_year import sync_year
from chalicelib.rules.certificate import Account
from chalicelib.store import accounts, certificates, logins, professionals


def match_account(digest: str, *, at: datetime) -> None:
    """Look again at every year that an HR account may concern, then clear its mark.

    These are the years of whoever enrolled the account's document, and of whoever owns the
    account's login on the finance side: a corrected document ends one mismatch and may make
    another.

    Args:
        digest: the keyed digest of the account's document.
        at: the instant of the event.
    """
    account = accounts.find_account(digest)
    if account is None:
        return
    for person in _concerned(account):
        resync_years(person, at=at)
    accounts.acknowledge_account(account)


def resync_years(person: str, *, at: datetime) -> None:
    """Look again at every year of a person that has a certificate, held ones included."""
    for certificate in certificates.find_certificates(person):
        sync_year(person, certificate.year, at=at)


def match_profile(person: str, version: int, *, at: datetime) -> None:
    """Look again at a person's years after the name or document was corrected.

    What waits for a corrected document is claimed as after enrolment.
    """
    claim_waiting(person, at=at)
    resync_years(person, at=at)
    professionals.acknowledge_profile(person, version)


def _concerned(account: Account) -> list[str]:
    found = (
        professionals.find_person_by_identity(account.digest),
        logins.find_person(account.login),
    )
    return list(dict.fromkeys(person for person in found if person))
