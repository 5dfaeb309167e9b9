"""`python -m chalicelib.certificates.commands.signing_key`: publish, rotate, revoke the signing keys (R47).

    signing_key list
    signing_key request --key ARN --name NAME --organization NAME [--country CN]
    signing_key publish certificates|credentials --key ARN [--chain FILE]
    signing_key revoke KID

Run by who deploys, with AWS credentials that may read and write `keys/` in the certificates' bucket,
read public keys of KMS and, to request, sign by the key; the environment names the bucket and the region (`CERTIFICATE_BUCKET`,
`AWS_REGION`). What each step is for stands in docs/operations.md, The signing keys.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

from chalicelib.certificates.actions.publish_key import publish_key, revoke_key
from chalicelib.certificates.gateways.key_bucket import read_keys
from chalicelib.certificates.gateways.key_request import certification_request
from chalicelib.certificates.rules.key_chain import ChainWrong
from chalicelib.certificates.rules.published_keys import KeyUse, PublishedKey
from chalicelib.platform.environment import require_environment

NEEDED = ("CERTIFICATE_BUCKET", "AWS_REGION")


def main(arguments: Sequence[str], at: datetime) -> str:
    """Do what is asked, and say which keys there are then; `SystemExit` with what is wrong."""
    asked = _parser().parse_args(arguments)
    require_environment(*NEEDED)
    if asked.what == "request":
        return certification_request(asked.key, _subject(asked)).decode().rstrip()
    try:
        if asked.what == "publish":
            chain = asked.chain.read_bytes() if asked.chain else None
            publish_key(KeyUse(asked.use), asked.key, chain, at=at)
        elif asked.what == "revoke":
            revoke_key(asked.kid, at=at)
    except ChainWrong as fault:
        raise SystemExit(f"nothing was published: {fault}") from fault
    except LookupError as fault:
        raise SystemExit(f"no such key is published: {fault}") from fault
    return "\n".join(map(_told, read_keys().published.keys)) or "no key is published"


def _subject(asked: argparse.Namespace) -> x509.Name:
    parts = {
        NameOID.COUNTRY_NAME: asked.country,
        NameOID.ORGANIZATION_NAME: asked.organization,
        NameOID.COMMON_NAME: asked.name,
    }
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts.items()])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="signing_key", description=__doc__)
    steps = parser.add_subparsers(dest="what", required=True)
    steps.add_parser("list", help="say which keys there are")
    request = steps.add_parser("request", help="ask a certificate authority to certify a key")
    request.add_argument("--key", required=True, help="the ARN of the KMS key")
    request.add_argument("--name", required=True, help="who signs, as readers show it")
    request.add_argument("--organization", required=True)
    request.add_argument("--country", default="CN")
    publish = steps.add_parser("publish", help="let a key sign from now on")
    publish.add_argument("use", choices=list(KeyUse))
    publish.add_argument("--key", required=True, help="the ARN of the KMS key")
    publish.add_argument("--chain", type=Path, help="its certificate and those above it, in PEM")
    # One id of 64 begins with a hyphen; this step has no options for which it could be taken.
    revoke = steps.add_parser(
        "revoke", help="say that nothing a key signed is to be believed", prefix_chars="+"
    )
    revoke.add_argument("kid")
    return parser


def _told(key: PublishedKey) -> str:
    if key.revoked_at:
        state = f"revoked {key.revoked_at.isoformat()}"
    elif key.retired_at:
        state = f"retired {key.retired_at.isoformat()}"
    else:
        state = "signs"
    return f"{key.number} {key.use} {key.kid} {state} {key.arn}"


if __name__ == "__main__":
    # An edge: nobody else can say when the command runs.
    print(main(sys.argv[1:], datetime.now(UTC)))  # noqa: T201, TID251 - a command tells whoever ran it
