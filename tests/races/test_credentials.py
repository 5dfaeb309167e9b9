"""R49: many at once over one certificate's credential, and over the places of the status lists."""

from functools import partial

import pytest

from chalicelib.certificates.actions.issue_credential import issue_credential
from chalicelib.certificates.actions.match_account import resync_years
from chalicelib.certificates.actions.sync_year import sync_year
from tests.certificates.wallets import places, require_told, wished
from tests.races.contest import Contest
from tests.records.looking import LATER, revoked
from tests.records.province import account_opened, completed

pytestmark = pytest.mark.ministack(only=True)


def test_r49_given_issues_a_revocation_and_resyncs_at_once_then_wallets_are_told_what_is_so(
    contest: Contest,
) -> None:
    account_opened()
    li = completed()
    person = li.professional.id
    wished(person)
    issue = partial(issue_credential, person, 2020, at=LATER)

    def revoke() -> None:
        revoked(li.record)
        sync_year(person, 2020, at=LATER)
        issue()

    contest([issue, issue, revoke, issue, partial(resync_years, person, at=LATER), issue])
    issue()
    require_told(person)
    assert all(places(person).values()), "the year is complete no more"


def test_r49_given_three_certificates_at_once_then_no_two_share_a_place(contest: Contest) -> None:
    people = []
    for serial in range(3):
        account_opened(serial)
        people.append(completed(serial).professional.id)
        wished(people[-1])
    contest([partial(issue_credential, each, 2020, at=LATER) for each in people])
    for each in people:
        issue_credential(each, 2020, at=LATER)
        require_told(each)
    assert len({place for each in people for place in places(each)}) == 3
