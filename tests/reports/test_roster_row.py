"""R40: which rows of a roster a bureau has to look at, and when two rows are the same."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.identity.rules.identity import DocumentType
from chalicelib.identity.rules.sealed import Sealed
from chalicelib.people.rules.professional import Employment, Professional
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.rules.roster_row import (
    RosterRow,
    needs_bureau,
    require_same_amount,
    row_id,
)

AT = datetime(2020, 7, 9, 4, tzinfo=UTC)
OWN, OTHER = "91440703MA0000001L", "91440703MA0000002P"


def _row(**changes: object) -> RosterRow:
    said: dict[str, object] = {
        "id": row_id("plan", "digest"),
        "plan": "plan",
        "employer": OWN,
        "clerk": "clerk",
        "name": "李䶮",
        "year": 2020,
        "form": "training",
        "facts": {"days": 3},
        "title": "新收入准则培训",
        "issuer": "红星",
        "started_on": date(2020, 7, 6),
        "completed_on": date(2020, 7, 8),
        "reported_at": AT,
    }
    return RosterRow(**{**said, **changes})  # type: ignore[arg-type]  # members as the test names them


def _professional(code: str = "", login: str = "li") -> Professional:
    return Professional(
        id="p",
        name="李䶮",
        document_type=DocumentType.RESIDENT_ID,
        document_digest="digest",
        masked_number="4***",
        sealed_number=Sealed(b"", b"", b""),
        territory="440703",
        employment=Employment.EMPLOYED,
        employer="江门市蓝天会计师事务所",
        employer_code=code,
        login=login,
        enrolled_at=AT,
        cause=Cause("0"),
        version=1,
    )


@pytest.mark.parametrize(
    ("changes", "code", "login", "is_looked_at"),
    [
        ({}, "", "li", False),  # a text alone is confirmed by nobody
        ({}, OWN, "li", False),
        ({}, OTHER, "li", True),
        ({"teaches_others": True}, OTHER, "li", False),
        ({}, OWN, "clerk", True),
        ({"teaches_others": True}, "", "clerk", True),
        ({"own": True}, OWN, "li", True),
    ],
)
def test_r40_a_row_about_another_s_employee_or_the_clerk_itself_is_looked_at(
    changes: dict[str, object], code: str, login: str, *, is_looked_at: bool
) -> None:
    assert needs_bureau(_row(**changes), _professional(code, login)) is is_looked_at


def test_r40_a_row_is_the_same_by_its_amount_whatever_its_plan_says_since() -> None:
    renamed = _row(title="新收入准则培训（第二期）", reported_at=AT.replace(day=10))
    require_same_amount(renamed, _row().cause)
    with pytest.raises(Refusal) as refused:
        require_same_amount(_row(facts={"days": 2}), _row().cause)
    assert (refused.value.code, refused.value.facts["field"]) == ("roster_row_differs", "days")


def test_r7_a_row_s_id_tells_nothing_of_its_document() -> None:
    assert len({row_id("plan", "one"), row_id("plan", "two"), row_id("other", "one")}) == 3
    assert "one" not in row_id("plan", "one")
