"""What tests look at afterwards: records, standings, marks, certificates as they are kept."""

from datetime import timedelta

from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.certificates.store import certificates
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.people.rules.account import Account
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.records.rules.move import REVOKE
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.standing import standing_of
from chalicelib.records.store import years
from tests.records.province import JUNE, application, decided, fresh_cause, registered, uploaded
from tests.records.truth import require_sum

LATER = JUNE + timedelta(days=1)


def year_of(person: str, year: int = 2020) -> PersonYear:
    person_year = years.find_year(person, year)
    assert person_year is not None
    require_sum(person_year)
    return person_year


def kept(record: Record) -> Record:
    person_year = years.find_year(record.person, 2020)
    assert person_year is not None
    found = person_year.record(record.id)
    assert found is not None
    return found


def waits(record: Record) -> tuple[str, str] | None:
    item = RegistryItem.get(f"P#{record.person}", f"Y#2020#R#{record.slot}", consistent_read=True)
    return (item.waits_for.rpartition("#")[0], item.since[:16]) if item.waits_for else None


def standing_mark(person: str) -> str | None:
    return RegistryItem.get(f"P#{person}", "Y#2020", consistent_read=True).waits_for


def certificate_mark(person: str) -> str | None:
    return HrItem.get(f"P#{person}", "C#2020", consistent_read=True).waits_for


def account_mark(account: Account) -> str | None:
    return HrItem.get(f"ID#{account.digest}", "ACCOUNT", consistent_read=True).waits_for


def synced(person: str) -> Certificate:
    certificate = sync_year(person, 2020, at=LATER)
    assert certificate is not None
    assert certificates.find_certificate(person, 2020) == certificate
    return certificate


def accredited_again(owner: str, reference: str = "2") -> Record:
    what = application((uploaded(owner),), reference=reference)
    return decided(registered(owner, what, submit=True))


def revoked(record: Record) -> None:
    """What an administrator's revocation writes."""
    person_year = years.find_year(record.person, 2020)
    assert person_year is not None
    before = person_year.record(record.id)
    assert before is not None
    after = moved(
        before,
        REVOKE,
        at=LATER,
        by=Actor(Party.ADMINISTRATOR),
        cause=fresh_cause(),
        reason="误",
    )
    others = [each for each in person_year.records if each.id != record.id]
    required = law_of(policy_of(2020), at=LATER, territory="440703").required
    standing = standing_of(person_year.standing, [*others, after], required, LATER)
    years.put_accredited(after, before, standing, person_year)
