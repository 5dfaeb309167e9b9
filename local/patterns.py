"""Lambda's filter patterns over stream records, so that the local pump filters as deployed.

Source: AWS's description of event filtering. Only what our own patterns use is known here; the
rest is an error rather than a filter that lets everything through.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
_ABSENT = object()


def any_of(patterns: Sequence[str]) -> Callable[[Record], bool]:
    """Return the filter that lets a record through which matches one of the patterns (JSON)."""
    parsed = [json.loads(pattern) for pattern in patterns]
    return lambda record: any(_matches(pattern, record) for pattern in parsed)


def _matches(pattern: Mapping[str, Any], value: object) -> bool:
    """Say whether every member of the pattern holds of the value."""
    members = value if isinstance(value, Mapping) else {}
    return all(
        any(_allows(rule, members.get(key, _ABSENT)) for rule in expected)
        if isinstance(expected, list)
        else _matches(expected, members.get(key, _ABSENT))
        for key, expected in pattern.items()
    )


def _allows(rule: object, value: object) -> bool:
    match rule:
        case {"prefix": str(prefix)}:
            return isinstance(value, str) and value.startswith(prefix)
        case {"exists": bool(exists)}:
            # Lambda asks about leaves only: an object is no value that exists.
            return (value is not _ABSENT and not isinstance(value, Mapping)) is exists
        case {"anything-but": list(others)}:
            return value is not _ABSENT and value not in others
        case str() | int() | None:
            return value == rule
        case _:
            raise ValueError(f"unknown filter rule {rule}")
