"""A certificate as it is issued: signed, its code a link; the keys and the authority as files."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.certificates.gateways.pdf_signature import sign_pdf
from chalicelib.certificates.gateways.renderer import render
from chalicelib.certificates.rules.key_chain import x5c_text
from chalicelib.platform.rules.china_time import SHANGHAI
from local.authority import Authority
from tests.certificates.printed import CERTIFICATE
from tests.certificates.statements import KEY, digits, published
from xuefen.keys import Key, read_keys
from xuefen.signed_pdf import Altered, Unsigned, signer_of

AT = datetime(2020, 6, 1, 9, tzinfo=SHANGHAI)
OTHER_KEY = ec.derive_private_key(48, ec.SECP256R1())
PUBLIC = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
AUTHORITY = Authority()
CHAIN = tuple(map(x5c_text, AUTHORITY.chain_of(PUBLIC)))


def _sign(message: bytes) -> bytes:
    return KEY.sign(message, ec.ECDSA(SHA256()))


@cache
def drawn(statement: str = "") -> bytes:
    """The certificate before it is signed."""
    return render(replace(CERTIFICATE, statement=statement or digits()))


@cache
def signed(
    statement: str = "", chain: tuple[str, ...] = CHAIN, sign: Callable[[bytes], bytes] = _sign
) -> bytes:
    """The certificate as it is handed out."""
    return sign_pdf(drawn(statement), chain, sign, at=AT)


def keys_file(folder: Path, *keys: dict[str, Any]) -> Path:
    """The public keys as a file; without any named, the one that signs here."""
    file = folder / "jwks.json"
    file.write_text(json.dumps({"keys": keys or [key()]}), "utf-8")
    return file


def key(**other: object) -> dict[str, Any]:
    """The key that signs here, as it is published."""
    return published(**{"kid": "k", "kty": "EC", "x5c": CHAIN, "retired_at": None, **other})


def is_genuine(content: bytes, keys: tuple[Key, ...]) -> bool:
    """Whether the strict check lets a file pass."""
    try:
        signer_of(content, keys)
    except (Altered, Unsigned):
        return False
    return True


def keys_of(folder: Path) -> tuple[Key, ...]:
    """The keys, read from their file."""
    return read_keys(keys_file(folder))
