"""The glossary's names, and no others for the same things, all over the interface."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.assembly.contract import contract_document
from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.law.rules.form import FormName
from chalicelib.law.rules.subject import Subject
from chalicelib.people.rules.held import HoldReason
from chalicelib.platform.rules.cause import Party
from chalicelib.platform.rules.refusal_kinds import KINDS
from chalicelib.records.rules.record import RecordSource
from chalicelib.records.rules.record_state import RecordState
from local.rules_page.words import WORDS

DOCUMENT = contract_document()
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
ENUMS = (RecordState, RecordSource, Subject, Party, FormName, HoldReason, CertificateState)
NOT_OURS = {
    "user": "professional",
    "learner": "professional",
    "accountant": "professional",
    "applicant": "professional",
    "signup": "enrol",
    "register": "enrol, for people",
    "point": "credits",
    "points": "credits",
    "region": "territory",
    "district": "territory",
    "area": "territory",
    "deadline": "cut-off",
    "approve": "accredit",
    "approved": "accredited",
    "approval": "accreditation",
    "verified": "accredited",
    "declined": "rejected",
    "refused": "rejected",
    "cancelled": "withdrawn",
    "canceled": "withdrawn",
    "lapsed": "expired",
    "annulled": "revoked",
    "attachment": "evidence",
    "attachments": "evidence",
    "supplement": "make-up",
    "makeup": "make-up",
    "diploma": "certificate",
    "licence": "certificate",
    "license": "certificate",
    "common": "public subject",
    "institution": "provider",
    "school": "provider",
    "auditor": "reviewer",
    "approver": "reviewer",
    "company": "employer",
}
"""Other words for what the glossary has a name for, and that name."""
SHOWN = {
    "professional": "professional",
    "public subject": "public",
    "professional subject": "professional",
    "general knowledge": "general_knowledge",
    "credits": "credits",
    "returned": "returned",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
    "expired": "expired",
    "revoked": "revoked",
    "held": "held",
    "cut-off": "cut_off",
    "territory": "territory",
    "provider": "provider",
    "certificate": "certificate",
    "employer": "employer",
}
"""Words of the glossary that a client meets, as they are written there."""


OF_ROWS = {
    "refused",
    "refused_url",
    "refused_later",
    "/v1/admin/imports/{id}/refused",
    "/v1/employers/{code}/imports/{id}/refused",
    "/v1/provider/imports/{id}/refused",
    "RefusedRow",
    "RefusedRows",
}
"""A row of an import is refused; only records are rejected."""
OF_PLANS = {"approved_version", "plan_not_approved", "plan_approved"}
"""A plan is approved; only records are accredited."""


def _members(node: object) -> Iterator[str]:
    """Names of members and of schemas, wherever they stand."""
    if isinstance(node, dict):
        properties = node.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        for value in node.values():
            yield from _members(value)
    elif isinstance(node, list):
        for value in node:
            yield from _members(value)


def _names() -> set[str]:
    """Every name that a client meets: paths, members, schemas, states, codes."""
    document: dict[str, Any] = DOCUMENT
    return {
        *document["paths"],
        *document["components"]["schemas"],
        *_members(document),
        *KINDS,
        *(member.value for kind in ENUMS for member in kind),
    }


def _words(name: str) -> set[str]:
    return {word.lower() for word in WORD.findall(name)}


def test_no_other_word_is_used_for_what_the_glossary_names() -> None:
    names = _names() - OF_ROWS - OF_PLANS
    found = {name: word for name in names for word in _words(name) if word in NOT_OURS}

    assert {name: NOT_OURS[word] for name, word in found.items()} == {}


@pytest.mark.parametrize("english", SHOWN)
def test_a_word_of_the_glossary_is_written_the_same_in_the_interface(english: str) -> None:
    assert SHOWN[english] in _names()
    assert english in {word.english for word in WORDS}


def test_no_word_stands_twice_in_the_glossary() -> None:
    assert len({word.chinese for word in WORDS}) == len(WORDS)
    assert len({word.english for word in WORDS}) == len(WORDS)
