"""Problems in openapi.json: one schema, an example of each code, a response for each status."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from typing import Any

from chalicelib.http.openapi_conditions import TAG
from chalicelib.http.problem import PROBLEM, problem_document
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import KINDS

Object = dict[str, Any]
SCHEMA = "Problem"
OF_ANY = ("method_not_allowed", "too_many_requests")
"""What any call may be answered before it comes to its route: by another method, or by the gateway."""
_RETRY: Object = {
    "Retry-After": {
        "description": "多少秒以后可以再试",
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
        "example": 2,
    }
}
_HEADERS: Mapping[int, Object] = {
    401: {
        "WWW-Authenticate": {
            "description": "须出示访问令牌；令牌无效时说明invalid_token (RFC 6750)",
            "required": True,
            "schema": {"type": "string", "maxLength": 200},
            "example": "Bearer",
        }
    },
    405: {
        "Allow": {
            "description": "此地址可用的方法",
            "required": True,
            "schema": {"type": "string", "maxLength": 200},
            "example": "GET, HEAD",
        }
    },
    412: TAG,
    429: _RETRY,
    503: _RETRY,
}
"""The headers that come with a status."""


FEW = 5
"""Of no more codes than this a response is shared under a name that lists them."""


class RefusalResponses:
    """The responses that refuse, and an example of each code that is in any of them."""

    def __init__(self) -> None:
        self._shared: dict[str, Object] = {}
        self._codes: set[str] = set()

    def responses(self, codes: Iterable[str], *, shared: bool = True) -> dict[str, Object]:
        """A response for each status of some codes, which clients tell apart by `code`.

        `shared`: several operations may refer to the same one.
        """
        by_status: dict[int, list[str]] = defaultdict(list)
        for code in sorted({*codes, *OF_ANY}):
            by_status[KINDS[code].status].append(code)
        self._codes.update(*by_status.values())
        said = self._referred if shared else _response
        return {str(status): said(by_status[status]) for status in sorted(by_status)}

    def _referred(self, codes: Sequence[str]) -> Object:
        if len(codes) > FEW:
            return _response(codes)
        name = "-or-".join(codes)
        self._shared.setdefault(name, _response(codes))
        return {"$ref": f"#/components/responses/{name}"}

    def components(self, schema: Mapping[str, Any]) -> dict[str, Object]:
        """What is referred to, where `schema` is that of a problem, with its members' examples."""
        facts = {
            name: member["examples"][0]
            for name, member in schema["properties"].items()
            if "examples" in member
        }
        examples = {code: _example(code, facts) for code in KINDS if code in self._codes}
        return {"responses": self._shared, "examples": examples}


def _example(code: str, facts: Mapping[str, object]) -> Object:
    """A problem of this code, with the facts that its message names."""
    named = [name for _, name, _, _ in Formatter().parse(KINDS[code].detail) if name]
    refusal = Refusal(code, **{name: facts[name] for name in named})
    return {"summary": KINDS[code].title, "value": problem_document(refusal)}


def _response(codes: Sequence[str]) -> Object:
    problem: Object = {
        "description": "；".join(f"{code} {KINDS[code].title}" for code in codes),
        "content": {
            PROBLEM: {
                "schema": {"$ref": f"#/components/schemas/{SCHEMA}"},
                "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in codes},
            }
        },
    }
    headers = _HEADERS.get(KINDS[codes[0]].status)
    return {**problem, "headers": headers} if headers else problem
