"""Every action, every write of it: it never lands, or lands and its answer is lost.

The same request sent again must succeed, with its effect there exactly once.
"""

from collections.abc import Callable

import pytest

from chalicelib.people.store import accounts, professionals
from tests.faults import Fault, LostError, Network
from tests.records.province import digest
from tests.records.scenarios import SCENARIOS, Request
from tests.records.truth import facts

MOST_WRITES = 9
SECOND = [
    "enrol",
    "change profile",
    "change draft to other papers",
    "accredit",
    "complete the course",
    "sync",
    "render",
]
"""What is sent to the second emulator: one write of its own, several, transactions of each shape."""


def effect(request: Request) -> object:
    """What is true of the request's owner on both sides."""
    known = digest(request.serial)
    account = accounts.find_account(known)
    owner = professionals.find_person_by_identity(known)
    return (
        account and (account.name, account.opened_at, account.changed_at),
        owner and facts(owner, request.year),
    )


def sent_through(network: Network, request: Request, fault: Fault, write: int) -> bool:
    """Send the request while its n-th write fails; say whether it had so many writes."""
    network.fail(fault, write)
    try:
        request.send()
    except LostError:
        assert fault is not Fault.RETRIED, "botocore's own repeat is none of the caller's business"
    return network.heal()


def require_exactly_once(network: Network, prepare: Callable[[int], Request], fault: Fault) -> None:
    """Fail each write of the action in turn; a repeat must do what an undisturbed request does."""
    undisturbed = prepare(0)
    undisturbed.send()
    expected = effect(undisturbed)
    for write in range(1, MOST_WRITES):
        request = prepare(write)
        happened = sent_through(network, request, fault, write)
        request.send()
        assert effect(request) == expected, f"write {write}: {fault}"
        if not happened:
            assert write > 1, "the action wrote nothing"
            return
    pytest.fail(f"more than {MOST_WRITES} writes")


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("prepare", SCENARIOS.values(), ids=SCENARIOS)
def test_r10_given_a_write_that_fails_when_repeated_then_its_effect_is_there_exactly_once(
    network: Network, prepare: Callable[[int], Request], fault: Fault
) -> None:
    """DynamoDB knows a transaction by its client token for ten minutes; moto ignores the token.

    Like DynamoDB after those minutes it refuses a repeat of botocore's, whose conditions no longer
    hold.
    """
    require_exactly_once(network, prepare, fault)


@pytest.mark.ministack(only=True)
@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("scenario", SECOND)
def test_r10_given_a_repeat_that_is_known_as_one_then_its_effect_is_there_exactly_once(
    network: Network, scenario: str, fault: Fault
) -> None:
    require_exactly_once(network, SCENARIOS[scenario], fault)
