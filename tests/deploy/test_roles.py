"""The roles as IAM enforces them: what lies outside a policy is refused, what lies inside is not.

As far as ministack goes: it knows neither leading keys nor the attributes that an update names, so
tests/deploy/test_policies.py holds every call of the suite against those.
"""

import io
import json
import zipfile
from typing import Any

import pytest

from tests.deploy.deployed import Deployed

PROBE = """
import boto3
from botocore.exceptions import ClientError
def handler(event, context):
    client = boto3.client(event["service"])
    try:
        getattr(client, event["call"])(**event["asked"])
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "done"
"""
REFUSED = {"AccessDenied", "AccessDeniedException"}
KEY = {"pk": {"S": "P#x"}, "sk": {"S": "PROFILE"}}
CASES: dict[str, tuple[str, str, str, dict[str, Any], bool]] = {
    "the api reads a profile": (
        "ApiHandlerRole",
        "dynamodb",
        "get_item",
        {"TableName": "RegistryTable", "Key": KEY},
        True,
    ),
    "the api scans nothing": (
        "ApiHandlerRole",
        "dynamodb",
        "scan",
        {"TableName": "RegistryTable"},
        False,
    ),
    "the api writes no certificate's file": (
        "ApiHandlerRole",
        "s3",
        "put_object",
        {"Bucket": "CertificateBucket", "Key": "certificates/x", "Body": "x"},
        False,
    ),
    "the match writes no profile": (
        "MatchAccountRole",
        "dynamodb",
        "put_item",
        {"TableName": "RegistryTable", "Item": KEY},
        False,
    ),
    "the sync clears marks": (
        "SyncToHrRole",
        "dynamodb",
        "update_item",
        {
            "TableName": "RegistryTable",
            "Key": KEY,
            "UpdateExpression": "REMOVE waits_for, since",
        },
        True,
    ),
    "the match writes no file": (
        "MatchAccountRole",
        "s3",
        "put_object",
        {"Bucket": "CertificateBucket", "Key": "certificates/x", "Body": "x"},
        False,
    ),
    "the renderer stores certificates": (
        "RenderCertificateRole",
        "s3",
        "put_object",
        {"Bucket": "CertificateBucket", "Key": "certificates/x", "Body": "x"},
        True,
    ),
    "the renderer stores nothing else": (
        "RenderCertificateRole",
        "s3",
        "put_object",
        {"Bucket": "EvidenceBucket", "Key": "evidence/x", "Body": "x"},
        False,
    ),
    "the renderer does not see the registry": (
        "RenderCertificateRole",
        "dynamodb",
        "get_item",
        {"TableName": "RegistryTable", "Key": KEY},
        False,
    ),
}


@pytest.fixture(scope="module")
def probes(deployed: Deployed) -> dict[str, str]:
    """A function under each role that does what it is told."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("probe.py", PROBE)
    made = {}
    for role in {case[0] for case in CASES.values()}:
        arn = deployed.client("iam").get_role(RoleName=deployed.physical[role])["Role"]["Arn"]
        made[role] = deployed.client("lambda").create_function(
            FunctionName=f"probe-{role}",
            Runtime="python3.11",
            Role=arn,
            Handler="probe.handler",
            Code={"ZipFile": archive.getvalue()},
            Timeout=60,
        )["FunctionName"]
    return made


@pytest.mark.parametrize("case", CASES)
def test_given_a_call_under_a_function_s_role_then_only_what_is_granted_is_done(
    deployed: Deployed, probes: dict[str, str], case: str
) -> None:
    role, service, call, asked, is_granted = CASES[case]
    named = {
        key: deployed.physical[value] if key in {"TableName", "Bucket"} else value
        for key, value in asked.items()
    }
    event = {"service": service, "call": call, "asked": named}
    answer = deployed.client("lambda").invoke(FunctionName=probes[role], Payload=json.dumps(event))
    told = json.loads(answer["Payload"].read())
    assert (told == "done") if is_granted else (told in REFUSED), told
