"""A provider checks a name and a number before it reports (R38, R40): agrees or not, and who asked is kept."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.identity.actions.identify_document import Stated
from chalicelib.people.actions.check_identity import check_identity
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.staff.actions.ask_staff import staff_key


def check_person(
    provider: Staff, name: str, document: Stated, *, at: datetime, cause: Cause
) -> bool:
    """Whether a full name and a document are one person's who has enrolled; the same no for nobody.

    Args:
        provider: who asks; so many times a day.
        name: the full name.
        document: its type and number.
        at: the instant of the request.
        cause: the request.

    Raises:
        Refusal: as `check_identity`.
    """
    asker = staff_key(provider.login)
    checked = check_identity(asker, name, document, at=at)
    act = Act(
        at=at,
        by=Actor(Party.REPORTER, provider.login, provider.territory),
        what=What.IDENTITY_CHECKED,
        cause=cause,
        about=(checked.person,) if checked.person else (),
    )
    acts.put_act(asker, act)
    if checked.person:
        acts.put_act(person_key(checked.person), act)
    return checked.agrees
