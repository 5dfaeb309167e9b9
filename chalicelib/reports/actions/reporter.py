"""Who corrects or withdraws a report: its reporter, or an administrator in its place (R40)."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.actions.recuse import require_not_own


class Reporter(NamedTuple):
    """Whose ledger it is about, who acts, and what refuses an act on somebody's own matter (R20)."""

    ledger: str
    actor: Actor
    recuse: Callable[[Professional], None]


def provider_itself(provider: Staff) -> Reporter:
    """A provider, about what its own login reported."""
    actor = Actor(Party.REPORTER, provider.login, provider.territory)
    return Reporter(provider.login, actor, partial(require_not_own, staff=provider))


def in_its_place(ledger: str, administrator: Staff) -> Reporter:
    """An administrator in the place of a reporter."""
    return Reporter(ledger, administrator.actor, partial(require_not_own, staff=administrator))


def clerk_itself(plan: str, login: str, territory: str) -> Reporter:
    """A clerk, about the roster of a plan; nobody's own row is theirs to change."""

    def recuse(professional: Professional) -> None:
        if login in professional.logins:
            raise Refusal("own_record")

    return Reporter(plan, Actor(Party.REPORTER, login, territory), recuse)
