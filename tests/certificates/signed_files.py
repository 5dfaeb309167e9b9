"""A signed PDF taken apart by others' means: pyHanko's own validation, and cryptography alone."""

import base64
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext


def validated(pdf: bytes, chain: Sequence[str]) -> PdfSignatureStatus:
    """What pyHanko's own validation says of the one signature, with the chain's last as trusted."""
    root = asn1_x509.Certificate.load(base64.b64decode(chain[-1]))
    trusted = ValidationContext(trust_roots=[root], allow_fetching=False)
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    # In a thread of its own: where the browser's tests ran before, this one has an event loop already.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(validate_pdf_signature, signature, trusted).result()


def parts(pdf: bytes) -> tuple[bytes, bytes, list[int]]:
    """What a signature covers, the signature (CMS, DER, and what follows it), the ranges."""
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    first, before, second, after = (int(each) for each in signature.byte_range)
    covered = pdf[first : first + before] + pdf[second : second + after]
    return covered, bytes(signature.pkcs7_content), [first, before, second, after]


def signed_by(pdf: bytes, chain: Sequence[str]) -> dict[str, Any]:
    """Verify a signature by `cryptography` alone, and return its signed attributes by their kind."""
    covered, content, _ = parts(pdf)
    info = cms.ContentInfo.load(content)["content"]["signer_infos"][0]
    attributes = info["signed_attrs"]
    public_key_of(chain).verify(
        info["signature"].native, attributes.untag().dump(), ECDSA(SHA256())
    )
    by_kind = {each["type"].native: each["values"][0] for each in attributes}
    digest = Hash(SHA256())
    digest.update(covered)
    assert by_kind["message_digest"].native == digest.finalize()
    return by_kind


def public_key_of(chain: Sequence[str]) -> EllipticCurvePublicKey:
    """The key that a chain is of."""
    public = x509.load_der_x509_certificate(base64.b64decode(chain[0])).public_key()
    assert isinstance(public, EllipticCurvePublicKey)
    return public
