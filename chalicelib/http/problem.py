"""A refusal as `application/problem+json` (RFC 9457): what happened, why, what to do, whom to ask.

The facts of the refusal become members; those that the format itself defines cannot be overridden.
"""

from typing import Any

from chalice.app import Response

from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.http.wire import json_response, plain
from chalicelib.platform.rules.refusal import Refusal

PROBLEM = "application/problem+json"
RETRY_SECONDS = "2"


def problem_document(refusal: Refusal) -> dict[str, Any]:
    """Describe a refusal by what JSON knows: dates in ISO 8601, decimals as text."""
    kind = refusal.kind
    document = {
        "type": f"/problems/{refusal.code}",
        "title": kind.title,
        "status": kind.status,
        "code": refusal.code,
        "detail": detail_of(refusal),
    }
    return {**document, **{k: v for k, v in plain(refusal.facts).items() if k not in document}}


def problem_response(refusal: Refusal, headers: dict[str, str] | None = None) -> Response:
    """Answer a refusal under its status."""
    return json_response(
        problem_document(refusal),
        refusal.kind.status,
        media=PROBLEM,
        headers={**_status_headers(refusal), **(headers or {})},
    )


def _status_headers(refusal: Refusal) -> dict[str, str]:
    """The headers that HTTP wants with a status."""
    match refusal.kind.status:
        case 401:
            return {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        case 405:
            return {"Allow": str(refusal.facts["allowed"])}
        case 429 | 503:
            return {"Retry-After": str(refusal.facts.get("retry_after", RETRY_SECONDS))}
    return {}
