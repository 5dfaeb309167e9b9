"""Asks a certificate authority to certify a key of KMS (PKCS #10), signed by the key itself.

`cryptography` makes the request; all that it wants of a private key is done by KMS.
"""

from typing import NoReturn

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key

from chalicelib.certificates.gateways import kms_keys


class _OfKms(ec.EllipticCurvePrivateKey):
    """A private key that signs and does nothing else: KMS gives it to nobody."""

    def __init__(self, arn: str, public: ec.EllipticCurvePublicKey) -> None:
        self._arn = arn
        self._public = public

    def public_key(self) -> ec.EllipticCurvePublicKey:
        return self._public

    @property
    def curve(self) -> ec.EllipticCurve:
        return self._public.curve

    @property
    def key_size(self) -> int:
        return self._public.key_size

    def sign(
        self,
        data: bytes | bytearray | memoryview,
        signature_algorithm: ec.EllipticCurveSignatureAlgorithm,  # noqa: ARG002 - always ECDSA with SHA-256
    ) -> bytes:
        return kms_keys.sign(self._arn, bytes(data))

    def exchange(self, *_asked: object) -> NoReturn:
        raise NotImplementedError

    def private_numbers(self) -> NoReturn:
        raise NotImplementedError

    def private_bytes(self, *_asked: object) -> NoReturn:
        raise NotImplementedError

    def __copy__(self) -> "_OfKms":
        return self

    def __deepcopy__(self, _memo: object) -> "_OfKms":
        return self


def certification_request(arn: str, subject: x509.Name) -> bytes:
    """A request in PEM for the certificate of a key.

    Raises:
        TypeError: the key is none on an elliptic curve.
    """
    public = load_der_public_key(kms_keys.read_public_key(arn))
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise TypeError(arn)
    request = x509.CertificateSigningRequestBuilder().subject_name(subject)
    return request.sign(_OfKms(arn, public), hashes.SHA256()).public_bytes(Encoding.PEM)
