"""How large a role's policies are once CloudFormation has put the names in: IAM bounds them.

Counted for the longest names: a stack of 30 characters in China's longest region.
"""

import json
import re
from typing import Any

import pytest

from deploy.policies import is_of_function
from tests.deploy.packaged import resources_of
from tests.deploy.policies import statements

LIMIT = 10_240
"""Characters of all inline policies of a role, white space not counted."""
MOST = 9_000
"""Of which so many are ours; the rest is left for what is to come."""
LIMIT_OF_MANAGED = 6_144
"""Characters of a managed policy, counted likewise."""
REGION, ACCOUNT, STACK = "cn-northwest-1", "123456789012", "x" * 30
SUFFIX = "ABCDEFGHIJKLM"
"""What CloudFormation adds to the name of a resource."""
PSEUDO = {
    "AWS::Partition": "aws-cn",
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
    "AWS::StackName": STACK,
}
ARNS = {
    "AWS::DynamoDB::Table": "arn:aws-cn:dynamodb:{region}:{account}:table/{name}",
    "AWS::S3::Bucket": "arn:aws-cn:s3:::{name}",
    "AWS::KMS::Key": "arn:aws-cn:kms:{region}:{account}:key/00000000-0000-0000-0000-000000000000",
    "AWS::SNS::Topic": "arn:aws-cn:sns:{region}:{account}:{name}",
    "AWS::SQS::Queue": "arn:aws-cn:sqs:{region}:{account}:{name}",
}
STREAM = "/stream/2026-11-29T12:00:00.000"


def arn(logical: str, attribute: str = "Arn") -> str:
    kind = resources_of("prod")[logical]["Type"]
    name = f"{STACK}-{logical}-{SUFFIX}"
    made = ARNS[kind].format(region=REGION, account=ACCOUNT, name=name)
    return made + STREAM if attribute == "StreamArn" else made


def substituted(text: str) -> str:
    def value(found: re.Match[str]) -> str:
        return PSEUDO.get(found[1]) or arn(*found[1].split("."))

    return re.sub(r"\$\{([^}]+)\}", value, text)


def resolved(node: Any) -> Any:  # noqa: ANN401 - a node of the template
    match node:
        case {"Fn::Sub": str(text)}:
            return substituted(text)
        case {"Fn::GetAtt": [str(logical), str(attribute)]}:
            return arn(logical, attribute)
        case {"Ref": str(logical)}:
            return arn(logical)
        case dict():
            return {key: resolved(value) for key, value in node.items()}
        case list():
            return [resolved(each) for each in node]
    return node


def roles() -> dict[str, Any]:
    return {
        name: each["Properties"]
        for name, each in resources_of("prod").items()
        if is_of_function(each)
    }


def managed() -> dict[str, Any]:
    return {
        name: each["Properties"]["PolicyDocument"]
        for name, each in resources_of("prod").items()
        if each["Type"] == "AWS::IAM::ManagedPolicy"
    }


def written(document: Any) -> str:  # noqa: ANN401 - a node of the template
    text = json.dumps(resolved(document), separators=(",", ":"))
    assert "${" not in text
    assert "Fn::" not in text
    return text


@pytest.mark.parametrize("role", sorted(roles()))
def test_given_the_longest_names_then_a_role_s_policies_leave_room(role: str) -> None:
    policies = roles()[role]["Policies"]
    assert sum(len(written(each["PolicyDocument"])) for each in policies) <= MOST < LIMIT


def test_given_the_longest_names_then_managed_policies_are_within_what_iam_takes() -> None:
    assert [name for name in managed() if len(written(managed()[name])) > LIMIT_OF_MANAGED] == []


def test_given_a_divided_role_then_it_has_every_statement_of_its_file_once() -> None:
    assert managed().keys() >= {"ApiHandlerRolePolicy"}
    for name, document in managed().items():
        role = roles()[name.removesuffix("Policy")]
        function = re.sub("(?<!^)(?=[A-Z])", "_", name.removesuffix("RolePolicy")).lower()
        assert role["ManagedPolicyArns"] == [{"Ref": name}]
        inline = role["Policies"][0]["PolicyDocument"]["Statement"]
        assert [*inline, *document["Statement"]] == list(statements(function))
