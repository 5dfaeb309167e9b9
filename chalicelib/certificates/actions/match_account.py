"""Match an HR account with the registry after either side was opened or corrected (R30)."""

from datetime import datetime

from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.certificates.store import certificates
from chalicelib.law.rules.policy import years
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.account import Account
from chalicelib.records.actions.ask_records import find_years
from chalicelib.reports.actions.claim_waiting import claim_waiting


def match_account(digest: str, *, at: datetime) -> None:
    """Look again at every year that an HR account may concern, then clear its mark.

    These are the years of whoever enrolled the account's document or the one it had before, and of
    whoever owns the account's login on the finance side: a corrected document ends one mismatch
    and may make another.

    Args:
        digest: the keyed digest of the account's document.
        at: the instant of the event.
    """
    account = ask_people.find_account(digest)
    if account is None:
        return
    for person in _concerned(account):
        resync_years(person, at=at)
    ask_people.acknowledge_account(account)


def resync_years(person: str, *, at: datetime) -> None:
    """Look again at every year of a person that has a certificate, or should have one.

    A complete year without one is being synced at this moment by somebody who may have read the
    account before it changed: of the two writes the later one fails and looks again.
    """
    certified = {each.year for each in certificates.find_certificates(person)}
    known = years()
    complete = {
        person_year.standing.year
        for person_year in find_years(person, known[0], known[-1])
        if person_year.standing.complete
    }
    for year in sorted(certified | complete):
        sync_year(person, year, at=at)


def match_profile(person: str, version: int, *, at: datetime) -> None:
    """Look again at a person's years after the name or document was corrected.

    What waits for a corrected document is claimed as after enrolment.
    """
    claim_waiting(person, at=at)
    resync_years(person, at=at)
    ask_people.acknowledge_profile(person, version)


def _concerned(account: Account) -> list[str]:
    documents = [account.digest, *([account.left_digest] if account.left_digest else [])]
    found = (
        *(ask_people.find_person_by_identity(digest) for digest in documents),
        ask_people.find_person(account.login),
    )
    return list(dict.fromkeys(person for person in found if person))
