"""Who looked at whom (R38): for the employer and its bureau, and for each person seen; and checks of an identity."""

from typing import NamedTuple

from chalicelib.access.caller import Who
from chalicelib.employers.actions.ask_employers import employer_key, require_clerk
from chalicelib.employers.actions.keep_look import keep_look
from chalicelib.employers.actions.read_employer import require_concerned
from chalicelib.employers.routes import present, shapes_own
from chalicelib.employers.routes.employers import OF_STAFF, bureau_of, code_of
from chalicelib.employers.store import looks as store
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.refusals import IDENTITY
from chalicelib.people.actions.check_identity import check_identity
from chalicelib.platform.rules.act import What
from chalicelib.platform.rules.refusal import Refusal

looks = Calls(__name__, tag="employers")


class LookPlace(NamedTuple):
    """Where a page of looks ends: a key of days, codes and digests."""

    key: str


def _after(cursor: str | None, begins: str) -> str:
    """The key after which the next page begins; all keys of a list begin alike."""
    after = read_cursor(cursor, LookPlace)
    if after and not after.key.startswith(begins):
        raise Refusal("cursor_invalid", field="cursor")
    return after.key if after else ""


def shown_looks(person: str, limit: int) -> list[shapes_own.LookShape]:
    """Who looked at a person, the latest first, so many at most."""
    return [present.look(each) for _, each in store.find_looks(person, "", limit)]


@looks.call(
    "GET",
    "/v1/me/employer/views",
    who=Who.PROFESSIONAL,
    query=Paging,
    answers=shapes_own.LooksShown,
    refusals=("cursor_invalid",),
    summary="单位查看本人的记录",
)
def list_own_looks(call: Call[Paging]) -> shapes_own.LooksShown:
    """List who looked at oneself for which employer, the latest first, once a day each."""
    asked = call.query
    found = store.find_looks(call.person, _after(asked.cursor, store.LOOK), asked.limit + 1)
    page, following = cut(found, asked.limit, lambda each: LookPlace(each[0]))
    return shapes_own.LooksShown(items=[present.look(each) for _, each in page], next=following)


@looks.call(
    "GET",
    "/v1/employers/{code}/views",
    who=Who.LOGIN,
    query=Paging,
    answers=shapes_own.SeenShown,
    refusals=(*OF_STAFF, "cursor_invalid"),
    summary="单位查看人员的记录",
)
def list_seen(call: Call[Paging]) -> shapes_own.SeenShown:
    """List what an employer's clerks looked at, the latest first; for its clerks and its bureau."""
    asked = call.query
    employer = require_concerned(call.login, bureau_of(call), code_of(call))
    found = store.find_seen(employer.code, _after(asked.cursor, store.SEEN), asked.limit + 1)
    page, following = cut(found, asked.limit, lambda each: LookPlace(each[0]))
    return shapes_own.SeenShown(
        items=present.seen(employer, [act for _, act in page]), next=following
    )


@looks.call(
    "POST",
    "/v1/employers/{code}/checks",
    who=Who.LOGIN,
    body=shapes_own.CheckSent,
    answers=shapes_own.CheckAnswered,
    refusals=(*IDENTITY, "checks_too_many"),
    keyed=False,
    summary="核对姓名和证件号码",
)
def check(call: Call[shapes_own.CheckSent]) -> shapes_own.CheckAnswered:
    """Say whether a full name and a document are one person's who has enrolled: agrees or not, 100 a day."""
    employer = require_clerk(call.login, call.path["code"])
    sent = call.body
    checked = check_identity(
        employer_key(employer.code), sent.name, sent.document.stated, at=call.at
    )
    keep_look(
        call.login,
        employer,
        [checked.person] if checked.person else [],
        What.IDENTITY_CHECKED,
        at=call.at,
        cause=call.cause,
    )
    return shapes_own.CheckAnswered(agrees=checked.agrees)
