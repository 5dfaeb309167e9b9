"""R47: the keys as they are published, rotated and revoked, and as anybody reads them."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key

from app import app
from chalicelib.certificates.actions import publish_key as publishing
from chalicelib.certificates.actions.publish_key import publish_key, revoke_key
from chalicelib.certificates.commands.signing_key import main
from chalicelib.certificates.gateways import key_bucket, kms_keys
from chalicelib.certificates.gateways.key_bucket import KeysChanged, put_keys, read_keys
from chalicelib.certificates.rules.published_keys import (
    KeyUse,
    PublishedKeys,
    signing_key,
    with_revoked,
)
from chalicelib.platform.rules.china_time import SHANGHAI
from local.authority import Authority
from local.cloud import Cloud
from tests.http.events import content, event

AT = datetime(2026, 11, 30, 8, tzinfo=SHANGHAI)
EC = {"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}


def made(cloud: Cloud, use: KeyUse = KeyUse.CERTIFICATES, **kind: str) -> tuple[str, bytes]:
    """A further KMS key, as docs/operations.md makes it: its ARN and its public half."""
    kms = cloud.client("kms")
    made = kms.create_key(**(kind or EC))["KeyMetadata"]
    arn = made["Arn"]
    alias = f"alias/xuefen-local/{use}/{made['KeyId']}"
    kms.create_alias(AliasName=alias, TargetKeyId=made["KeyId"])
    return arn, kms.get_public_key(KeyId=arn)["PublicKey"]


def shown_at(path: str) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """What anybody reads there."""
    return content(app(event("GET", path), None))


def pem(public_key: bytes, authority: Authority | None = None) -> bytes:
    chain = (authority or Authority()).chain_of(public_key)
    return b"".join(each.public_bytes(Encoding.PEM) for each in chain)


@pytest.mark.ministack
def test_r47_given_a_signature_of_kms_then_the_published_key_verifies_it_outside_of_kms(
    cloud: Cloud,
) -> None:
    for use in KeyUse:
        key = signing_key(read_keys().published, use)
        signature = kms_keys.sign(key.arn, b"said")
        public = load_der_public_key(kms_keys.read_public_key(key.arn))
        assert isinstance(public, ec.EllipticCurvePublicKey)
        public.verify(signature, b"said", ec.ECDSA(hashes.SHA256()))
        own = x509.load_der_x509_certificate(_decoded(key.chain[0]))
        assert own.public_key() == public
    assert cloud.attributes["CertificateKey"]["Arn"] != cloud.attributes["CredentialKey"]["Arn"]


def _decoded(text: str) -> bytes:
    return x509.load_pem_x509_certificate(
        f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----".encode()
    ).public_bytes(Encoding.DER)


@pytest.mark.ministack
def test_r47_given_a_rotation_then_anybody_reads_both_keys_and_may_keep_them_some_minutes(
    cloud: Cloud,
) -> None:
    arn, public_key = made(cloud)
    second = publish_key(KeyUse.CERTIFICATES, arn, pem(public_key), at=AT)
    answer = app(event("GET", "/.well-known/jwks.json"), None)
    assert answer["headers"]["Cache-Control"] == "public, max-age=300"
    first, _, shown = content(answer)["keys"]
    assert (first["number"], first["purpose"]) == (1, "certificates")
    assert first["retired_at"] == "2026-11-30T08:00:00+08:00"
    assert first["revoked_at"] is None
    assert (shown["kid"], shown["number"], shown["retired_at"]) == (second.kid, 3, None)
    assert shown["since"] == "2026-11-30T08:00:00+08:00"
    assert (shown["kty"], shown["crv"], shown["alg"], shown["use"]) == (
        "EC",
        "P-256",
        "ES256",
        "sig",
    )
    assert load_der_public_key(public_key) == _key_of(shown)
    assert x509.load_der_x509_certificate(_decoded(shown["x5c"][0])).public_key() == _key_of(shown)


def _key_of(jwk: dict[str, Any]) -> Any:  # noqa: ANN401 - any kind of key
    from jwt.algorithms import ECAlgorithm  # noqa: PLC0415 - what others read a JWK by

    return ECAlgorithm.from_jwk(json.dumps(jwk))


def test_r47_given_the_did_document_then_only_keys_of_credentials_assert_and_all_are_there(
    cloud: Cloud,  # noqa: ARG001 - the keys
) -> None:
    shown = shown_at("/.well-known/did.json")
    did = "did:web:127.0.0.1%3A8000"
    certificates, credentials = read_keys().published.keys
    assert shown["id"] == did
    assert shown["assertionMethod"] == [f"{did}#{credentials.kid}"]
    methods = {each["id"]: each for each in shown["verificationMethod"]}
    assert set(methods) == {f"{did}#{certificates.kid}", f"{did}#{credentials.kid}"}
    for each in methods.values():
        assert (each["type"], each["controller"]) == ("JsonWebKey", did)
        assert "revoked" not in each
    public = load_der_public_key(kms_keys.read_public_key(credentials.arn))
    assert _key_of(methods[f"{did}#{credentials.kid}"]["publicKeyJwk"]) == public


def test_r47_given_a_revoked_key_then_the_documents_say_so_and_it_asserts_nothing(
    cloud: Cloud,  # noqa: ARG001 - the keys
) -> None:
    _, credentials = read_keys().published.keys
    revoke_key(credentials.kid, at=AT)
    shown = shown_at("/.well-known/did.json")
    assert shown["assertionMethod"] == []
    (method,) = [each for each in shown["verificationMethod"] if credentials.kid in each["id"]]
    assert method["revoked"] == "2026-11-30T08:00:00+08:00"
    keys = shown_at("/.well-known/jwks.json")["keys"]
    assert [each["revoked_at"] for each in keys] == [None, "2026-11-30T08:00:00+08:00"]


def test_r47_given_keys_read_then_a_process_asks_for_them_once_in_a_while(
    cloud: Cloud,  # noqa: ARG001 - the bucket
) -> None:
    before = key_bucket.published_keys()
    revoke_key(before.keys[0].kid, at=AT)
    assert key_bucket.published_keys() is before
    assert read_keys().published != before


# Publishing


def test_r47_given_nothing_published_then_the_first_key_gets_the_first_number(cloud: Cloud) -> None:
    bucket = cloud.attributes["CertificateBucket"]["Ref"]
    cloud.client("s3").delete_object(Bucket=bucket, Key=key_bucket.KEY)
    assert read_keys().published == PublishedKeys()
    arn, public_key = made(cloud)
    assert publish_key(KeyUse.CERTIFICATES, arn, pem(public_key), at=AT).number == 1


@pytest.mark.ministack
def test_r47_given_two_who_publish_at_once_then_neither_is_lost(cloud: Cloud) -> None:
    before = read_keys()
    arn, public_key = made(cloud)
    publish_key(KeyUse.CERTIFICATES, arn, pem(public_key), at=AT)
    with pytest.raises(KeysChanged):
        put_keys(with_revoked(before.published, before.published.keys[0].kid, AT), before)
    revoke_key(before.published.keys[0].kid, at=AT)
    first, _, second = read_keys().published.keys
    assert (first.revoked_at, second.arn) == (AT, arn)


def test_r47_given_a_publication_that_never_comes_through_then_it_gives_up(cloud: Cloud) -> None:
    calls = []

    def unlucky(published: PublishedKeys) -> PublishedKeys:
        """Somebody else publishes each time between our reading and our writing."""
        calls.append(published)
        arn, public_key = made(cloud)
        publish_key(KeyUse.CERTIFICATES, arn, pem(public_key), at=AT)
        return PublishedKeys(published.keys[:1])

    with pytest.raises(KeysChanged):
        publishing._put(unlucky)  # noqa: SLF001 - what both verbs rest on
    assert len(calls) == publishing.ATTEMPTS


def _of_another_key(_own: bytes, other: bytes) -> bytes:
    return pem(other)


def _no_pem(_own: bytes, _other: bytes) -> bytes:
    return b"no certificate"


def _of_another_authority(own: bytes, other: bytes) -> bytes:
    return Authority().chain_of(own)[0].public_bytes(Encoding.PEM) + pem(other)


@pytest.mark.parametrize(
    ("chain", "why"),
    [
        (_of_another_key, "not this key's"),
        (_no_pem, "no certificates in PEM"),
        (_of_another_authority, "does not certify"),
    ],
)
def test_r47_given_a_chain_that_does_not_stand_behind_the_key_then_nothing_is_published(
    cloud: Cloud,
    tmp_path: Path,
    chain: Callable[[bytes, bytes], bytes],
    why: str,
) -> None:
    before = read_keys().published
    (arn, own), (_, other) = made(cloud), made(cloud)
    file = tmp_path / "chain.pem"
    file.write_bytes(chain(own, other))
    with pytest.raises(SystemExit, match=why):
        main(["publish", "certificates", "--key", arn, "--chain", str(file)], AT)
    assert read_keys().published == before


def test_r47_given_a_chain_of_another_time_or_a_key_of_another_kind_then_it_is_refused(
    cloud: Cloud, tmp_path: Path
) -> None:
    arn, own = made(cloud)
    file = tmp_path / "chain.pem"
    file.write_bytes(pem(own))
    publish = ["publish", "certificates", "--key", arn, "--chain", str(file)]
    with pytest.raises(SystemExit, match="not valid now"):
        main(publish, AT + timedelta(days=365 * 30))
    other, _ = made(cloud, KeySpec="ECC_NIST_P384", KeyUsage="SIGN_VERIFY")
    with pytest.raises(SystemExit, match="name their file"):
        main(publish[:-2], AT)
    with pytest.raises(SystemExit, match="P-256"):
        main(["publish", "credentials", "--key", other], AT)


# The command


def test_r47_given_the_command_then_it_publishes_lists_and_revokes(
    cloud: Cloud, tmp_path: Path
) -> None:
    first, credentials = read_keys().published.keys
    arn, public_key = made(cloud)
    file = tmp_path / "chain.pem"
    file.write_bytes(pem(public_key))
    said = main(["publish", "certificates", "--key", arn, "--chain", str(file)], AT)
    new = signing_key(read_keys().published, KeyUse.CERTIFICATES)
    assert said.splitlines() == [
        f"1 certificates {first.kid} retired {AT.isoformat()} {first.arn}",
        f"2 credentials {credentials.kid} signs {credentials.arn}",
        f"3 certificates {new.kid} signs {arn}",
    ]
    assert main(["list"], AT) == said
    assert f"{first.kid} revoked" in main(["revoke", first.kid], AT)
    for unknown in ("nothing", "-h-begins-as-an-option-does"):
        with pytest.raises(SystemExit, match="no such key is published"):
            main(["revoke", unknown], AT)


@pytest.mark.ministack
def test_r47_given_a_key_of_kms_then_a_request_for_its_certificate_is_signed_by_it(
    cloud: Cloud,
) -> None:
    arn, public_key = made(cloud)
    said = main(["request", "--key", arn, "--name", "会计继续教育", "--organization", "财政厅"], AT)
    request = x509.load_pem_x509_csr(said.encode())
    assert request.is_signature_valid
    assert request.public_key() == load_der_public_key(public_key)
    assert request.subject.rfc4514_string() == "CN=会计继续教育,O=财政厅,C=CN"


def test_r47_given_an_environment_that_names_no_bucket_then_the_command_says_so(
    cloud: Cloud,  # noqa: ARG001 - the environment
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CERTIFICATE_BUCKET")
    with pytest.raises(SystemExit, match="CERTIFICATE_BUCKET"):
        main(["list"], AT)
