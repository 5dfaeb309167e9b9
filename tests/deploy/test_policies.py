"""Least privilege: what each function is granted is what it does, no more and no less."""

import os
import subprocess
import sys

import pytest

from app import app
from tests.deploy.doors import doors
from tests.deploy.needs import Need
from tests.deploy.policies import (
    OF_ALL,
    ROOT,
    grants,
    policy_files,
    resource_name,
    statements,
    used_by,
)
from tests.deploy.recorder import unused
from tests.deploy.whole_run import IS_WHOLE

FUNCTIONS = sorted(policy_files())
PERSON = (("dynamodb:LeadingKeys", ("P#x",)),)
LEADING_NONE = (("dynamodb:LeadingKeys", ()),)
MARK = ("pk", "since", "sk", "version", "waits_for")


def test_given_the_app_then_each_of_its_functions_has_a_policy_of_its_own() -> None:
    assert set(doors().values()) == set(FUNCTIONS)
    assert len({*policy_files().values()}) == len(FUNCTIONS)
    assert {file.name for file in (ROOT / "policies").iterdir()} == {
        file.name for file in policy_files().values()
    }
    assert len(app.event_sources) == len(FUNCTIONS) - 1


@pytest.mark.apart
def test_given_the_whole_suite_then_every_grant_is_used() -> None:
    if os.environ.get(IS_WHOLE):
        pytest.skip("this very run ends with it: tests/deploy/whole_run.py")
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal"]
    run = subprocess.run(  # noqa: S603 - our own suite
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("function", FUNCTIONS)
def test_given_a_policy_then_actions_are_spelled_out_and_resources_are_the_template_s(
    function: str,
) -> None:
    for statement in statements(function):
        assert statement["Effect"] == "Allow"
        assert not [action for action in statement["Action"] if "*" in action]
        given = statement["Resource"]
        for resource in given if isinstance(given, list) else [given]:
            assert "*" not in resource_name(resource).partition("/")[0]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_given_a_policy_then_every_use_of_a_table_is_narrowed_to_its_keys(function: str) -> None:
    streams = {"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"}
    for statement in statements(function):
        names = {action.partition(":")[2] for action in statement["Action"]}
        if statement["Action"][0].startswith("dynamodb:") and not names <= streams:
            keys = statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
            assert "*" not in keys


@pytest.mark.parametrize("function", FUNCTIONS)
def test_given_a_condition_on_all_values_then_a_request_without_any_is_refused(
    function: str,
) -> None:
    """To IAM every value of none is allowed: that there is one must be said besides."""
    for statement in statements(function):
        conditions = statement.get("Condition", {})
        of_all = [keys for operator, keys in conditions.items() if operator.startswith(OF_ALL)]
        named = {key for keys in of_all for key in keys}
        assert conditions.get("Null", {}) == dict.fromkeys(named, "false")


def test_given_a_request_that_names_no_key_then_nothing_lets_it_pass() -> None:
    assert used_by("api_handler", Need("dynamodb:GetItem", "RegistryTable", PERSON))
    assert not used_by("api_handler", Need("dynamodb:GetItem", "RegistryTable"))
    assert not used_by("api_handler", Need("dynamodb:GetItem", "RegistryTable", LEADING_NONE))


def test_given_the_ways_of_reading_then_each_way_and_each_key_must_be_used() -> None:
    reads = [each for each in grants("api_handler") if each.sid == "ReadRegistry"]
    ways, keys = {each.action for each in reads}, {each.value for each in reads}
    one_way = [each for each in reads if each.action == "dynamodb:Query"]
    idle = {each for each in unused(one_way) if each.sid == "ReadRegistry"}
    assert {each.action for each in idle} == ways - {"dynamodb:Query"}
    one_key = [each for each in reads if each.value == "P#*"]
    idle = {each for each in unused(one_key) if each.sid == "ReadRegistry"}
    assert {each.value for each in idle} == keys - {"P#*"}


@pytest.mark.parametrize(
    ("function", "need"),
    [
        ("render_certificate", Need("dynamodb:GetItem", "RegistryTable", PERSON)),
        ("render_certificate", Need("s3:PutObject", "EvidenceBucket/evidence/x")),
        ("match_account", Need("dynamodb:PutItem", "RegistryTable", PERSON)),
        ("match_account", Need("dynamodb:DeleteItem", "RegistryTable", PERSON)),
        ("close_windows", Need("dynamodb:GetItem", "HrTable", PERSON)),
        ("remind", Need("dynamodb:DeleteItem", "RegistryTable", PERSON)),
        ("sync_to_hr", Need("dynamodb:PutItem", "HrTable", (("dynamodb:LeadingKeys", ("ID#x",)),))),
        ("api_handler", Need("dynamodb:PutItem", "HrTable", PERSON)),
        ("api_handler", Need("dynamodb:Scan", "RegistryTable")),
        ("api_handler", Need("s3:PutObject", "CertificateBucket/certificates/x")),
        (
            "match_account",
            Need("kms:Decrypt", "DataKey", (("kms:EncryptionContext:person", ("x",)),)),
        ),
        (
            "sync_to_hr",
            Need(
                "dynamodb:UpdateItem",
                "RegistryTable",
                (*PERSON, ("dynamodb:Attributes", (*MARK, "body"))),
            ),
        ),
    ],
)
def test_given_what_a_function_has_no_business_with_then_nothing_lets_it_pass(
    function: str, need: Need
) -> None:
    assert not used_by(function, need)


def test_given_a_mark_to_clear_then_exactly_the_grants_for_it_are_used() -> None:
    keys = (*PERSON, ("dynamodb:Attributes", MARK))
    used = used_by("sync_to_hr", Need("dynamodb:UpdateItem", "RegistryTable", keys))
    assert {grant.sid for grant in used} == {"ClearMarksOfRegistry"}
    assert {grant.value for grant in used} == {"P#*", *MARK}


def test_given_no_call_then_all_is_idle_but_what_lambda_itself_does() -> None:
    idle = unused([])
    assert {grant.function for grant in idle} == set(FUNCTIONS)
    assert not {grant.sid for grant in idle} & {"WriteOwnLog", "ReadStream", "ParkFailedEvents"}
    assert unused([grant for function in FUNCTIONS for grant in grants(function)]) == []


def test_given_a_function_without_a_policy_then_it_says_what_to_write() -> None:
    with pytest.raises(LookupError, match=r"write policies/sweep_up\.json"):
        used_by("sweep_up", Need("dynamodb:Query", "RegistryTable"))
