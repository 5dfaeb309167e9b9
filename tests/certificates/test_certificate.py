"""R30, R31: what both systems together allow, decided from the truth of now."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.certificates.rules.certificate import Basis, Certificate, CertificateState
from chalicelib.certificates.rules.certificate_decision import Holder, decide
from chalicelib.people.rules.account import Account
from chalicelib.people.rules.held import HeldBecause, HoldReason, why_held
from chalicelib.platform.rules.cause import Cause
from chalicelib.records.rules.standing import Standing

AT = datetime(2020, 6, 1, 15, 59, 59, tzinfo=UTC)
NUMBER = "AAAAA-AAAAA-AAAAA"
HOLDER = Holder(
    person="p",
    name="李䶮",
    document_digest="d1",
    masked_number="440703********107X",
    territory="440703",
    employer="公司",
    version=1,
)
COMPLETE = Standing(person="p", year=2020, territory="440703", complete=True, version=1)
INCOMPLETE = msgspec.structs.replace(COMPLETE, complete=False)
WAIVED = msgspec.structs.replace(COMPLETE, waived=True)
NO_ACCOUNT = HeldBecause(HoldReason.NO_HR_ACCOUNT)
FRESH = Certificate(person="p", year=2020, since=AT)

# R31 and design: every edge that the certificate's state may take.
EDGES = {
    ("none", "none"),
    ("none", "held"),
    ("none", "issued"),
    ("held", "held"),
    ("held", "issued"),
    ("held", "none"),
    ("held", "revoked"),
    ("issued", "issued"),
    ("issued", "revoked"),
    ("revoked", "revoked"),
    ("revoked", "held"),
    ("revoked", "issued"),
}


def decided(
    kept: Certificate,
    standing: Standing = COMPLETE,
    held: HeldBecause | None = None,
    *,
    holder: Holder = HOLDER,
    counted: tuple[str, ...] = ("a", "b"),
    at: datetime = AT,
) -> Certificate:
    return decide(
        kept,
        holder=holder,
        standing=standing,
        counted=counted,
        held_because=held,
        basis=Basis(1, 1, 1),
        number=NUMBER,
        at=at,
    )


def an_account(name: str = "李䶮", digest: str = "d1") -> Account:
    return Account(
        digest=digest,
        login="l",
        name=name,
        document_type="resident_id",
        masked_number="440703********107X",
        opened_at=AT,
        changed_at=AT,
        cause=Cause("t"),
        version=1,
    )


def test_r29_given_a_complete_year_and_agreement_then_version_1_is_issued_on_china_s_date() -> None:
    certificate = decided(FRESH, at=AT)
    assert (certificate.state, certificate.version) == (CertificateState.ISSUED, 1)
    assert certificate.issued_on == date(2020, 6, 1)
    assert decided(FRESH, at=AT + timedelta(seconds=1)).issued_on == date(2020, 6, 2)


def test_r30_given_no_account_then_held_and_issued_by_itself_once_it_agrees() -> None:
    held = decided(FRESH, held=NO_ACCOUNT)
    assert (held.state, held.version, held.held_because) == (CertificateState.HELD, 0, NO_ACCOUNT)
    later = decided(held, at=AT + timedelta(days=1))
    assert (later.state, later.version, later.held_because) == (CertificateState.ISSUED, 1, None)


def test_r30_given_a_later_disagreement_then_an_issued_certificate_stays() -> None:
    issued = decided(FRESH)
    kept = decided(issued, held=HeldBecause(HoldReason.IDENTITY_MISMATCH, ("name",)))
    assert (kept.state, kept.version) == (CertificateState.ISSUED, 1)


def test_r31_given_a_correction_that_the_other_side_lacks_then_its_version_waits_for_both() -> None:
    issued = decided(FRESH)
    renamed = msgspec.structs.replace(HOLDER, name="李岩", version=2)
    mismatch = HeldBecause(HoldReason.IDENTITY_MISMATCH, ("name",))
    waiting = decided(issued, held=mismatch, holder=renamed)
    assert (waiting.version, waiting.name) == (1, "李䶮")
    corrected = decided(waiting, holder=renamed)
    assert (corrected.version, corrected.name, corrected.number) == (2, "李岩", issued.number)


def test_r31_given_a_fallen_standing_then_revoked_and_a_new_version_when_complete_again() -> None:
    issued = decided(FRESH)
    fallen_at = AT + timedelta(days=2)
    revoked = decided(issued, INCOMPLETE, at=fallen_at)
    assert (revoked.state, revoked.revoked_at) == (CertificateState.REVOKED, fallen_at)
    again = decided(revoked, at=AT + timedelta(days=3))
    assert (again.state, again.version, again.number) == (CertificateState.ISSUED, 2, issued.number)
    assert again.revoked_at is None


def test_r31_given_added_credits_then_no_new_version() -> None:
    issued = decided(FRESH, counted=("a", "b"))
    assert decided(issued, counted=("a", "b", "c")).version == 1


def test_r31_given_a_counted_record_ceases_to_count_while_complete_then_a_new_version() -> None:
    issued = decided(FRESH, counted=("a", "b"))
    assert decided(issued, counted=("b", "c")).version == 2


def test_r11_r31_given_public_credits_earned_after_a_waiver_then_one_new_version_says_so() -> None:
    waived = decided(FRESH, WAIVED, counted=("a",))
    assert (waived.version, waived.public_waived) == (1, True)
    earned = decided(waived, COMPLETE, counted=("a", "b"))
    assert (earned.version, earned.public_waived, earned.counted) == (2, False, ("a", "b"))
    assert earned.number == waived.number
    assert decided(earned, COMPLETE, counted=("a", "b", "c")).version == 2
    lost = decided(earned, WAIVED, counted=("a",))
    assert (lost.version, lost.public_waived) == (3, True)
    assert decided(lost, WAIVED, counted=("a", "d")).version == 3


def test_r11_given_a_disagreement_then_the_word_on_the_waiver_waits_for_both() -> None:
    waived = decided(FRESH, WAIVED)
    waiting = decided(waived, COMPLETE, held=NO_ACCOUNT)
    assert (waiting.version, waiting.public_waived) == (1, True)
    assert waiting.says_otherwise(COMPLETE)
    assert decided(waiting, COMPLETE).version == 2


@pytest.mark.parametrize(
    ("kept", "standing", "otherwise"),
    [
        ({"state": CertificateState.ISSUED, "public_waived": True}, COMPLETE, True),
        ({"state": CertificateState.ISSUED, "public_waived": False}, WAIVED, True),
        ({"state": CertificateState.ISSUED, "public_waived": True}, WAIVED, False),
        ({"state": CertificateState.ISSUED, "public_waived": True}, INCOMPLETE, False),
        ({"state": CertificateState.ISSUED}, COMPLETE, False),
        ({"state": CertificateState.REVOKED, "public_waived": True}, COMPLETE, False),
        ({"state": CertificateState.HELD, "public_waived": True}, COMPLETE, False),
    ],
)
def test_r11_a_certificate_says_otherwise_only_where_it_is_known_to(
    kept: dict[str, Any],
    standing: Standing,
    otherwise: bool,  # noqa: FBT001 - a case's column
) -> None:
    assert msgspec.structs.replace(FRESH, **kept).says_otherwise(standing) is otherwise


def test_r31_given_a_corrected_document_then_a_new_version() -> None:
    issued = decided(FRESH)
    other = msgspec.structs.replace(HOLDER, document_digest="d2")
    assert decided(issued, holder=other).version == 2


def test_r31_given_held_after_version_1_and_incomplete_again_then_revoked_not_none() -> None:
    revoked = decided(decided(FRESH), INCOMPLETE)
    held = decided(revoked, held=NO_ACCOUNT)
    assert held.state is CertificateState.HELD
    assert decided(held, INCOMPLETE).state is CertificateState.REVOKED
    assert decided(decided(FRESH, held=NO_ACCOUNT), INCOMPLETE).state is CertificateState.NONE


def test_given_the_same_hold_again_then_since_stays() -> None:
    held = decided(FRESH, held=NO_ACCOUNT)
    again = decided(held, held=NO_ACCOUNT, at=AT + timedelta(days=1))
    other = decided(
        held, held=HeldBecause(HoldReason.IDENTITY_MISMATCH, ("name",)), at=AT + timedelta(days=1)
    )
    assert again.since == AT
    assert other.since == AT + timedelta(days=1)


situations = st.tuples(
    st.sampled_from([COMPLETE, WAIVED, INCOMPLETE]),
    st.sampled_from([None, NO_ACCOUNT, HeldBecause(HoldReason.IDENTITY_MISMATCH, ("name",))]),
    st.sampled_from([("a",), ("a", "b"), ("b",)]),
    st.sampled_from(["李䶮", "李岩"]),
)


@given(st.lists(situations, max_size=12))
def test_r31_given_any_history_then_edges_versions_and_numbers_keep_the_rules(
    history: list[tuple[Standing, HeldBecause | None, tuple[str, ...], str]],
) -> None:
    certificate = FRESH
    for standing, held, counted, name in history:
        before = certificate
        certificate = decided(
            before,
            standing,
            held,
            holder=msgspec.structs.replace(HOLDER, name=name),
            counted=counted,
        )
        assert (before.state.value, certificate.state.value) in EDGES
        assert certificate.version - before.version in {0, 1}
        assert certificate.revision == before.revision + 1
        assert (certificate.state is CertificateState.ISSUED) <= standing.complete
        assert standing.complete <= (
            certificate.state in {CertificateState.ISSUED, CertificateState.HELD}
        )
        assert (certificate.number == NUMBER) == (certificate.version > 0)
        assert (certificate.held_because is not None) == (
            certificate.state is CertificateState.HELD
        )
        assert (certificate.public_waived is None) == (certificate.version == 0)
        if certificate.state is CertificateState.ISSUED and held is None:
            assert certificate.public_waived == standing.waived


@pytest.mark.parametrize(
    ("same_document", "same_login", "because"),
    [
        (an_account(), an_account(), None),
        (an_account("李\ue863"), an_account(), None),
        (an_account("李岩"), None, HeldBecause(HoldReason.IDENTITY_MISMATCH, ("name",))),
        (
            None,
            an_account(digest="d2"),
            HeldBecause(HoldReason.IDENTITY_MISMATCH, ("document",)),
        ),
        (
            None,
            an_account("李岩", "d2"),
            HeldBecause(HoldReason.IDENTITY_MISMATCH, ("name", "document")),
        ),
        (None, None, NO_ACCOUNT),
    ],
)
def test_r30_given_two_accounts_then_the_fields_that_differ_are_named(
    same_document: Account | None, same_login: Account | None, because: HeldBecause | None
) -> None:
    assert why_held(HOLDER.name, same_document, same_login) == because


def test_r35_every_hold_says_what_to_do() -> None:
    mismatch = HeldBecause(HoldReason.IDENTITY_MISMATCH, ("name", "document"))
    assert "姓名、证件不一致" in mismatch.detail
    assert "核对后更正" in mismatch.detail
    assert "开立账号" in NO_ACCOUNT.detail
    assert "告知财政部门" in HeldBecause(HoldReason.GLYPH_MISSING).detail


@pytest.mark.parametrize(
    ("read", "older"),
    [
        (Basis(5, 5, 5), False),
        (Basis(6, 6, 6), False),
        (Basis(4, 6, 6), True),
        (Basis(6, 4, 6), True),
        (Basis(5, 5, 4), True),
        (Basis(6, 5, 4), False),
    ],
)
def test_given_versions_read_then_older_ones_are_recognised(read: Basis, *, older: bool) -> None:
    assert read.is_older_in_any(Basis(5, 5, 5)) is older


def test_r32_given_a_certificate_then_drawn_waiting_and_undrawable_exclude_each_other() -> None:
    issued = decided(FRESH)
    assert (issued.is_waiting_to_be_drawn, issued.is_drawn) == (True, False)
    drawn = msgspec.structs.replace(issued, drawn=1)
    assert (drawn.is_waiting_to_be_drawn, drawn.is_drawn) == (False, True)
    boxed = msgspec.structs.replace(issued, undrawable="\ue000")
    assert (boxed.is_waiting_to_be_drawn, boxed.is_drawn) == (False, False)
    again = decided(decided(drawn, INCOMPLETE))
    assert again.is_waiting_to_be_drawn
    assert again.version == 2


def test_r34_given_a_first_version_that_cannot_be_drawn_then_no_paper_of_it_is_known() -> None:
    issued = decided(FRESH)
    assert FRESH.is_published is False
    assert issued.is_published is True
    assert msgspec.structs.replace(issued, undrawable="\ue000").is_published is False
    second = decided(decided(issued, INCOMPLETE))
    assert msgspec.structs.replace(second, undrawable="\ue000").is_published is True


@pytest.mark.parametrize(("asked", "said"), [(None, "valid"), (2, "valid"), (1, "superseded")])
def test_r34_given_a_paper_s_version_then_an_older_one_is_superseded_and_none_valid_when_revoked(
    asked: int | None, said: str
) -> None:
    second = decided(decided(decided(FRESH), INCOMPLETE))
    assert second.verified(asked) == said
    assert decided(second, INCOMPLETE).verified(asked) == "revoked"
