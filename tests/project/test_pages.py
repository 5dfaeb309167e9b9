"""A page of the client is shown to those who may use it, and to nobody else (R20).

What a page needs are the calls in its source; who may make them the routes say, and what of them the province's
alone is `require_province`. Who may open it the client says by its own rule (web/src/access.ts).
"""

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import NamedTuple

from app import app
from chalicelib.access.caller import Who
from chalicelib.access.role import BUREAU, Role
from chalicelib.access.staff import require_province
from chalicelib.bureaus.rules.territory import PROVINCE
from tests.node import NODE
from tests.project.sources import ROOT

SOURCE = ROOT / "web" / "src"
CALL = re.compile(r'api\.(GET|POST|PUT|PATCH|DELETE)\(\s*"(/v1/[^"]+)"')
IMPORT = re.compile(r'(?:from|import\()\s*"(\.[^"]+)"')
OF_ALL = {"api.ts", "session.ts", "auth.ts", "router.ts"}
"""What every page has."""
SHOWN_TO_SOME = {
    ("/admin/policies", "POST /v1/admin/policies/{year}/amendments"): "isProvince",
    ("/admin/policies", "POST /v1/admin/policies/{year}/windows"): "isProvince",
    ("/admin/sync", "GET /v1/admin/dead-letters"): "isProvince",
    ("/admin/sync", "POST /v1/admin/dead-letters/{id}/replay"): "isProvince",
    ("/problems", "GET /v1/admin/problems/counts"): '=== "administrator"',
}
"""What a page that others use as well shows to some alone, and by what it asks who they are."""


class Caller(NamedTuple):
    """Somebody of a bureau."""

    role: Role
    territory: str


CALLERS = [Caller(role, place) for role in Role for place in (PROVINCE, "440700", "440703")]


def _needs(file: Path, seen: set[Path]) -> set[str]:
    """The calls that a page's source and what it is put together from make."""
    if file in seen or file.name in OF_ALL:
        return set()
    seen.add(file)
    text = file.read_text("utf-8")
    calls = {f"{method} {path}" for method, path in CALL.findall(text)}
    for named in IMPORT.findall(text):
        for found in (file.parent / named, (file.parent / f"{named}.ts")):
            if found.is_file():
                calls |= _needs(found.resolve(), seen)
    return calls


def _names(code: CodeType) -> set[str]:
    """The names that code uses, the functions within it too."""
    inner = (each for each in code.co_consts if isinstance(each, CodeType))
    return {*code.co_names, *(name for each in inner for name in _names(each))}


def _called(function: FunctionType) -> Iterator[FunctionType]:
    """The product's functions that a function names, by themselves or of a module."""
    names = _names(function.__code__)
    found = [function.__globals__.get(name) for name in names]
    modules = [each for each in found if isinstance(each, ModuleType)]
    for each in (*found, *(vars(module).get(name) for module in modules for name in names)):
        if isinstance(each, FunctionType) and each.__module__.startswith("chalicelib."):
            yield each


@cache
def _is_of_province(handler: FunctionType) -> bool:
    """Whether a route is the province's alone."""
    seen: set[FunctionType] = set()
    waiting = [handler]
    while waiting:
        here = waiting.pop()
        if here is require_province:
            return True
        if here not in seen:
            seen.add(here)
            waiting += _called(here)
    return False


@cache
def _may(call: str, caller: Caller) -> bool:
    method, _, path = call.partition(" ")
    declared = app.declared[method, path]
    if isinstance(declared.who, Role):
        if caller.role is not declared.who:
            return False
        handler = declared.handler
        assert isinstance(handler, FunctionType)
        return caller.territory == PROVINCE or not _is_of_province(handler)
    return declared.who is not Who.BUREAU or caller.role in BUREAU


@cache
def _pages() -> list[dict[str, object]]:
    callers = [{"role": each.role, "territory": each.territory} for each in CALLERS]
    told = subprocess.run(  # noqa: S603 - ours
        [NODE, ROOT / "tests/project/pages.mjs", SOURCE, json.dumps(callers)],
        check=True,
        text=True,
        capture_output=True,
    )
    pages: list[dict[str, object]] = json.loads(told.stdout)
    return pages


def test_r20_a_page_is_shown_to_those_who_may_make_every_call_of_it_and_to_nobody_else() -> None:
    wrong = []
    staffs = 0
    for page in _pages():
        path, opens = str(page["path"]), page["opens"]
        assert isinstance(opens, list)
        file = (SOURCE / str(page["file"])).resolve()
        needs = _needs(file, set())
        if not any(isinstance(app.declared[tuple(each.split(" "))].who, Role) for each in needs):
            continue
        staffs += 1
        for caller, is_opened in zip(CALLERS, opens, strict=True):
            asked = {each for each in needs if (path, each) not in SHOWN_TO_SOME}
            refused = sorted(each for each in asked if not _may(each, caller))
            if is_opened is bool(refused):
                wrong.append((path, caller.role.value, caller.territory, is_opened, refused))
    assert wrong == []
    assert staffs > 30


def test_r20_what_a_page_shows_to_some_alone_it_asks_for() -> None:
    files = {str(page["path"]): SOURCE / str(page["file"]) for page in _pages()}
    silent = [
        (path, call)
        for (path, call), asks in SHOWN_TO_SOME.items()
        if asks not in files[path].read_text("utf-8")
    ]
    assert silent == []
