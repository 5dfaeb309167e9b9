"""A role is one declaration, a function one entry: what follows is seen in a copy that has one more."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from chalicelib.access import role
from chalicelib.assembly import contract
from chalicelib.http import call, calls
from chalicelib.platform.rules import functions, order_letter
from chalicelib.views.routes import shapes_client
from tests.project.sources import ROOT

COPIED = ("chalicelib", "local", "deploy", ".chalice")
CLERK = """
    CLERK = (
        "payroll_clerk",
        RoleKind(
            label="单位经办人",
            meaning="办理本单位人员的事项",
            acts_as=Party.HELPER,
            acts_on_province=True,
            home="/clerk",
        ),
    )
"""
FOLLOWS_ROLE = f"""
import json
from {call.__name__} import Call
from {calls.__name__} import Calls
from {contract.__name__} import contract_document
from {role.__name__} import Role
from {shapes_client.__name__} import RoleShown
from local.rules_page.words import WORDS
from local.seed import DEMO_STAFF
from local.sign_in_page import people_page

def handler(call: Call[None]) -> RoleShown: ...

routes = Calls("routes", tag="routes")
routes.call("DELETE", "/x", who=Role("payroll_clerk"), answers=RoleShown, summary="x")(handler)
(declared,) = routes.declarations
print(json.dumps({{
    "sent": contract_document()["components"]["schemas"]["Role"]["enum"],
    "codes": declared.codes,
    "glossary": [word.chinese for word in WORDS],
    "demonstration": list(DEMO_STAFF),
    "sign-in": people_page("/", {{}}),
}}))
"""
TALLY = """
    Worker(
        name="post_bundles",
        label="发送汇总",
        memory=512,
        timeout=100,
        queue="BundleOrders",
        variable="BUNDLE_QUEUE",
        members=("bundle",),
        about="archive",
        at_once=3,
        letters="BundleDeadLetters",
    ),
    Timer(name="tally", label="汇总", memory=512, timeout=280, schedule=NIGHT),
"""
FOLLOWS_FUNCTION = f"""
import json
from datetime import UTC, datetime
from pathlib import Path
from {functions.__name__} import queue_variables, timers
from {order_letter.__name__} import parse_order
from deploy.functions import CONFIG, config_text
from deploy.template import merge_template
from local.template import additions, own_resources
from local.words import WORDS

letter = parse_order("m", '{{"bundle": "b1"}}', datetime.now(UTC))
print(json.dumps({{
    "settings": json.loads(config_text(CONFIG.read_text("utf-8")))["lambda_functions"],
    "template": json.loads(merge_template(CONFIG.parent, {{}})),
    "local": [*own_resources(), *additions()],
    "turn": list(timers()),
    "variables": queue_variables(),
    "letter": [letter.worker.name, letter.job],
    "word": WORDS["FUNCTIONS"]["post_bundles"],
}}))
"""


def copy_with(folder: Path, module: ModuleType, before: str, added: str) -> None:
    """Copy the product, and put a declaration into one of its modules."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__", "assets")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    file = folder / Path(str(module.__file__)).relative_to(ROOT)
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, added + before), "utf-8")


def told_by(folder: Path, script: str) -> dict[str, Any]:
    """What a script tells that is run in a copy."""
    command = [sys.executable, "-c", script]
    given = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(  # noqa: S603 - our own script
        command, cwd=folder, env=given, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


@pytest.fixture(scope="module")
def with_role(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("role")
    copy_with(folder, role, "\n    HELPER = (", CLERK)
    return told_by(folder, FOLLOWS_ROLE)


@pytest.fixture(scope="module")
def with_functions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("function")
    copy_with(folder, functions, '\n    Reader(\n        name="sync_to_hr"', TALLY)
    return told_by(folder, FOLLOWS_FUNCTION)


def test_r20_given_one_more_role_then_it_can_be_granted_and_its_routes_ask_for_it(
    with_role: dict[str, Any],
) -> None:
    assert "payroll_clerk" in with_role["sent"]
    assert {"forbidden", "unauthenticated", "staff_not_proved"} <= set(with_role["codes"])


def test_r20_given_one_more_role_then_glossary_and_demonstration_know_it(
    with_role: dict[str, Any],
) -> None:
    assert "单位经办人" in with_role["glossary"]
    assert "payroll-clerk" in with_role["demonstration"]
    assert "办理本单位人员的事项" in with_role["sign-in"]


def test_given_one_more_function_then_chalice_and_the_local_cloud_know_it(
    with_functions: dict[str, Any],
) -> None:
    assert with_functions["settings"]["tally"] == {
        "iam_policy_file": "../policies/tally.json",
        "lambda_memory_size": 512,
        "lambda_timeout": 280,
    }
    assert "tally" in with_functions["turn"]
    assert {"BundleOrders", "BundleDeadLetters", "post_bundles"} <= {*with_functions["local"]}
    assert with_functions["variables"]["BUNDLE_DEAD_LETTERS"] == "BundleDeadLetters"


def test_given_one_more_function_then_its_queue_alarms_and_dashboard_follow(
    with_functions: dict[str, Any],
) -> None:
    made = with_functions["template"]["Resources"]
    assert made["BundleOrders"]["Properties"]["VisibilityTimeout"] == 600
    event = made["PostBundles"]["Properties"]["Events"]["PostBundlesSqsEventSource"]["Properties"]
    assert event["Queue"] == {"Fn::GetAtt": ["BundleOrders", "Arn"]}
    for alarm in ("TallyErrors", "TallyThrottles", "PostBundlesErrors"):
        assert made[alarm]["Type"] == "AWS::CloudWatch::Alarm"
    assert "BundleDeadLettersNotEmpty" in made
    assert "${Tally}" in made["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]


def test_given_one_more_function_then_its_dead_letters_are_read_and_have_a_word(
    with_functions: dict[str, Any],
) -> None:
    assert with_functions["letter"] == ["post_bundles", "b1"]
    assert with_functions["word"] == "发送汇总"
