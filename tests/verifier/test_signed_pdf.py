"""R47: of a signed file no byte can be altered, not even one that the signature does not cover."""

import random
import re
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from chalicelib.certificates.rules.low_signature import ORDER
from tests.certificates.statements import published
from tests.verifier.issued import (
    CHAIN,
    OTHER_KEY,
    drawn,
    is_genuine,
    key,
    keys_file,
    keys_of,
    signed,
)
from xuefen.der import Element, every, first
from xuefen.keys import Key, read_keys
from xuefen.signed_pdf import Altered, Unsigned, signer_of

CONTENTS = re.compile(rb"/Contents <([0-9A-F]+)>")
SAMPLE = 1000


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Key, ...]:
    return keys_of(tmp_path_factory.mktemp("keys"))


def of_signature(content: bytes) -> tuple[int, int]:
    """Where its own digits begin and end."""
    found = CONTENTS.search(content)
    assert found
    return found.span(1)


def with_contents(content: bytes, contents: bytes) -> bytes:
    first, last = of_signature(content)
    assert len(contents) == last - first
    return content[:first] + contents + content[last:]


def test_r47_given_the_issued_file_then_its_key_is_found(keys: tuple[Key, ...]) -> None:
    assert signer_of(signed(), keys).number == 1


def test_r47_given_any_of_many_bytes_altered_then_the_file_is_refused(
    keys: tuple[Key, ...],
) -> None:
    content, chosen = signed(), random.Random(47)  # noqa: S311 - places to alter, always the same
    for _ in range(SAMPLE):
        altered = bytearray(content)
        altered[chosen.randrange(len(content))] ^= chosen.randrange(1, 256)
        assert not is_genuine(bytes(altered), keys)


def test_r47_given_bytes_of_the_signature_itself_altered_then_the_file_is_refused(
    keys: tuple[Key, ...],
) -> None:
    content = signed()
    first, last = of_signature(content)
    for place in (*range(first - 1, first + 60), *range(first + 60, last, 3), last - 1, last):
        altered = bytearray(content)
        altered[place] ^= 0x01
        assert not is_genuine(bytes(altered), keys), place - first


def test_r47_given_the_other_form_of_the_signature_s_value_then_the_file_is_refused(
    keys: tuple[Key, ...],
) -> None:
    content = signed()
    first_digit, last_digit = of_signature(content)
    made = cms.ContentInfo.load(bytes.fromhex(content[first_digit:last_digit].decode()))
    (info,) = made["content"]["signer_infos"]
    r, s = decode_dss_signature(info["signature"].native)
    info["signature"] = encode_dss_signature(r, ORDER - s)
    other = made.dump(force=True).hex().upper().encode()
    with pytest.raises(Altered, match="the other"):
        signer_of(with_contents(content, other.ljust(last_digit - first_digit, b"0")), keys)


def test_r47_given_the_same_signature_written_otherwise_then_the_file_is_refused(
    keys: tuple[Key, ...],
) -> None:
    content = signed()
    first, last = of_signature(content)
    digits = content[first:last]
    cases = (
        digits.lower(),
        digits[:-2] + b"01",
        digits[:-1] + b" ",
        b"30800" + digits[5:],
        digits[:4] + b"FFFF" + digits[8:],
    )
    for contents in cases:
        with pytest.raises(Altered):
            signer_of(with_contents(content, contents), keys)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content + b"\n",
        lambda content: content + content[content.rindex(b"xref") :],
        lambda content: content[:-1],
        lambda content: content + b"/ByteRange [0 1 2 3]",
        lambda content: content.replace(b"/ByteRange [0 ", b"/ByteRange [1 "),
        lambda content: b"%PDF-1.7\n" + content,
        lambda content: content.replace(b"/ByteRange", b"/ByteRangf"),
        lambda content: content.replace(b"/ByteRange [0 ", b"/ByteRange [0 00000000000"),
    ],
    ids=[
        "a line",
        "an update",
        "cut off",
        "another range",
        "not from its begin",
        "before it",
        "no range",
        "a range that is no place",
    ],
)
def test_r47_given_something_more_or_less_then_the_file_is_refused(
    change: object, keys: tuple[Key, ...]
) -> None:
    assert callable(change)
    with pytest.raises(Altered):
        signer_of(change(signed()), keys)


def test_r47_given_a_file_of_before_then_it_is_unsigned_and_not_altered(
    keys: tuple[Key, ...],
) -> None:
    with pytest.raises(Unsigned):
        signer_of(drawn(), keys)


def test_r47_given_a_signature_of_another_key_or_chain_then_it_is_refused(tmp_path: Path) -> None:
    other = published(OTHER_KEY, kid="o", x5c=CHAIN)
    for named in (key(x5c=[]), key(x5c=CHAIN[:1]), key(x5c=CHAIN[::-1]), other):
        with pytest.raises(Altered):
            signer_of(signed(), read_keys(keys_file(tmp_path, named)))
    assert read_keys(keys_file(tmp_path, key(purpose="credentials"))) == ()


def test_r47_given_der_then_whatever_is_written_otherwise_is_none() -> None:
    assert first(b"\x04\x01x and more") == Element(4, b"x", b"\x04\x01x")
    assert [each.content for each in every(b"\x04\x01x\x05\x00")] == [b"x", b""]
    for data in (b"", b"\x04", b"\x04\x02x", b"\x04\x81\x01x", b"\x04\x80x\0\0", b"\x1f\x20\0"):
        with pytest.raises(ValueError, match=r"value|length"):
            first(data)
