"""The `/dev` calls: what a client may ask of the local cloud and of no deployed one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from chalicelib.http.invalid import refusal_of
from chalicelib.http.wire import json_response
from chalicelib.platform.rules.refusal import Refusal
from local import sign_in
from local.clock import YEARS, Clock
from local.front import unsupported
from local.gateway import Answer, answer_of, refused
from local.issuer import LIFETIME, PATH, Issuer
from local.pump import Pump

Schedule = Callable[[datetime], object]
"""What runs at set times: it is told the instant."""
Messages = Callable[[], list[dict[str, Any]]]
"""What went out so far, numbers masked."""
Call = Callable[[bytes], Any]
T = TypeVar("T", bound=msgspec.Struct)
Text = Annotated[str, Meta(min_length=1, max_length=255)]


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who wants a token; the rest are the real-name claims that an issuer may give (R1)."""

    sub: Text
    name: Text | None = None
    id_number: Text | None = None
    id_number_digest: Text | None = None


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the clock is set to, with its offset; null is real time."""

    now: Annotated[datetime, Meta(tz=True)] | None


class Dev:
    """Answers the calls below `/dev/`. `schedules` are run, in their order, by a tick; `messages` went out."""

    def __init__(
        self,
        clock: Clock,
        issuer: Issuer,
        pump: Pump,
        schedules: Mapping[str, Schedule] | None = None,
        messages: Messages = list,
    ) -> None:
        self._messages = messages
        self._clock = clock
        self._issuer = issuer
        self._sign_in = sign_in.SignIn(issuer)
        self._pump = pump
        self._schedules = schedules or {}
        self._calls: dict[str, dict[str, Call]] = {
            "/dev/token": {"POST": self._token},
            "/dev/clock": {"GET": self._show_clock, "PUT": self._set_clock},
            "/dev/drain": {"POST": self._drain},
            "/dev/tick": {"POST": self._tick},
            "/dev/messages": {"GET": self._show_messages},
            f"{PATH}/.well-known/openid-configuration": {"GET": self._configuration},
            f"{PATH}/jwks.json": {"GET": self._jwks},
        }

    def __call__(self, method: str, path: str, query: str, body: bytes) -> Answer:
        """Answer one call; what is wrong with it is a problem, as everywhere."""
        if path in sign_in.PATHS:
            return self._sign_in(method, path, query, body)
        try:
            return answer_of(json_response(self._call(method, path)(body), 200).to_dict())
        except Refusal as refusal:
            return refused(refusal)

    def _call(self, method: str, path: str) -> Call:
        if path not in self._calls:
            raise Refusal("not_found")
        if method not in self._calls[path]:
            raise unsupported(method, self._calls[path])
        return self._calls[path][method]

    def _token(self, body: bytes) -> dict[str, Any]:
        given = msgspec.structs.asdict(_parsed(body, SignIn))
        subject = given.pop("sub")
        claims = {name: value for name, value in given.items() if value is not None}
        return {
            "access_token": self._issuer.token(subject, **claims),
            "token_type": "Bearer",
            "expires_in": int(LIFETIME.total_seconds()),
        }

    def _show_clock(self, _body: bytes) -> dict[str, Any]:
        return {"now": self._clock.now(), "is_set": self._clock.is_set}

    def _set_clock(self, body: bytes) -> dict[str, Any]:
        now = _parsed(body, Setting).now
        if now is not None and now.year not in YEARS:
            why = f"年份应为{YEARS[0]}至{YEARS[-1]}"
            raise Refusal("field_invalid", field="now", why=why)
        self._clock.set(now)
        return self._show_clock(body)

    def _show_messages(self, _body: bytes) -> dict[str, Any]:
        return {"items": self._messages()}

    def _drain(self, _body: bytes) -> dict[str, Any]:
        self._pump.drain()
        return {"quiet": True}

    def _tick(self, _body: bytes) -> dict[str, Any]:
        now = self._clock.now()
        failed = [name for name in self._schedules if not self._run(name, now)]
        return {"now": now, "ran": list(self._schedules), "failed": failed}

    def _run(self, name: str, now: datetime) -> bool:
        """Run a schedule; one that fails keeps no other from running."""
        try:
            self._schedules[name](now)
        except Exception as error:  # noqa: BLE001 - as Lambda: it is said, and run again later
            print(f"{name} failed: {type(error).__name__}: {error}")
            return False
        return True

    def _configuration(self, _body: bytes) -> dict[str, Any]:
        return self._issuer.configuration()

    def _jwks(self, _body: bytes) -> dict[str, Any]:
        return self._issuer.jwks()


def _parsed(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise refusal_of(error, kind) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refusal("malformed_json") from None
