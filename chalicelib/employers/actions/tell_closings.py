"""Let those on an employer's roll be told that it was closed, as the registry's stream brings it (R38)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.employers.rules.employer_notice import closed_to_person
from chalicelib.employers.store import employers as store
from chalicelib.employers.store.rolls import find_pointed
from chalicelib.notices.actions.order_deliveries import order_notices
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.store.acts import act_of_image

PAGE = 500
"""So many of a roll are read by one call."""


def tell_closings(changes: Sequence[Mapping[str, Any]]) -> int:
    """Order what the closings that a stream brings tell those on the roll; answer how many are told.

    Whoever names the employer without having agreed to anything is not on it: nothing ends for them.

    Args:
        changes: what DynamoDB tells of writes.
    """
    told = 0
    for change in changes:
        image = change.get("NewImage", {})
        act = act_of_image(image)
        if act and act.what is What.EMPLOYER_CLOSED:
            notices = list(_notices(image["pk"]["S"].removeprefix(store.employer_key("")), act))
            order_notices(
                notices,
                at=datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC),
            )
            told += len(notices)
    return told


def _notices(code: str, act: Act) -> Iterator[Notice]:
    employer = store.find_file(code).employer
    page = find_pointed(code, "", PAGE) if employer else []
    while page and employer:
        for each in page:
            yield closed_to_person(employer, each.person, at=act.at, token=act.cause.token)
        page = find_pointed(code, page[-1].order, PAGE)
