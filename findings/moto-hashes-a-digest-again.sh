#!/usr/bin/env bash
# moto 5.2.5 (PyPI), KMS.
# A good guess: Sign with MessageType=DIGEST signs the digest that it is given, as KMS does; a signature of
# SHA-256("x") is one of "x", and so the public key verifies it.
# Seen: the digest is hashed once more. moto's own Verify does the same, so that a suite which signs and
# verifies on moto is green; the public key says no. With MessageType=RAW it says yes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'moto[kms]==5.2.5' boto3==1.43.106 cryptography==50.0.2
cat > see.py <<'P'
from hashlib import sha256

import boto3
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from moto import mock_aws


def verifies(public, signature, message):
    try:
        public.verify(signature, message, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


seen = {}
with mock_aws():
    kms = boto3.client("kms", region_name="us-east-1")
    key = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    public = load_der_public_key(kms.get_public_key(KeyId=key)["PublicKey"])
    for kind, sent in {"RAW": b"x", "DIGEST": sha256(b"x").digest()}.items():
        asked = {"KeyId": key, "Message": sent, "MessageType": kind, "SigningAlgorithm": "ECDSA_SHA_256"}
        signature = kms.sign(**asked)["Signature"]
        by_moto = kms.verify(**asked, Signature=signature)["SignatureValid"]
        seen[kind] = by_moto, verifies(public, signature, b"x")
        print(kind, "moto's Verify:", by_moto, "the public key:", seen[kind][1])
raise SystemExit(seen != {"RAW": (True, True), "DIGEST": (True, False)})
P
AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x venv/bin/python see.py
