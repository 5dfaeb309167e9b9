"""Merge two accounts of one person (R1): a permit and a later card, a passport and its renewal.

Records stay where they are, with their ids and histories, and count for the account that goes on;
the other one stays readable and says into which it went. One transaction does it all, so nothing
can break off half-way; certificates follow by the stream, as after any change of a standing.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.certificates.actions import ask_certificates
from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.corrections.actions.correct_profile import find_governed
from chalicelib.corrections.rules import merging
from chalicelib.corrections.store.merges import MergedAccount, MergedYear, put_merged
from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.proof import sha256_of
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.policy import years as policy_years
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What, is_repeat
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.records.actions.ask_records import find_occupants, find_years
from chalicelib.records.rules.move import REVOKE
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.sitting import find_same_sitting
from chalicelib.records.rules.standing import standing_of
from chalicelib.staff.actions.recuse import require_not_own


def merge_accounts(
    staff: Staff, person: str, other: str, reason: str, *, at: datetime, cause: Cause
) -> Professional:
    """Merge an account into another of the same person; every login of both leads to the latter.

    What both had accredited of the same thing counts once: the merged one's is revoked (R16). The
    merged account's certificates are revoked by the sync, and issued anew to the other (R31).

    Args:
        staff: the administrator, who has seen both documents.
        person: the account that goes on.
        other: the account that is merged into it.
        reason: why.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found` if either is outside the territory; `own_record`; `reason_required`;
            `merge_same_account`, `account_merged`, `merge_name_differs`, `merge_both_certified`,
            `merge_too_many_duplicates`.
    """
    why = require_reason(reason, "合并账号")

    def once() -> Professional:
        survivor, left = (find_governed(staff, each)[0] for each in (person, other))
        if is_repeat(acts.find_act(person_key(person), cause.token), cause):
            return survivor
        merging.require_mergeable(survivor, left)
        for each in (survivor, left):
            require_not_own(each, staff)
        theirs = _certified(survivor, left)
        by = staff.actor
        after = merging.absorbing(_digested(survivor), _digested(left), at)
        sides = _sides(
            survivor,
            left,
            after,
            Act(at=at, by=by, what=What.ACCOUNTS_MERGED, reason=why, cause=cause),
        )
        years = tuple(_merged_years(after, left, at, by, cause))
        merging.require_few(sum(len(year.revoked) for year in years))
        complete = {year.ended.year for year in years if _goes_on(year)}
        certified = merging.certificates_told(theirs, complete)
        told = merging.merge_notices(after, left, certified, why, at, cause.token)
        put_merged(*sides, years, told, at)
        return after

    return settled(once)


def _certified(survivor: Professional, left: Professional) -> tuple[int, ...]:
    """The years whose certificate the merged account has; the other has none of them."""
    theirs = ask_certificates.find_certificates(left.id)
    merging.require_one_certificate(ask_certificates.find_certificates(survivor.id), theirs)
    return tuple(each.year for each in theirs if each.state is CertificateState.ISSUED)


def _goes_on(year: MergedYear) -> bool:
    """Whether a year is complete for the account that goes on."""
    return (year.standing or year.survivor.standing).complete


def _digested(account: Professional) -> Professional:
    """The account with the digest of its number, which older ones lack."""
    if account.number_digest:
        return account
    number = keys.unseal(account.id, account.sealed_number)
    return msgspec.structs.replace(account, number_digest=keys.number_digest(sha256_of(number)))


def _sides(
    survivor: Professional, left: Professional, after: Professional, act: Act
) -> tuple[MergedAccount, MergedAccount]:
    gone = merging.merged(left, after, act.at)
    was, now = (f"{each.masked_number} {each.id}" for each in (left, after))
    replace = msgspec.structs.replace
    into = replace(act, version=gone.version, changes=(Difference("merged_into", "", now),))
    took = replace(act, version=after.version, changes=(Difference("merged", "", was),))
    return MergedAccount(survivor, after, took), MergedAccount(left, gone, into)


def _merged_years(
    survivor: Professional, left: Professional, at: datetime, by: Actor, cause: Cause
) -> Iterator[MergedYear]:
    known = policy_years()
    ours, theirs = (find_years(each.id, known[0], known[-1]) for each in (survivor, left))
    counted = [record for year in ours for record in year.records if record.counts]
    for one, other in zip(ours, theirs, strict=True):
        reason = merging.DUPLICATE
        twice = (
            (moved(each, REVOKE, at=at, by=by, cause=cause, reason=reason), each)
            for each in _duplicates(one, other.records, counted)
        )
        yield _merged_year(one, other, tuple(twice), at)


def _merged_year(
    one: PersonYear, other: PersonYear, revoked: tuple[tuple[Record, Record], ...], at: datetime
) -> MergedYear:
    ended = merging.ended(other.standing, at)
    if not any(record.counts for record in other.records):
        return MergedYear(one, other, None, ended)
    gone = {record.id: record for record, _ in revoked}
    records = [gone.get(record.id, record) for record in other.records]
    base = merging.base_of(one.standing, other.standing)
    required = get_law(base.year, at=at, territory=one.professional.territory).required
    standing = standing_of(base, (*one.records, *records), required, at)
    listed = tuple(
        record for record in records if record.counts and record.territory != standing.territory
    )
    return MergedYear(one, other, standing, ended, revoked, listed)


def _duplicates(
    one: PersonYear, records: Sequence[Record], counted: Sequence[Record]
) -> Iterator[Record]:
    """The merged account's records of what the other one counts, one sitting in any year (R16)."""
    for record in records:
        same = (*find_occupants(one, record), *find_same_sitting(record, counted))
        if record.counts and any(each.counts for each in same):
            yield record
