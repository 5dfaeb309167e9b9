"""The strict check of a signed PDF (R47): every byte of it is the signed one, or it is refused.

A reader of PDF checks what the signature covers, which is all but the signature's own bytes: a byte
in its padding, or in a certificate that it carries along, may be altered and the reader still says
valid. Here these are held to the one form that they can have, so that nothing is left to alter.

No PDF is parsed for that: the signature covers everything before and after its own place, so that a
file whose place is the one it names is, byte for byte, what was signed.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256

from chalicelib.certificates.rules.low_signature import is_low
from xuefen.der import Element, every, first
from xuefen.keys import Key

_PLACE = rb"(\d{1,10})"
_RANGE = re.compile(rb"/ByteRange\s*\[\s*" + rb"\s+".join([_PLACE] * 4) + rb"\s*\]")
_NAME = b"/ByteRange"
_TRACES = (_NAME, b"/AcroForm", b"/SubFilter")
"""What only a signature brings into a file: one of the names may have been altered, never all."""
_DIGITS = re.compile(rb"<((?:[0-9A-F]{2})+)>")
_KEPT = 8
_SEQUENCE, _SET, _FIRST, _SECOND, _OCTETS = 0x30, 0x31, 0xA0, 0xA1, 0x04


def _hex(text: str) -> bytes:
    return bytes.fromhex(text)


# How RFC 5652, 5754 and 5035 write what is always the same.
_SIGNED_DATA = _hex("06092a864886f70d010702")
_ONE = _hex("020101")
_DETACHED = _hex("300b06092a864886f70d010701")
_SHA256 = _hex("300d06096086480165030402010500")
_ECDSA = _hex("300a06082a8648ce3d040302")
_DIGEST = _hex("06092a864886f70d010904")
_ATTRIBUTES = [_hex("06092a864886f70d010903"), _DIGEST, _hex("060b2a864886f70d010910022f")]
"""What is signed of a file: that it is data, its digest, whose certificate signs."""
_STAMP = _hex("060b2a864886f70d010910020e")
"""A time stamp (RFC 3161), the one thing that may be added to a signature."""


class Unsigned(Exception):  # noqa: N818 - the file is what it is: nothing of ours has failed
    """A PDF without a trace of any signature, as those were that were issued before files were signed."""


class Altered(Exception):  # noqa: N818 - as above
    """Not what was signed, or not signed by this authority; its text says where."""


def signer_of(pdf: bytes, keys: Sequence[Key]) -> Key:
    """Find which key signed exactly this file.

    Raises:
        Unsigned: nothing in it says that it is signed.
        Altered: it is not, byte for byte, what one of these keys signed.
    """
    before, after = _place(pdf)
    found = _DIGITS.fullmatch(pdf, before, after)
    if found is None:
        raise Altered("the signature is not written in hexadecimal digits")
    signature = _read(bytes.fromhex(found[1].decode("ascii")))
    digest = sha256(pdf[:before] + pdf[after:]).digest()
    if signature.digest != digest:
        raise Altered("the content was changed after it was signed")
    return _key_of(signature, tuple(keys))


def _place(pdf: bytes) -> tuple[int, int]:
    """Where the signature's own bytes begin and end: all the others are covered, to the file's end."""
    if not any(trace in pdf for trace in _TRACES):
        raise Unsigned
    found = _RANGE.findall(pdf)
    if len(found) != 1 or pdf.count(_NAME) != 1:
        raise Altered("there is not exactly one signature")
    first, before, after, rest = map(int, found[0])
    if first or not 0 < before < after or after + rest != len(pdf):
        raise Altered("something is not covered by the signature: appended, or cut off")
    return before, after


class _Signature(NamedTuple):
    """A signature (CMS) taken apart; that it is in its one form was checked.

    `signer` names its certificate, by issuer and serial number; `message` is what was signed: the
    attributes, of which the file's digest is one.
    """

    certificates: frozenset[bytes]
    signer: bytes
    message: bytes
    digest: bytes
    value: bytes


@lru_cache(_KEPT)
def _read(contents: bytes) -> _Signature:
    """Take a signature apart, and refuse every form but the one."""
    try:
        return _taken_apart(contents)
    except ValueError as error:
        raise Altered(f"the signature is not in its one form (DER): {error}") from error


def _taken_apart(contents: bytes) -> _Signature:
    content = first(contents)
    if any(contents[len(content.whole) :]):
        raise ValueError("the padding is not empty")
    kind, explicit = _all_of(content, _SEQUENCE)
    (signed,) = _all_of(explicit, _FIRST)
    version, algorithms, detached, certificates, infos = _all_of(signed, _SEQUENCE)
    (algorithm,) = _all_of(algorithms, _SET)
    (info,) = _all_of(infos, _SET)
    fixed = [kind, version, algorithm, detached]
    if [each.whole for each in fixed] != [_SIGNED_DATA, _ONE, _SHA256, _DETACHED]:
        raise ValueError("it is of another kind")
    chain = frozenset(each.whole for each in _all_of(certificates, _FIRST))
    return _read_info(info, chain)


def _read_info(info: Element, chain: frozenset[bytes]) -> _Signature:
    version, signer, digested, attributes, algorithm, value, *others = _all_of(info, _SEQUENCE)
    fixed = [version, digested, algorithm]
    if [each.whole for each in fixed] != [_ONE, _SHA256, _ECDSA] or value.tag != _OCTETS:
        raise ValueError("it is of another kind")
    _, s = every(first(value.content).content)
    if not is_low(int.from_bytes(s.content, "big")):
        raise ValueError("of the two forms of its value it is the other")
    for each in others:
        (stamp,) = _all_of(each, _SECOND)
        if not stamp.content.startswith(_STAMP):
            raise ValueError("something was added to it")
    stated = dict(_attribute(each) for each in _all_of(attributes, _FIRST))
    if list(stated) != _ATTRIBUTES:
        raise ValueError("it says something else of the file")
    return _Signature(
        certificates=chain,
        signer=signer.whole,
        message=bytes((_SET,)) + attributes.whole[1:],
        digest=first(stated[_DIGEST]).content,
        value=value.content,
    )


def _attribute(attribute: Element) -> tuple[bytes, bytes]:
    kind, values = _all_of(attribute, _SEQUENCE)
    (value,) = _all_of(values, _SET)
    return kind.whole, value.whole


def _all_of(element: Element, tag: int) -> list[Element]:
    if element.tag != tag:
        raise ValueError("a value is of another kind")
    return every(element.content)


@lru_cache(_KEPT)
def _key_of(signature: _Signature, keys: tuple[Key, ...]) -> Key:
    """Which key made a signature: its certificates are exactly those that were published with it."""
    for key in keys:
        if key.x5c and signature.certificates == frozenset(key.chain):
            try:
                key.public.verify(signature.value, signature.message, ECDSA(SHA256()))
            except InvalidSignature as error:
                raise Altered("the signature is not of the published key") from error
            if signature.signer != _name_of(key.chain[0]):
                raise Altered("the signature names another certificate")
            return key
    raise Altered("none of the published keys has the certificates that it carries")


def _name_of(certificate: bytes) -> bytes:
    """Issuer and serial number as a signature writes them (RFC 5652, 10.2.4)."""
    (_, serial, _, issuer, *_) = every(first(first(certificate).content).content)
    named = issuer.whole + serial.whole
    length = len(named)
    head = bytes((length,)) if length < 0x80 else bytes((0x81, length))  # noqa: PLR2004 - short form
    return bytes((_SEQUENCE,)) + head + named
