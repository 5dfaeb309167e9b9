"""R47: who may sign for the authority, by every policy that there is."""

import json
from typing import Any

import pytest

from local.template import own_resources
from tests.deploy.needs import Need
from tests.deploy.policies import policy_files, statements, used_by

SIGNERS = {
    "certificates": {"render_certificate"},
    "credentials": {"issue_credentials"},
}
"""By what is signed, the functions that sign it."""
USING = {"kms:Sign", "kms:CreateGrant", "kms:*", "*"}
KEY = "arn:AWS::Partition:kms:AWS::Region:AWS::AccountId:key/1"


def signing(use: str, **other: tuple[str, ...]) -> Need:
    asked = {
        "kms:ResourceAliases": (f"alias/AWS::StackName/{use}/first",),
        "kms:MessageType": ("RAW",),
        "kms:SigningAlgorithm": ("ECDSA_SHA_256",),
    }
    return Need("kms:Sign", KEY, tuple({**asked, **other}.items()))


@pytest.mark.parametrize("use", SIGNERS)
def test_r47_given_every_policy_then_each_kind_of_key_has_the_users_that_are_known(
    use: str,
) -> None:
    may = {function for function in policy_files() if used_by(function, signing(use))}
    assert may == SIGNERS[use]


def test_r47_given_every_policy_then_nobody_else_is_let_in_to_sign_by_any_way() -> None:
    named = {
        function
        for function in policy_files()
        for statement in statements(function)
        if USING & set(statement["Action"])
    }
    assert named == set[str]().union(*SIGNERS.values())


@pytest.mark.parametrize(
    "other",
    [
        {"kms:ResourceAliases": ("alias/another/certificates/first",)},
        {"kms:ResourceAliases": ("alias/DataKey",)},
        {"kms:ResourceAliases": ()},
        {"kms:MessageType": ("DIGEST",)},
        {"kms:SigningAlgorithm": ("ECDSA_SHA_384",)},
    ],
)
def test_r47_given_another_key_or_another_way_to_sign_then_nothing_lets_the_renderer(
    other: dict[str, tuple[str, ...]],
) -> None:
    assert not used_by("render_certificate", signing("certificates", **other))


def test_r49_given_what_is_longer_than_kms_takes_then_credentials_are_signed_by_its_digest() -> (
    None
):
    by_digest = {"kms:MessageType": ("DIGEST",)}
    assert used_by("issue_credentials", signing("credentials", **by_digest))
    assert not used_by("issue_credentials", signing("certificates", **by_digest))


def test_r47_given_a_key_with_further_aliases_then_the_one_that_lets_in_suffices() -> None:
    aliases = ("alias/AWS::StackName/certificates/2027", "alias/x")
    assert used_by(
        "render_certificate", signing("certificates", **{"kms:ResourceAliases": aliases})
    )


@pytest.mark.parametrize("key", ["CertificateKey", "CredentialKey"])
def test_r47_given_a_signing_key_then_its_own_policy_names_nobody_but_the_account(key: str) -> None:
    template = own_resources()
    properties: dict[str, Any] = template[key]["Properties"]
    assert (properties["KeySpec"], properties["KeyUsage"]) == ("ECC_NIST_P256", "SIGN_VERIFY")
    assert template[key]["DeletionPolicy"] == template[key]["UpdateReplacePolicy"] == "Retain"
    (statement,) = properties["KeyPolicy"]["Statement"]
    assert json.dumps(statement["Principal"]).count("iam::${AWS::AccountId}:root") == 1
    assert set(statement["Principal"]) == {"AWS"}
    (alias,) = [
        each["Properties"]["AliasName"]["Fn::Sub"]
        for each in template.values()
        if each["Type"] == "AWS::KMS::Alias" and each["Properties"]["TargetKeyId"] == {"Ref": key}
    ]
    use = {"CertificateKey": "certificates", "CredentialKey": "credentials"}[key]
    assert alias == f"alias/${{AWS::StackName}}/{use}/first"
