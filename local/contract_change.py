"""What a version of the contract takes away from clients that were written against the last release.

`python -m local.contract_change` compares openapi.json of now with the one of the last release, which is
kept without its words, and names what CHANGELOG.md does not declare: a member of an answer that is gone or
may be absent or of another kind, a value that an answer did not have, a call or a member of a request
that is gone, refused or wanted. `python -m local.contract_change FILE` keeps the contract of now as a release's.

A change is declared where the list of what is unreleased names it in backquotes: whole, or with `*`.
"""

import gzip
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from local.promises import Promise, Promises, kept, promises
from local.resources import constant_environment

ROOT = Path(__file__).parent.parent
RELEASED = ROOT / "docs" / "contract" / "0.3.0.json.gz"
"""The contract of the last release. A release puts its own in this place."""
Object = dict[str, Any]


class Change(NamedTuple):
    """What was taken away: of which member of which call, and how."""

    where: str
    how: str


def changes(before: Promises, now: Promises) -> list[Change]:
    """What a client of before can meet now that it was not promised."""
    gone = [Change(name, "is gone") for name in before.names.keys() - now.names.keys()]
    stay = before.names.keys() & now.names.keys()
    renamed = [
        Change(f"{name} operationId", f"{before.names[name]} is called {now.names[name]}")
        for name in stay
        if before.names[name] != now.names[name]
    ]
    taken = [each for each in _of_requests(before.taken, now.taken) if _call(each.where) in stay]
    answered = [
        each for each in _of_answers(before.answered, now.answered) if _call(each.where) in stay
    ]
    return sorted({*gone, *renamed, *taken, *answered})


def _call(where: str) -> str:
    return " ".join(where.split(" ")[:2])


def _of_requests(before: Mapping[str, Promise], now: Mapping[str, Promise]) -> Iterator[Change]:
    for where, promised in before.items():
        if where not in now:
            yield Change(where, "is not taken any more")
            continue
        here = now[where]
        if "any" not in here.kinds and (lost := promised.kinds - here.kinds - {"any"}):
            yield Change(where, f"may not be {_listed(lost)} any more")
        if here.values is not None and (
            lost := (promised.values or frozenset({"any other"})) - here.values
        ):
            yield Change(where, f"may not be {_listed(lost)} any more")
        if here.required and not promised.required:
            yield Change(where, "may not be left out any more")
    for where in now.keys() - before.keys():
        holder = where.rpartition(".")[0]
        if now[where].required and (holder in before or " body" not in where):
            yield Change(where, "is new, and must be sent")


def _of_answers(before: Mapping[str, Promise], now: Mapping[str, Promise]) -> Iterator[Change]:
    for where, promised in before.items():
        if where not in now:
            yield Change(where, "is not answered any more")
            continue
        here = now[where]
        if "any" not in promised.kinds and (new := here.kinds - promised.kinds):
            yield Change(where, f"may be {_listed(new)} as well")
        if promised.values is not None:
            if here.values is None:
                yield Change(where, "may be anything")
            elif new := here.values - promised.values:
                yield Change(where, f"may be {_listed(new)} as well")
        if promised.required and not here.required:
            yield Change(where, "may be absent")


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))


def declared(changelog: str) -> list[str]:
    """What the list of unreleased changes names in backquotes."""
    unreleased = changelog.partition("\n## ")[2].partition("\n## ")[0]
    return re.findall(r"`([^`\n]+)`", unreleased)


def undeclared(found: list[Change], names: list[str]) -> list[Change]:
    """The changes that nobody has declared."""
    return [each for each in found if not any(fnmatchcase(each.where, name) for name in names)]


def released() -> Object:
    """The contract of the last release, as it is kept."""
    document: Object = json.loads(gzip.decompress(RELEASED.read_bytes()))
    return document


def contract_of_now() -> Object:
    """The contract as the code has it."""
    # The product reads its tables' names from the environment when it is imported.
    os.environ.update(constant_environment())
    from chalicelib.assembly.contract import contract_document  # noqa: PLC0415 - see above

    return contract_document()


def main() -> int:
    """Keep the contract of now in a file, or compare it; 1 where something is not declared."""
    now = contract_of_now()
    if sys.argv[1:]:
        text = json.dumps(kept(now), separators=(",", ":"), sort_keys=True)
        Path(sys.argv[1]).write_bytes(gzip.compress(text.encode(), mtime=0))
        return 0
    found = changes(promises(released()), promises(now))
    names = declared((ROOT / "CHANGELOG.md").read_text("utf-8"))
    for each in undeclared(found, names):
        print(f"{each.where}: {each.how}")
    return bool(undeclared(found, names))


if __name__ == "__main__":
    sys.exit(main())
