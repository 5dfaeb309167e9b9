"""R49: what a credential says, held to W3C VC 2.0 and Open Badges 3.0, member by member."""

import json
import re
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace
from openbadgeslib import ob3

from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.certificates.rules.credential import credential_of
from chalicelib.certificates.rules.status_list import StatusPlace
from chalicelib.certificates.rules.verifiable import Claims, to_be_signed
from chalicelib.identity.rules.name import printed
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.requirement import Required
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import start_of
from tests.certificates.credentials import ISSUER, PUBLISHED, read_part
from tests.certificates.statements import NUMBER, SNAPSHOT, SNAPSHOTS

PLACE = StatusPlace("3-0", 94567)
ADDRESS = f"https://example.org/verify/{NUMBER}"
"""Members that must be there, by type: Open Badges 3.0, Appendix B; Bitstring Status List, 2.1."""
REQUIRED = {
    "OpenBadgeCredential": {
        "@context",
        "id",
        "type",
        "issuer",
        "validFrom",
        "credentialSubject",
    },
    "Profile": {"id", "type"},
    "AchievementSubject": {"type", "achievement"},
    "IdentityObject": {"type", "hashed", "identityHash", "identityType"},
    "Achievement": {"id", "type", "criteria", "description", "name"},
    "Alignment": {"type", "targetName", "targetUrl"},
    "Result": {"type"},
    "ResultDescription": {"id", "type", "name", "resultType"},
    "BitstringStatusListEntry": {
        "type",
        "statusPurpose",
        "statusListIndex",
        "statusListCredential",
    },
}
URIS = ("id", "url", "targetUrl", "resultDescription", "statusListCredential")


def required(year: int = 2020) -> Required:
    return law_of(policy_of(year), at=start_of(SNAPSHOT.issued_on)).required


def said(snapshot: Snapshot = SNAPSHOT, year: int = 2020) -> Claims:
    return credential_of(snapshot, PLACE, required(year), ISSUER)


def objects(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any part of a credential
    """Every JSON object in a value, itself first."""
    if isinstance(value, dict):
        return [value, *(each for member in value.values() for each in objects(member))]
    return [each for member in value for each in objects(member)] if isinstance(value, list) else []


def types(thing: dict[str, Any]) -> list[str]:
    kinds = thing.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def test_r49_given_a_version_then_every_member_that_a_type_requires_is_there() -> None:
    found = {kind: each for each in objects(said(year=2023)) for kind in types(each)}
    assert REQUIRED.keys() <= found.keys()
    missing = {kind: members - found[kind].keys() for kind, members in REQUIRED.items()}
    assert not any(missing.values()), missing


def test_r49_given_a_version_then_contexts_and_types_stand_in_the_required_order() -> None:
    assert said()["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert said()["type"] == ["VerifiableCredential", "OpenBadgeCredential"]


def test_r49_given_a_version_then_every_member_is_a_word_of_the_published_contexts() -> None:
    """As the library that verifies it ships them; what no context knows a wallet drops."""
    folder = files(ob3) / "contexts"
    known: set[str] = {"@context", "id", "type"}
    for name in ("credentials-v2.json", "ob-v3p0-context-3.0.3.json"):
        known |= words(json.loads((folder / name).read_text("utf-8"))["@context"])
    used = {member for each in objects(said(year=2023)) for member in each}
    assert used - known == set()


def words(context: Any) -> set[str]:  # noqa: ANN401 - whatever a context holds
    if not isinstance(context, dict):
        return set()
    nested = (
        each["@context"]
        for each in context.values()
        if isinstance(each, dict) and "@context" in each
    )
    return set(context).union(*map(words, nested))


@given(SNAPSHOTS)
def test_r49_given_any_version_then_it_says_what_the_certificate_says(snapshot: Snapshot) -> None:
    credential = said(snapshot, 2023)
    subject = credential["credentialSubject"]
    name, number = subject["identifier"]
    assert (name["identityType"], name["identityHash"]) == ("name", printed(snapshot.name))
    assert number["identityHash"] == snapshot.masked_number
    public = 0 if snapshot.public_waived else snapshot.public
    assert Decimal(str(subject["creditsEarned"])) == public + snapshot.professional
    values = {
        each["resultDescription"].rpartition("#")[2]: each["value"] for each in subject["result"]
    }
    assert (values["public"] == "免修") == snapshot.public_waived
    assert credential["id"] == f"{ADDRESS}?v={snapshot.version}"
    assert (subject["licenseNumber"], subject["term"]) == (NUMBER, str(snapshot.year))
    assert datetime.fromisoformat(credential["validFrom"]) == start_of(snapshot.issued_on)


@given(SNAPSHOTS)
def test_r49_given_any_version_then_addresses_are_uris_and_results_are_described(
    snapshot: Snapshot,
) -> None:
    credential = said(snapshot, 2023)
    for each in objects(credential):
        for name in URIS:
            if isinstance(each.get(name), str):
                assert re.fullmatch(r"(https://|did:web:)[!-~]+", each[name])
    subject = credential["credentialSubject"]
    described = {each["id"] for each in subject["achievement"]["resultDescription"]}
    assert {each["resultDescription"] for each in subject["result"]} == described


def test_r49_given_a_year_then_criteria_and_alignment_are_its_law_s() -> None:
    achievement = said()["credentialSubject"]["achievement"]
    assert achievement["criteria"]["narrative"] == (
        "2020年度：公需科目不少于30学分，专业科目不少于60学分；依规定免修的科目除外。"
    )
    (alignment,) = achievement["alignment"]
    assert alignment["targetName"] == "财会〔2018〕10号《会计专业技术人员继续教育规定》 第十二条"
    assert achievement["achievementType"] == "CertificateOfCompletion"
    assert achievement["id"] == alignment["targetUrl"] == "https://example.org/v1/policies/2020"


@pytest.mark.parametrize(("year", "parts"), [(2020, 2), (2023, 3)])
def test_r49_given_a_year_that_asks_for_general_knowledge_then_it_is_a_result(
    year: int, parts: int
) -> None:
    subject = said(year=year)["credentialSubject"]
    assert len(subject["result"]) == parts
    assert ("专业通识知识" in subject["achievement"]["criteria"]["narrative"]) == (parts == 3)


def test_r49_given_a_version_then_nothing_but_the_masked_number_tells_of_the_document() -> None:
    text = json.dumps(
        said(replace(SNAPSHOT, masked_number="440703********1234")), ensure_ascii=False
    )
    assert text.count("440703********1234") == 1
    assert re.findall(r"\d{15,}", text) == []
    assert '"hashed": true' not in text, "what is masked can be found from its digest by trying"


def test_r49_given_a_credential_then_its_jwt_has_the_members_of_open_badges_and_no_others() -> None:
    credential = said()
    header, payload = map(
        read_part, to_be_signed(credential, PUBLISHED, ISSUER).decode().split(".")
    )
    assert header == {
        "alg": "ES256",
        "typ": "JWT",
        "kid": f"did:web:example.org#{PUBLISHED.kid}",
        "jwk": {"kty": "EC", "crv": "P-256", "x": PUBLISHED.x, "y": PUBLISHED.y},
    }
    assert payload == {
        **credential,
        "iss": "did:web:example.org",
        "jti": f"{ADDRESS}?v=1",
        "nbf": int(start_of(SNAPSHOT.issued_on).timestamp()),
        "sub": f"{ADDRESS}#holder",
    }
