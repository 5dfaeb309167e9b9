"""In Lambda the routes of a subject are registered when a path of it is first asked for (docs/decisions/0077)."""

import json
import os
import subprocess
import sys
from collections import defaultdict

import pytest

from app import app
from chalicelib.assembly.add_routes import USUAL
from chalicelib.assembly.contract import ALL
from chalicelib.assembly.identify import identify
from chalicelib.assembly.subjects import MODULES, modules_of, routes_of
from chalicelib.http.application import Xuefen, allowed_methods
from chalicelib.http.calls import Calls
from tests.http.events import event, refused
from tests.project.sources import ROOT

ASKED = """
import app, json, sys
started = sorted(app.app.declared)
loaded = [each for each in sys.modules if each.startswith("chalicelib.")]
for path in json.loads(sys.argv[1]):
    app.app.bring(path)
print(json.dumps({"started": started, "loaded": loaded, "all": sorted(app.app.declared)}))
"""


def _groups() -> dict[str, set[Calls]]:
    """The groups of routes that really declare each path."""
    found = defaultdict(set)
    for calls in ALL:
        for declared in calls.declarations:
            found[declared.path].add(calls)
    return found


@pytest.fixture
def begun() -> Xuefen:
    """An app of which nothing was asked yet."""
    made = Xuefen("begun", identify)
    made.routes_of = routes_of
    return made


def test_given_any_path_then_whatever_declares_it_is_found() -> None:
    lacking = {path: groups - set(routes_of(path)) for path, groups in _groups().items()}

    assert not {path: groups for path, groups in lacking.items() if groups}


def test_given_any_beginning_then_each_module_of_it_declares_such_a_path() -> None:
    used = defaultdict(set)
    for path, groups in _groups().items():
        used[modules_of(path)] |= {each.module.removeprefix("chalicelib.") for each in groups}

    assert {modules: set(modules) for modules in MODULES.values()} == used


def test_given_lambda_then_the_api_starts_with_the_usual_and_finds_the_rest() -> None:
    asked = [sys.executable, "-c", ASKED, json.dumps(sorted(app.routes))]
    environment = {**os.environ, "AWS_LAMBDA_FUNCTION_NAME": "xuefen-api"}
    done = subprocess.run(  # noqa: S603 - our own script
        asked, cwd=ROOT, env=environment, capture_output=True, check=True
    )
    said = json.loads(done.stdout)

    assert said["all"] == [list(each) for each in sorted(app.declared)]
    assert set(USUAL) <= {path for _, path in said["started"]} < set(app.routes)
    assert "chalicelib.assembly.contract" not in said["loaded"]
    assert not [each for each in said["loaded"] if each.startswith("chalicelib.events")]
    assert app.handler_map, "packaging finds every function"


@pytest.mark.parametrize("path", ["/v1/nowhere", "/v1/me/nowhere", "/v1/review", "/v2", ""])
def test_given_an_unknown_path_then_it_is_not_found(path: str, begun: Xuefen) -> None:
    refused(begun(event("GET", path), None), 404, "not_found")

    assert path not in begun.routes


@pytest.mark.parametrize("path", sorted(app.routes))
def test_given_the_first_request_of_a_path_then_another_method_is_told_those_of_all_its_modules(
    path: str, begun: Xuefen
) -> None:
    answered = begun(event("OPTIONS", path), None)

    refused(answered, 405, "method_not_allowed")
    assert answered["headers"]["Allow"] == ", ".join(allowed_methods(app.routes[path]))


def test_given_the_first_request_then_it_is_answered_and_a_second_one_as_well(
    begun: Xuefen,
) -> None:
    answers = [begun(event(method, "/v1/health"), None) for method in ("GET", "HEAD", "GET")]

    assert [each["statusCode"] for each in answers] == [200, 200, 200]
    assert answers[0]["body"] == answers[2]["body"] == '{"status":"ok"}'
    assert answers[1]["body"] == ""


def test_given_a_thing_of_another_subject_then_reading_it_is_found_for_its_tag(
    begun: Xuefen,
) -> None:
    reading = ("GET", "/v1/me/years/{year}")

    assert begun.find_declared(*reading) is app.declared[reading]
    assert begun.find_declared("GET", "/v1/me/years/{year}/certificate") is None
