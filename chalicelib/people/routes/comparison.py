"""One's accounts in both systems beside each other (R30)."""

import msgspec

from chalicelib.access.caller import Who
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.wire import time_text
from chalicelib.identity.rules import name
from chalicelib.people.actions.compare_accounts import compare_accounts
from chalicelib.people.routes import present, shapes
from chalicelib.people.routes.people import own_profile
from chalicelib.people.rules.account import Account

comparisons = Calls(__name__, tag="client")


@comparisons.call(
    "GET",
    "/v1/me/comparison",
    who=Who.PROFESSIONAL,
    answers=shapes.ComparisonShape,
    summary="两个系统的信息对照",
)
def compare(call: Call[None]) -> shapes.ComparisonShape:
    """Show both accounts and what differs, long before a certificate depends on it."""
    mine = own_profile(call.person)
    account, because = compare_accounts(mine)
    return shapes.ComparisonShape(
        agrees=because is None,
        finance=shapes.HrAccount(
            name=mine.name,
            document=present.document(mine.document_type, mine.masked_number),
            opened_at=time_text(mine.enrolled_at),
            version=mine.version,
        ),
        hr=_compared(account, mine.logins) if account else None,
        held_because=present.held_because(because) if because else None,
    )


def _compared(account: Account, logins: frozenset[str]) -> shapes.HrAccount:
    """The HR account; one that another login opened shows its name masked."""
    shown = present.hr_account(account)
    if account.login in logins:
        return shown
    return msgspec.structs.replace(shown, name=name.masked_name(shown.name))
