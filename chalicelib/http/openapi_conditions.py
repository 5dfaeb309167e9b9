"""What openapi.json says of conditions: `If-Match` of a write, `If-None-Match` of a reading, `ETag` of an answer."""

from typing import Any

from chalicelib.http.call import Declaration
from chalicelib.http.preconditions import IF_MATCH, IF_NONE_MATCH
from chalicelib.http.wire import NO_STORE

Object = dict[str, Any]
_SEEN: Object = {
    "name": IF_MATCH,
    "in": "header",
    "required": False,
    "description": "读取时得到的ETag；此后已被修改的不予覆盖，答复412。",
    "schema": {"type": "string", "maxLength": 1000},
    "example": '"1591000000000.0123456789abcdef"',
}
_KNOWN: Object = {
    "name": IF_NONE_MATCH,
    "in": "header",
    "required": False,
    "description": "已有内容的ETag；相同的只答304。",
    "schema": {"type": "string", "maxLength": 1000},
    "example": '"0123456789abcdef0123456789abcdef"',
}
TAG: Object = {
    "ETag": {
        "description": "内容的标识，供If-None-Match、If-Match使用",
        "schema": {"type": "string", "maxLength": 100},
    }
}


def condition_parameters(declaration: Declaration) -> list[Object]:
    """The conditions that a route takes."""
    seen = [_SEEN] if declaration.conditional else []
    known = [_KNOWN] if is_known_again(declaration) else []
    return [*seen, *known]


def is_known_again(declaration: Declaration) -> bool:
    """Whether who reads it and has it still is told only that (304)."""
    is_read = declaration.method == "GET" and bool(declaration.versioned)
    return is_read or declaration.caching != NO_STORE
