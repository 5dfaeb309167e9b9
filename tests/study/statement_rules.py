"""What the specification asks of a statement (xAPI 1.0.3, part two "Experience API Data"), by hand.

Each fault is told with the section that says so. Only what our statements may use is known: an agent with
an account, an activity, a result and a context without activities. Anything else is a fault.
"""

import json
import re
from collections.abc import Collection, Iterator
from typing import Any
from uuid import RFC_4122, UUID

Members = dict[str, Any]
ACTIVITY = {"name", "description", "type", "moreInfo", "extensions"}
SCORE = {"scaled", "raw", "min", "max"}
RESULT = {"score", "success", "completion", "response", "duration", "extensions"}
CONTEXT = {"registration", "revision", "platform", "language", "extensions"}
STATEMENT = {"id", "actor", "verb", "object", "result", "context", "timestamp"}
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
DURATION = re.compile(
    r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?"
)
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,}(Z|[+-]\d\d:\d\d)")


def parsed(content: bytes) -> Any:  # noqa: ANN401 - JSON
    """Read JSON; "A Statement MUST use each property no more than one time" (2.2)."""

    def once(pairs: list[tuple[str, Any]]) -> Members:
        members = dict(pairs)
        assert len(members) == len(pairs), f"2.2: a property twice: {pairs}"
        return members

    return json.loads(content, object_pairs_hook=once)


def faults(statement: Members) -> list[str]:
    """Everything that is wrong with a statement."""
    return [
        *_keys("2.2 statement", statement, {"actor", "verb", "object"}, STATEMENT),
        *_nothing_null("2.2", statement),
        *_id(statement.get("id")),
        *_actor(statement.get("actor", {})),
        *_verb(statement.get("verb", {})),
        *_object(statement.get("object", {})),
        *_result(statement.get("result", {})),
        *_keys("2.4.6 context", statement.get("context", {}), set(), CONTEXT),
        *_of_activities(statement),
        *_matches("2.4.7 timestamp", TIMESTAMP, statement.get("timestamp", "")),
        *(["4.5: -00:00"] if str(statement.get("timestamp")).endswith("-00:00") else []),
    ]


def _keys(
    what: str, found: Members, needed: Collection[str], known: Collection[str]
) -> Iterator[str]:
    yield from (f"{what}: {each} is missing" for each in needed if each not in found)
    yield from (f"{what}: {each} is unknown" for each in found if each not in known)


def _nothing_null(what: str, found: object) -> Iterator[str]:
    if found is None:
        yield f"{what}: null"
    inside = found.values() if isinstance(found, dict) else ()
    for each in inside:
        yield from _nothing_null(what, each)


def _matches(what: str, pattern: re.Pattern[str], found: object) -> Iterator[str]:
    if not isinstance(found, str) or not pattern.fullmatch(found):
        yield f"{what}: {found!r}"


def _id(found: object) -> Iterator[str]:
    """4.3: in the standard string form, of variant 2."""
    made = UUID(str(found))
    if str(made) != found or made.variant != RFC_4122:
        yield f"2.4.1 id: {found!r}"


def _actor(actor: Members) -> Iterator[str]:
    """2.4.2: one identifier, of four kinds; ours is an account, and no name beside it."""
    yield from _keys("2.4.2.1 agent", actor, {"account"}, {"objectType", "account"})
    if actor.get("objectType", "Agent") != "Agent":
        yield "2.4.2.1 agent: another objectType"
    account = actor.get("account", {})
    yield from _keys("2.4.2.4 account", account, {"homePage", "name"}, {"homePage", "name"})
    yield from _matches("2.4.2.4 homePage", IRI, account.get("homePage"))


def _verb(verb: Members) -> Iterator[str]:
    yield from _keys("2.4.3 verb", verb, {"id"}, {"id", "display"})
    yield from _matches("2.4.3 verb id", IRI, verb.get("id"))
    yield from _languages("2.4.3 display", verb.get("display", {}))


def _languages(what: str, found: Members) -> Iterator[str]:
    for language, text in found.items():
        yield from _matches(f"4.2 {what}", LANGUAGE, language)
        if not isinstance(text, str):
            yield f"4.2 {what}: no text"


def _object(found: Members) -> Iterator[str]:
    yield from _keys("2.4.4.1 activity", found, {"id"}, {"objectType", "id", "definition"})
    if found.get("objectType", "Activity") != "Activity":
        yield "2.4.4.1 activity: another objectType"
    yield from _matches("2.4.4.1 id", IRI, found.get("id"))
    definition = found.get("definition", {})
    yield from _keys("2.4.4.1 definition", definition, set(), ACTIVITY)
    yield from _languages("2.4.4.1 name", definition.get("name", {}))
    if "type" in definition:
        yield from _matches("2.4.4.1 type", IRI, definition["type"])


def _result(result: Members) -> Iterator[str]:
    yield from _keys("2.4.5 result", result, set(), RESULT)
    for flag in ("success", "completion"):
        if not isinstance(result.get(flag, True), bool):
            yield f"2.4.5 {flag}: no boolean"
    if "duration" in result:
        yield from _matches("4.6 duration", DURATION, result["duration"])
    if "score" in result:
        yield from _score(result["score"])


def _score(score: Members) -> Iterator[str]:
    yield from _keys("2.4.5.1 score", score, set(), SCORE)
    if not -1 <= score.get("scaled", 0) <= 1:
        yield "2.4.5.1 scaled: not between -1 and 1"
    if not score["min"] < score["max"] or not score["min"] <= score["raw"] <= score["max"]:
        yield "2.4.5.1 raw: not between min and max"


def _of_activities(statement: Members) -> Iterator[str]:
    """2.4.6: revision and platform are of activities alone; a language is one of RFC 5646."""
    context = statement.get("context", {})
    is_activity = statement.get("object", {}).get("objectType", "Activity") == "Activity"
    if {"revision", "platform"} & context.keys() and not is_activity:
        yield "2.4.6 revision, platform: of no activity"
    if "language" in context:
        yield from _matches("2.4.6 language", LANGUAGE, context["language"])
    if not all(isinstance(context.get(each, ""), str) for each in ("revision", "platform")):
        yield "2.4.6 revision, platform: no text"
