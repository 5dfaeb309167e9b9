"""Holds every write of the product, in every test, to the condition that its kind of item needs.

A race that loses a write for want of its condition needs luck to be seen; that the condition is
gone is seen at once. A new kind of write is entered here with the condition that protects it.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from tests.deploy.doors import callers
from tests.deploy.needs import WRITES, Params

NEW = "attribute_not_exists (pk)"
"""Nothing lies there: of two that make it one wins."""
THERE = "attribute_exists (pk)"
UNCHANGED = "version = ?"
"""It is as it was read: of two that change it one wins."""
NEVER_PASSED_ON = "(attribute_exists (pk) AND attribute_not_exists (version))"
"""It is as it was made: its later versions are counted, and so of two that take it over one wins."""
BELOW = "version < ?"
"""It is a count, and not at its bound."""
SERVED = "(version = ? AND begins_with (waits_for, ?))"
"""The mark that is cleared is that of the version which was served."""
IDLE = "(version = ? AND attribute_not_exists (waits_for))"
"""It is as it was read, and waits for nobody: no mark is taken for another."""
UNOWED = "(attribute_exists (pk) AND attribute_not_exists (waits_for))"
WAITS = "begins_with (waits_for, ?)"
WAITS_FOR_EITHER = f"({WAITS} OR {WAITS})"
WAITS_THERE = "waits_for = ?"
"""It still waits in the list of before from which it is brought over."""
MARKED = "(waits_for = ? AND since = ?)"
"""It still bears the mark that was read: of two that send one message one goes on."""
DUE = "since = ?"
"""It is still due when it was due as it was read."""
LEADS = "body.person = ?"
"""It still leads to the account that it is taken from: of two mergers one wins."""
HELD = "attribute_exists (body)"
STANDS = "(list = ? AND order = ?)"
"""It stands in a list where it stood when it was read."""
QUEUED = "(attribute_not_exists (list) AND (waits_for = ? AND since = ?))"
"""It waits where it waited when it was read, and stands in no list."""
LAST_WINS = ""
"""No condition is needed: whoever writes it writes the same, or later."""


def _own(field: str) -> str:
    """It is as it was read, and still that thing's: its key can pass from one to another."""
    return f"(version = ? AND body.{field} = ?)"


def _any(*conditions: str) -> str:
    """Any of them, as PynamoDB joins them."""
    first, *others = conditions
    for other in others:
        first = f"({first} OR {other})"
    return first


MADE = {"Put": {NEW}}
KEPT = {"Put": {NEW, UNCHANGED}}
ARCHIVED = {"Update": {_any(WAITS, HELD)}}
"""Touched, so that the stream brings it to the archive once more."""

RULES: dict[str, dict[str, set[str]]] = {
    "ALIKE/P": {"Put": {LAST_WINS}, "Update": {STANDS}},
    "CALL/CALL": MADE,
    "CALL/CALL answered": {"Put": {LAST_WINS}},
    "COUNTS/*": KEPT,
    "COURSES/A": {**MADE, **ARCHIVED},
    "COURSES/COURSE": KEPT,
    "COURSES/EDITION": MADE,
    "COURSES/HTML": MADE,
    "COURSES/OFFERED": KEPT,
    "COURSES/TEXT": MADE,
    "CUTOFF/ORDERED": KEPT,
    "CUTOFF/REMINDER": KEPT,
    "CUTOFF/REPORT": KEPT,
    "CUTOFF/SHARD": KEPT,
    "DESK/*": {"Update": {LAST_WINS}},
    "DESK/REASONS": KEPT,
    "EMP/*": {"Put": {LAST_WINS}},
    "EMP/A": {**MADE, **ARCHIVED},
    "EMP/APPLICATION": KEPT,
    "EMP/EMPLOYER": {**KEPT, "ConditionCheck": {UNCHANGED}},
    "EMP/K": {"Update": {f"(attribute_not_exists (version) OR {BELOW})"}},
    "EMP/R": {"Put": {LAST_WINS}, "Delete": {LAST_WINS}},
    "EMP/T": KEPT,
    "EMPLOYER/*": {"Put": {LAST_WINS}},
    "FILE/P": {"Put": {LAST_WINS}},
    "HR/LOCK": {"Put": {NEW, UNCHANGED, NEVER_PASSED_ON}, "Delete": {LAST_WINS}},
    "ID/A": {**MADE, "Update": {_any(WAITS, HELD)}},
    "ID/ACCOUNT": {
        "Put": {NEW, _own("login")},
        "Delete": {_own("login")},
        "Update": {SERVED, WAITS_THERE},
    },
    "ID/LOCK": {"Put": {NEW, LEADS}, "Delete": {THERE}, "ConditionCheck": {NEW}},
    "ID/REFUSED": {"Put": {LAST_WINS}},
    "ID/WAIT": {"Put": {NEW, THERE}, "Delete": {THERE}, "Update": {DUE, UNOWED}},
    "JOB/A": {**MADE, **ARCHIVED},
    "JOB/ARCHIVE": KEPT,
    "JOB/CHECK": MADE,
    "JOB/CHUNK": KEPT,
    "JOB/CLAIMED": KEPT,
    "JOB/PACKAGE": KEPT,
    "JOB/JOB": KEPT,
    "JOB/STATEMENTS": KEPT,
    "LETTER/A": {**MADE, **ARCHIVED},
    "LOGIN/APPLICANT": {"Put": {LAST_WINS}, "Delete": {LAST_WINS}},
    "LOGIN/CLERK": {"Put": {LAST_WINS}, "Delete": {LAST_WINS}},
    "LOGIN/LOCK": {"Put": {NEW, THERE, LEADS}, "Delete": {THERE}},
    "MIGRATIONS/MIGRATION": KEPT,
    "NAMED/*": {"Put": {LAST_WINS}, "Delete": {LAST_WINS}},
    "NEWS/HEAD": KEPT,
    "NEWS/N": KEPT,
    "NUMBER/GUESSES": KEPT,
    "NUMBER/LOCK": MADE,
    "NUMBER/TRANSCRIPT": MADE,
    "P/A": {**MADE, **ARCHIVED},
    "P/APPEAL": {"Put": {NEW, THERE}},
    "P/GENERAL": {"Put": {NEW, THERE}},
    "P/BINDING": {**MADE, "Delete": {THERE}},
    "P/C": {**KEPT, "Update": {SERVED, WAITS, WAITS_THERE, STANDS, IDLE}},
    "P/C#V": {"Put": {LAST_WINS}, "Update": {_any(WAITS, HELD)}},
    "P/CREDENTIAL#V": {"Put": {LAST_WINS}},
    "P/DUTY": KEPT,
    "P/E": MADE,
    "P/F": {"Update": {f"(attribute_not_exists (version) OR {BELOW})"}},
    "P/L": {"Put": {LAST_WINS}},
    "P/MESSAGES": KEPT,
    "P/N": {**MADE, "Update": {MARKED, UNCHANGED, WAITS_THERE}},
    "P/PROFILE": {**KEPT, "Update": {SERVED, WAITS_THERE, STANDS}},
    "P/S": KEPT,
    "P/SITTINGS": KEPT,
    "P/STUDYING": KEPT,
    "P/T": {**KEPT, "Update": {WAITS}},
    "P/V": {**KEPT, "Update": {WAITS}},
    "P/W": {**MADE, "Update": {SERVED}},
    "P/Y": {**KEPT, "Update": {SERVED, UNOWED, WAITS_THERE, STANDS, _any(WAITS, WAITS, WAITS)}},
    "P/Y#R": {
        "Put": {NEW, _own("id"), _own("part_of")},
        "Delete": {_own("id"), _own("part_of")},
        "Update": {_any(WAITS, HELD), WAITS_THERE, STANDS, QUEUED},
    },
    "P/Y#R filed": {**MADE, "Delete": {_own("id")}, "Update": {STANDS}},
    "PLAN/A": {**MADE, **ARCHIVED},
    "PLAN/GATE": {**KEPT, "ConditionCheck": {UNCHANGED}},
    "PLAN/PLAN": {**KEPT, **ARCHIVED},
    "POLICY/*": KEPT,
    "POLICY/A": {**MADE, **ARCHIVED},
    "POLICY/CALENDAR": KEPT,
    "POLICY/FURTHER": MADE,
    "REPORT/*": KEPT,
    "PROBLEM/PROBLEM": KEPT,
    "QUESTIONS/Q": KEPT,
    "STAFF/A": {**MADE, **ARCHIVED},
    "STAFF/K": {"Update": {f"(attribute_not_exists (version) OR {BELOW})"}},
    "STAFF/ROLE": {**KEPT, "Update": {STANDS}},
    "STATUS/LIST": KEPT,
    "STATUS/TAKEN": {"Update": {f"(attribute_not_exists (version) OR {BELOW})"}},
}
"""By the kind of an item and what is done to it: on which conditions it may be."""
VERBS = {operation: verb for verb, operation in WRITES.items()}
"""What a call of its own does, by the verb that a transaction has for it."""
STORE = re.compile(r"chalicelib\.\w+\.store\.")
"""How the name of a module begins that writes for the product: each subject has a store."""


class Write(NamedTuple):
    """What a call does to one item: the item's kind, the verb, the condition."""

    kind: str
    verb: str
    condition: str


HEARD: set[Write] = set()
"""The writes of this process that are as the rules have them."""
BROKEN: list[Write] = []
"""Writes of the running test that are not."""


def on_write(operation: str, params: Params) -> None:
    """Hold a call's writes to the rules, if the product makes it."""
    writes = list(writes_of(operation, params))
    if writes and _is_of_the_store():
        for write in writes:
            if write.condition in RULES.get(write.kind, {}).get(write.verb, ()):
                HEARD.add(write)
            else:
                BROKEN.append(write)


def unheard(heard: Collection[Write]) -> list[Write]:
    """Return what the rules allow and no call has done."""
    allowed = {
        Write(kind, verb, condition)
        for kind, verbs in RULES.items()
        for verb, conditions in verbs.items()
        for condition in conditions
    }
    return sorted(allowed.difference(heard))


def writes_of(operation: str, params: Params) -> Iterator[Write]:
    """Say what a call of DynamoDB does to which kinds of items."""
    if operation == "TransactWriteItems":
        for each in params["TransactItems"]:
            ((verb, asked),) = each.items()
            yield _write(verb, asked)
    elif operation in VERBS:
        yield _write(VERBS[operation], params)


def _write(verb: str, asked: Params) -> Write:
    item = asked.get("Key") or asked["Item"]
    names = asked.get("ExpressionAttributeNames", {})
    condition = asked.get("ConditionExpression", "")
    condition = re.sub(r"#\d+", lambda found: names[found[0]], condition)
    return Write(_kind(item), verb, re.sub(r":\d+", "?", condition))


def _kind(item: Params) -> str:
    """Where items like this one lie, without anything that names one of them."""
    owner = item["pk"]["S"].partition("#")[0]
    first, *rest = item["sk"]["S"].split("#")
    kind = f"{owner}/{first if first.isalpha() and first.isupper() else '*'}"
    if rest[1:2] in (["R"], ["V"]):
        kind += f"#{rest[1]}"
    if kind == "P/Y#R" and len(rest) > 3:
        kind += " filed"
    if kind == "CALL/CALL" and "refused" in item.get("body", {}).get("M", {}):
        kind += " answered"
    return kind


def _is_of_the_store() -> bool:
    return any(STORE.match(str(frame.f_globals.get("__name__"))) for frame in callers())
