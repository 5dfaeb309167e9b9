"""R47: what a certificate says fits into its QR code, and no byte of it can be altered."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.certificates.rules.signed_statement import (
    SignedStatement,
    digits_of,
    is_signed_by,
    parse_address,
    parse_digits,
)
from chalicelib.certificates.rules.statement import (
    MOST_NAME_BYTES,
    CertificateStatement,
    Unreadable,
    parse_statement,
    stated,
    statement_of,
)
from tests.certificates.statements import (
    KEY,
    NUMBER,
    SNAPSHOT,
    SNAPSHOTS,
    address,
    digits,
    signature_of,
)

PUBLIC = KEY.public_key()
CONTENT = statement_of(SNAPSHOT, 1)
SIGNED = SignedStatement(NUMBER, 1, CONTENT, signature_of(SNAPSHOT, CONTENT))


# What it says


def test_r47_given_a_version_when_stated_then_all_that_the_certificate_says_is_there() -> None:
    assert parse_statement(CONTENT) == CertificateStatement(
        key=1,
        name="李䶮",
        is_shortened=False,
        masked_number="440703********1234",
        year=2020,
        public=Decimal(30),
        professional=Decimal("62.5"),
        general_knowledge=None,
        issued_on=date(2020, 6, 1),
    )


def test_r47_given_format_1_when_written_then_every_byte_is_where_it_always_was() -> None:
    snapshot = replace(SNAPSHOT, year=2025, general_knowledge=Decimal("20.25"))
    assert statement_of(snapshot, 7) == bytes.fromhex(
        "01 07 19 02 1d21 000bb8 00186a 0007e9 060804 34343037303331323334 e69d8ee4b6ae"
    )


def test_r11_given_a_waived_public_subject_when_stated_then_no_public_credits_are() -> None:
    waived = replace(SNAPSHOT, public_waived=True)
    assert parse_statement(statement_of(waived, 1)).public is None
    assert parse_statement(statement_of(replace(SNAPSHOT, public=Decimal(0)), 1)).public == 0


@given(SNAPSHOTS, st.integers(0, 255))
def test_r47_given_any_version_when_read_again_then_it_says_the_same(
    snapshot: Snapshot, key: int
) -> None:
    assert parse_statement(statement_of(snapshot, key)) == stated(snapshot, key)


@given(SNAPSHOTS)
def test_r47_given_any_name_when_stated_then_it_names_its_holder_and_only_the_long_are_shortened(
    snapshot: Snapshot,
) -> None:
    statement = stated(snapshot, 1)
    assert statement.names(snapshot.name)
    assert not statement.names(f"赵{snapshot.name}")
    assert len(statement.name.encode()) <= MOST_NAME_BYTES


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("䶮" * 20, "䶮" * 20),
        ("䶮" * 21, "䶮" * 20),
        ("A" + "䶮" * 20, "A" + "䶮" * 19),
        ("\U00020087" * 16, "\U00020087" * 15),
        ("W" * 50, "W" * 50),
        ("e\u0301" * 30, "é" * 30),
        ("\ue815", "⺁"),
    ],
)
def test_r47_given_a_long_name_when_stated_then_whole_characters_of_its_beginning_stand(
    name: str, kept: str
) -> None:
    statement = stated(replace(SNAPSHOT, name=name), 1)
    assert statement.name == kept
    assert statement.is_shortened == (name in {"䶮" * 21, "A" + "䶮" * 20, "\U00020087" * 16})


def test_r4_given_a_name_written_otherwise_then_it_is_the_same_name() -> None:
    statement = stated(replace(SNAPSHOT, name="Chan, Tai Man"), 1)
    assert statement.names("CHAN TAI MAN")
    long = stated(replace(SNAPSHOT, name="䶮" * 21), 1)
    assert long.names("䶮" * 22)
    assert not long.names("䶮" * 20)


# What is refused


def test_r47_given_any_byte_altered_then_the_signature_holds_no_more() -> None:
    assert is_signed_by(SIGNED, PUBLIC)
    for part in ("content", "signature"):
        whole = getattr(SIGNED, part)
        for place, bits in product(range(len(whole)), (1, 2, 4, 8, 16, 32, 64, 128, 255)):
            altered = bytearray(whole)
            altered[place] ^= bits
            assert not is_signed_by(SIGNED._replace(**{part: bytes(altered)}), PUBLIC)


def test_r47_given_another_number_or_version_in_the_address_then_the_signature_holds_no_more() -> (
    None
):
    assert not is_signed_by(SIGNED._replace(version=2), PUBLIC)
    assert not is_signed_by(SIGNED._replace(number="AAAAA-AAAAA-AAAAF"), PUBLIC)


def test_r47_given_another_key_then_the_signature_does_not_hold() -> None:
    assert not is_signed_by(SIGNED, derive_private_key(48, SECP256R1()).public_key())


@pytest.mark.parametrize("signature", [bytes(64), b"\xff" * 64, bytes(32) + b"\x01" * 32])
def test_r47_given_a_signature_that_none_can_be_then_it_does_not_hold(signature: bytes) -> None:
    assert not is_signed_by(SIGNED._replace(signature=signature), PUBLIC)


@given(st.binary(max_size=120))
def test_r47_given_any_bytes_when_read_then_they_are_a_statement_or_none(content: bytes) -> None:
    try:
        statement = parse_statement(b"\1" + content)
    except Unreadable:
        return
    assert statement.key == content[0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        CONTENT[:17],
        CONTENT[:20],
        b"\2" + CONTENT[1:],
        CONTENT[:3] + b"\x08" + CONTENT[4:],
        CONTENT[:-1],
        CONTENT[:18] + b"\x80" + CONTENT[19:],
    ],
    ids=["none", "header", "document", "format", "flag", "half a character", "no ASCII"],
)
def test_r47_given_no_statement_when_read_then_it_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_statement(content)


def test_r47_given_a_document_masked_twice_then_it_is_not_stated() -> None:
    with pytest.raises(ValueError, match="one place"):
        statement_of(replace(SNAPSHOT, masked_number="4**0**3"), 1)


# The address


@given(SNAPSHOTS)
def test_r47_given_any_version_when_its_address_is_read_then_it_is_signed(
    snapshot: Snapshot,
) -> None:
    signed = parse_address(address(snapshot))
    assert signed[:3] == (NUMBER, snapshot.version, statement_of(snapshot, 1))
    assert is_signed_by(signed, PUBLIC)


def test_r47_given_paper_of_the_first_day_then_it_is_read_for_ever() -> None:
    signed = parse_address(
        "https://example.org/verify/M3UBV-UACAF-UK62B?v=1#399118442892753281386562995082165722932617712290863647561452608722556147817549476854705193830451431181750071264447392384861432255135579945473713177091277743796890916258366947685732058977145154085696314090660961051679376350032139883308"
    )
    assert is_signed_by(signed, PUBLIC)
    assert parse_statement(signed.content) == stated(SNAPSHOT, 1)


@pytest.mark.parametrize(
    "change",
    [
        ("?v=1", "?v=1&from=singlemessage&isappinstalled=0"),
        ("?v=1", "?utm_source=qr&v=1"),
        ("/verify/", "/production/verify/"),
        ("-", ""),
        ("M3UBV", "m3ubv"),
        ("https://", " https://"),
    ],
)
def test_r47_given_what_people_and_messengers_do_to_an_address_then_it_is_read(
    change: tuple[str, str],
) -> None:
    assert parse_address(address().replace(*change)) == parse_address(address())


@pytest.mark.parametrize("added", ["?from=singlemessage&isappinstalled=0", "&from=timeline", "?"])
def test_r47_given_what_a_messenger_put_behind_the_statement_then_it_is_read(added: str) -> None:
    assert parse_address(address() + added) == parse_address(address())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/verify/M3UBV-UACAF-UK62B?v=1",
        address().replace("?v=1", ""),
        address().replace("?v=1", "?v=1&v=2"),
        address().replace("?v=1", "?v=0"),
        address().replace("?v=1", "?v=１"),
        address().replace("M3UBV", "M3UBW"),
        address().replace("verify", "v"),
        address().replace("#", "#0"),
        address().replace("#", "#x"),
        address() + "0" * 600,
        "http://[",
    ],
)
def test_r47_given_another_address_when_read_then_it_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_address(text)


def test_r47_given_a_signature_in_der_then_it_is_never_taken_for_a_raw_one() -> None:
    with pytest.raises(ValueError, match="70 bytes"):
        digits_of(CONTENT, bytes(70))


@given(SNAPSHOTS)
def test_r47_given_digits_then_they_are_digits_and_read_again(snapshot: Snapshot) -> None:
    assert digits(snapshot).isdecimal()
    content, signature = parse_digits(digits(snapshot))
    assert (content, len(signature)) == (statement_of(snapshot, 1), 64)
