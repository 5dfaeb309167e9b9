"""Signs a certificate's PDF (R47): PAdES-B-B by pyHanko, B-T where a time stamp service is named.

The file goes on unchanged, and behind it a signature field without appearance, since a seal would bring
a font of its own and end PDF/A. It certifies the whole file: what anybody appends is found by every
reader. The field stands outside the page, the one place where both PDF/A and PDF/UA let it be untagged.

What a signature says of its key is the same each time and takes pyHanko twice as long as all the rest:
it is laid out once a key (`_mould`), and the file's digest and the signature are put into their places.

Importing this module takes half a second: import it where a certificate is signed.
"""

import asyncio
import base64
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import TypeVar

from asn1crypto import algos, cms, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from chalicelib.certificates.rules.low_signature import lowered

T = TypeVar("T")
Chain = tuple[str, ...]
Sign = Callable[[bytes], bytes]
"""Signs a message: ECDSA over its SHA-256, DER."""
FIELD = "Signature"
LABEL = "电子签名"
"""What is read aloud of the field, which PDF/UA asks of each."""
SHA256 = "sha256"
LONGEST_SIGNATURE = 72
"""Of an ECDSA signature on P-256 in DER; most have 70 to 72 bytes."""
STAMP_BYTES = 16 * 1024
"""Room for a time stamp and the certificates of whoever gives it."""
_DIGEST = b"\xd1" * 32
_SIGNATURE = b"\x51"
_KEPT = 16
"""Moulds kept: one for each length of a signature, of the keys of a process."""


class _Appended(IncrementalPdfFileWriter):
    """What is appended to a file; its description stays as typst wrote it, in the form of PDF/A."""

    def _update_meta(self) -> None:
        """Nothing: pyHanko would write the XMP anew, not as PDF/A has it, and another day into it."""


class _Elsewhere(Signer):
    """Lays out a signature that is made elsewhere."""

    def __init__(self, chain: Chain, signature: bytes) -> None:
        own, *above = (x509.Certificate.load(base64.b64decode(each)) for each in chain)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # as pyHanko has it
        store.register_multiple(above)
        super().__init__(
            signing_cert=own,
            cert_registry=store,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._signature = signature

    async def async_sign_raw(
        self,
        data: bytes,  # noqa: ARG002 - pyHanko names them
        digest_algorithm: str,  # noqa: ARG002 - as above
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002 - as above
    ) -> bytes:
        """The signature that was made."""
        return self._signature


def sign_pdf(
    content: bytes, chain: Chain, sign: Sign, *, at: datetime, time_stamps: str = ""
) -> bytes:
    """Sign a PDF.

    Args:
        content: the file as typst wrote it.
        chain: the key's certificate and those above it, as `x5c` has them.
        sign: signs by that key; asked once.
        at: when, as the signature claims it.
        time_stamps: the address of a service that proves when (RFC 3161); empty for none.
    """
    stamper = HTTPTimeStamper(time_stamps) if time_stamps else None
    # typst ends at %%EOF: what went on in that line would be no PDF/A.
    output = BytesIO(content + b"\n")
    embedding = PdfCMSEmbedder(
        SigFieldSpec(
            FIELD,
            invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
            readable_field_name=LABEL,
        )
    ).write_cms(FIELD, _Appended(output))
    next(embedding)
    # As many hexadecimal digits as the longest signature has.
    room = 2 * (len(_mould(chain, LONGEST_SIGNATURE)) + (STAMP_BYTES if stamper else 0))
    placed = SignatureObject(at, SigSeedSubFilter.PADES, bytes_reserved=room)
    certifying = SigMDPSetup(SHA256, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    embedding.send(SigObjSetup(placed, mdp_setup=certifying))
    prepared, _ = embedding.send(SigIOSetup(SHA256, in_place=True))
    embedding.send(_signature(prepared.document_digest, chain, sign, stamper))
    return output.getvalue()


def _signature(digest: bytes, chain: Chain, sign: Sign, stamper: TimeStamper | None) -> bytes:
    """The signature of a file with this digest (CMS, DER)."""
    attributes = _put(_attributes(chain), _DIGEST, digest)
    made = lowered(sign(attributes))
    if stamper is None:
        laid_out = _put(_mould(chain, len(made)), _DIGEST, digest)
        return _put(laid_out, _SIGNATURE * len(made), made)
    stamped: cms.ContentInfo = _waited_for(
        _Elsewhere(chain, made).async_sign_prescribed_attributes(
            SHA256, cms.CMSAttributes.load(attributes), timestamper=stamper
        )
    )
    return bytes(stamped.dump())


@lru_cache(_KEPT)
def _attributes(chain: Chain) -> bytes:
    """What is signed of a file (DER): its kind, its digest, whose certificate it is."""
    signer = _Elsewhere(chain, b"")
    signed = _waited_for(signer.signed_attrs(_DIGEST, SHA256, use_pades=True))
    return bytes(signed.dump())


@lru_cache(_KEPT)
def _mould(chain: Chain, length: int) -> bytes:
    """A signature of this length, laid out, with stand-ins for the digest and for itself."""
    signer = _Elsewhere(chain, _SIGNATURE * length)
    attributes = cms.CMSAttributes.load(_attributes(chain))
    laid_out = _waited_for(signer.async_sign_prescribed_attributes(SHA256, attributes))
    return bytes(laid_out.dump())


def _waited_for(work: Coroutine[object, None, T]) -> T:
    """What comes of asynchronous work, in a thread of its own: the caller's may run an event loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def _put(laid_out: bytes, stand_in: bytes, value: bytes) -> bytes:
    """Put a value where its stand-in is, which is there once."""
    before, after = laid_out.split(stand_in)
    return before + value + after
