"""A certificate authority of the demonstration's own, and the signing keys that it vouches for.

Its key is made when it is asked for and kept nowhere. Its certificates say that they are a
demonstration's: nobody outside has a reason to trust them.
"""

from datetime import UTC, datetime

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from chalicelib.certificates.gateways.key_bucket import KEY
from chalicelib.certificates.rules.key_chain import point_of, x5c_text
from chalicelib.certificates.rules.published_keys import (
    KeyUse,
    PublishedKey,
    PublishedKeys,
    with_key,
)
from local.cloud import Cloud

LOGICAL = {KeyUse.CERTIFICATES: "CertificateKey", KeyUse.CREDENTIALS: "CredentialKey"}
BEGINS = datetime(2018, 1, 1, tzinfo=UTC)
"""Before the first year that a certificate is issued for."""
ENDS = datetime(2050, 1, 1, tzinfo=UTC)
SIGNS = [ObjectIdentifier("1.3.6.1.5.5.7.3.36"), ExtendedKeyUsageOID.EMAIL_PROTECTION]
"""Documents (RFC 9336), and e-mail: a reader of PDF that asks NSS (poppler's) takes a signer for one of
e-mail, and trusts nobody whose certificate is for documents alone."""


class Authority:
    """Certifies public keys."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("学分演示环境根证书（演示，无效力）")
        public = self._key.public_key()
        is_authority = x509.BasicConstraints(ca=True, path_length=0)
        self.certificate = (
            _begun(self._name, public, self._name)
            .add_extension(is_authority, critical=True)
            .add_extension(_usage(key_cert_sign=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .sign(self._key, hashes.SHA256())
        )

    def chain_of(self, public_key: bytes) -> tuple[x509.Certificate, x509.Certificate]:
        """Certify a key, given as DER: its certificate, and ours."""
        public = load_der_public_key(public_key)
        assert isinstance(public, ec.EllipticCurvePublicKey)  # noqa: S101 - our keys are
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        own = (
            _begun(_name("广东省财政厅（演示，无效力）"), public, self._name)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(key_cert_sign=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage(SIGNS), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(issuer, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        return own, self.certificate


def publish_demonstration_keys(cloud: Cloud) -> None:
    """Publish the keys that the template has, certified by a new authority, unless keys are there."""
    authority, published = Authority(), PublishedKeys()
    for use, logical in LOGICAL.items():
        arn = cloud.attributes[logical]["Arn"]
        public_key = cloud.client("kms").get_public_key(KeyId=arn)["PublicKey"]
        x, y = point_of(public_key)
        chain = tuple(map(x5c_text, authority.chain_of(public_key)))
        key = PublishedKey(number=0, use=use, arn=arn, x=x, y=y, since=BEGINS, chain=chain)
        published = with_key(published, key)
    bucket = cloud.attributes["CertificateBucket"]["Ref"]
    s3 = cloud.client("s3")
    content = msgspec.json.encode(published)
    try:
        s3.put_object(Bucket=bucket, Key=KEY, Body=content, IfNoneMatch="*")
    except s3.exceptions.ClientError as error:
        if error.response["Error"]["Code"] != "PreconditionFailed":
            raise


def _name(common: str) -> x509.Name:
    parts = {
        NameOID.COUNTRY_NAME: "CN",
        NameOID.ORGANIZATION_NAME: "学分演示环境",
        NameOID.COMMON_NAME: common,
    }
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts.items()])


def _begun(
    subject: x509.Name, public: ec.EllipticCurvePublicKey, issuer: x509.Name
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
    )


def _usage(*, key_cert_sign: bool) -> x509.KeyUsage:
    """What a key may be used for: to certify, or else to sign what its owner stands by."""
    return x509.KeyUsage(
        digital_signature=not key_cert_sign,
        content_commitment=not key_cert_sign,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=key_cert_sign,
        encipher_only=False,
        decipher_only=False,
    )
