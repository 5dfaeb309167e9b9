"""A call: one route as declared, and one request of it, checked."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import NoneType
from typing import Any, Generic, Protocol, TypeVar, get_args, get_type_hints

import msgspec

from chalicelib.access.caller import Caller, Who
from chalicelib.access.login import Login
from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.http.deprecation import Deprecation
from chalicelib.http.wire import NO_STORE, Asset, HtmlPage
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import KINDS
from chalicelib.platform.rules.seen import UNSEEN, Seen

T = TypeVar("T")


class Identify(Protocol):
    """Finds out who calls; the app hands it in, since it asks staff and people, who stand above."""

    def __call__(self, who: Who | Role, authorization: str | None, *, at: datetime) -> Caller:
        """The caller, or a refusal for whom the call is not."""


BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})
PARAMETER = re.compile(r"{(\w+)}")


class Call(msgspec.Struct, Generic[T], frozen=True):
    """One request, checked: what a handler needs to know of it.

    `at` is the request's own instant by API Gateway, at +08:00: it decides, not the clock of the
    machine. `sent` is the declared body or query, None where neither is declared; `path` holds the
    decoded path parameters. `cause` is what a write is known by when it is repeated, `seen` what its
    sender has seen of the thing (`If-Match`).
    """

    at: datetime
    caller: Caller
    sent: T
    path: Mapping[str, str]
    cause: Cause
    seen: Seen = UNSEEN

    @property
    def body(self) -> T:
        """What was sent, where the call declares a body."""
        return self.sent

    @property
    def query(self) -> T:
        """What was asked, where the call declares a query."""
        return self.sent

    @property
    def login(self) -> Login:
        """Who is signed in; there is none where anybody may call."""
        return _present(self.caller.login)

    @property
    def person(self) -> str:
        """The calling professional's id; only where the call is for professionals."""
        return _present(self.caller.person)

    @property
    def staff(self) -> Staff:
        """The caller's role and territory; only where the call is for staff."""
        return _present(self.caller.staff)


def _present(value: T | None) -> T:
    if value is None:
        raise LookupError("this call is not for such callers")
    return value


Handler = Callable[[Call[Any]], object]


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """A route as declared; `refusals` are those of its own, `codes` all that it may answer.

    `proved`: staff must be proved for it, where it writes at all. `refused` draws a "no", where people
    read the answers in a browser. `caching` is how long an answer in JSON may be kept, and by whom.
    `made_at` is the path of what was made, its parameters those of the answer, or else of the call.
    `versioned` is the member of the answer that tells the version of what is shown, `conditional` whether
    `If-Match` is honoured.
    """

    method: str
    path: str
    who: Who | Role
    summary: str
    handler: Handler
    answers: Any
    body: type[msgspec.Struct] | None
    query: type[msgspec.Struct] | None
    status: int
    refusals: tuple[str, ...]
    keyed: bool
    proved: bool = True
    refused: Callable[[Refusal], HtmlPage] | None = None
    caching: str = NO_STORE
    made_at: str = ""
    deprecated: Deprecation | None = None
    versioned: str = ""
    conditional: bool = False

    def __post_init__(self) -> None:
        """Refuse a declaration that contradicts its handler, or names an unknown refusal."""
        if self.body and (self.query or not self.takes_body):
            raise TypeError(f"{self.method} {self.path}: a body or a query, as its method has it")
        if unknown := set(self.refusals) - KINDS.keys():
            raise TypeError(f"{self.method} {self.path}: unknown refusals {sorted(unknown)}")
        taken, answered = get_type_hints(self.handler).values()
        if get_args(taken) != (self.body or self.query or NoneType,):
            raise TypeError(f"{self.method} {self.path}: its handler takes something else")
        if answered != self.answers:
            raise TypeError(f"{self.method} {self.path}: its handler answers something else")

    @property
    def path_parameters(self) -> tuple[str, ...]:
        """The names in braces, in order."""
        return tuple(PARAMETER.findall(self.path))

    @property
    def takes_body(self) -> bool:
        """Say whether a body is read."""
        return self.method in BODY_METHODS

    @property
    def needs_proof(self) -> bool:
        """Say whether it is for staff alone whose person is proved (R20): what changes anything."""
        writes = self.method != "GET"
        of_persons = self.who is Who.BUREAU or (
            isinstance(self.who, Role) and self.who.kind.needs_proof
        )
        return writes and self.proved and of_persons

    @property
    def is_page(self) -> bool:
        """Say whether people read the answer in a browser."""
        return self.answers in {HtmlPage, Asset}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that the call may answer."""
        codes = {"internal_error", *self.refusals, *_CODES_OF[self.who]}
        if self.path_parameters:
            codes.add("not_found")
        if self.takes_body:
            codes |= {"malformed_json", "body_too_large", "unsupported_media_type", "busy"}
        if self.needs_proof:
            codes.add("staff_not_proved")
        if self.keyed:
            codes.add("idempotency_key_reused")
        if self.conditional:
            codes |= {"stale", "if_match_malformed"}
        if not self.is_page:
            codes |= {"field_missing", "field_unknown", "field_invalid"}
            codes |= {"identity_number_in_text"} if self.body or self.query else set()
        return tuple(sorted(codes))


_SIGNED_IN = frozenset({"unauthenticated", "sign_in_unavailable"})
_CODES_OF: Mapping[Who | Role, frozenset[str]] = {
    Who.ANYBODY: frozenset(),
    Who.LOGIN: _SIGNED_IN,
    # An imported account is claimed at the first call, which may meet another one's claim.
    **dict.fromkeys((Who.PROFESSIONAL, Who.OWNER), _SIGNED_IN | {"not_enrolled", "busy"}),
    # The person is kept when first proved, which may meet another request's keeping.
    **dict.fromkeys(
        (*Role, Who.BUREAU),
        _SIGNED_IN | {"forbidden", "own_role", "staff_identity_changed", "busy"},
    ),
}
