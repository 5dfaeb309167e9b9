"""Events as API Gateway sends them to the app, and what comes back."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.platform.rules.china_time import SHANGHAI

NOON = datetime(2020, 9, 30, 12, tzinfo=SHANGHAI)


def event(
    method: str,
    resource: str,
    body: object = None,
    *,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, list[str]] | None = None,
    path: Mapping[str, str] | None = None,
    at: datetime = NOON,
) -> dict[str, Any]:
    """Build an event; text is sent as it is, anything else as JSON, nothing as null."""
    sent = body if body is None or isinstance(body, str) else json.dumps(body)
    return {
        "httpMethod": method,
        "headers": {"Content-Type": "application/json", **(headers or {})},
        "multiValueQueryStringParameters": query,
        "pathParameters": path,
        "body": sent,
        "isBase64Encoded": False,
        "stageVariables": None,
        "requestContext": {
            "httpMethod": method,
            "resourcePath": resource,
            "requestId": "request-1",
            "requestTimeEpoch": round(at.timestamp() * 1000),
        },
    }


def content(answered: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Read an answer's JSON, which must be writable in UTF-8."""
    return json.loads(answered["body"].encode("utf-8"))


def refused(answered: Mapping[str, Any], status: int, code: str) -> dict[str, Any]:
    """Check that an answer is this problem; return it."""
    problem: dict[str, Any] = content(answered)
    assert answered["headers"]["Content-Type"] == "application/problem+json"
    assert answered["statusCode"] == status == problem["status"]
    assert problem["code"] == code
    return problem
