"""How a route goes: announced with its last day long before, and told to whoever still calls it.

Each answer of such a route, a problem too, says since when it is deprecated (`Deprecation`, RFC 9745),
until when it answers at least (`Sunset`, RFC 8594) and where to read of it (`Link`).
"""

import os
from collections.abc import Mapping
from datetime import UTC, date, timedelta
from email.utils import format_datetime
from typing import Any

import msgspec

from chalicelib.platform.rules.china_time import day_text, start_of

AT_LEAST = timedelta(days=365)
"""How long a deprecated route answers: an app on a telephone is brought up to date by its owner, once a year."""
CONTRACT = "/openapi.json"
HEADERS = {
    "Deprecation": "自哪一刻起不再推荐使用 (RFC 9745)",
    "Sunset": "至少服务至哪一刻 (RFC 8594)",
    "Link": "在何处说明 (rel=deprecation)",
}


class Deprecation(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a route: announced on `since`, answered until `sunset` begins, days in Shanghai.

    `instead` is what to call then, as `POST /v1/…`.
    """

    since: date
    sunset: date
    instead: str

    def __post_init__(self) -> None:
        """Refuse an end that comes sooner than clients were promised."""
        if self.sunset - self.since < AT_LEAST:
            raise TypeError(f"{self.sunset} is less than {AT_LEAST.days} days after {self.since}")

    @property
    def description(self) -> str:
        """What openapi.json says of it."""
        return (
            f"自{day_text(self.since)}起不再推荐使用，{day_text(self.sunset)}起可能停止服务。"
            f"请改用{self.instead}。"
        )


def headers_of(deprecation: Deprecation) -> Mapping[str, str]:
    """What each answer says: both instants are the midnights in Shanghai with which the days begin."""
    since, sunset = start_of(deprecation.since), start_of(deprecation.sunset)
    read_at = os.environ["PUBLIC_URL"] + CONTRACT
    return {
        "Deprecation": f"@{int(since.timestamp())}",
        "Sunset": format_datetime(sunset.astimezone(UTC), usegmt=True),
        "Link": f'<{read_at}>; rel="deprecation"; type="application/json"',
    }


def told_of_end(operation: dict[str, Any], deprecation: Deprecation | None) -> dict[str, Any]:
    """An operation of openapi.json, with its end where it has one.

    `x-sunset` is how tools that compare two versions of a contract know when it may be gone.
    """
    if deprecation is None:
        return operation
    headers = {
        name: {"description": told, "required": True, "schema": {"type": "string"}}
        for name, told in HEADERS.items()
    }
    # A response that all routes share can say nothing of one of them.
    responses = {
        status: response
        if "$ref" in response
        else {**response, "headers": {**response.get("headers", {}), **headers}}
        for status, response in operation["responses"].items()
    }
    return {
        **operation,
        "description": "\n\n".join(
            filter(None, [operation.get("description"), deprecation.description])
        ),
        "deprecated": True,
        "x-sunset": deprecation.sunset.isoformat(),
        "responses": responses,
    }
