"""What moto signs of a digest, mended: it takes `MessageType=DIGEST` for a message and hashes it once more.

Its own `Verify` agrees with itself, so that nothing is seen as long as nobody verifies outside of it.
"""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from moto.kms.responses import KmsResponse


def mend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let moto sign digests as KMS does while a test lasts."""
    monkeypatch.setattr(KmsResponse, "sign", _sign)


_sign_message = KmsResponse.sign


def _sign(asked: Any) -> str:  # noqa: ANN401 - moto's, untyped
    answer: str = _sign_message(asked)
    if asked._get_param("MessageType") != "DIGEST":  # noqa: SLF001 - moto's own way to ask
        return answer
    key = asked.kms_backend.describe_key(asked._get_param("KeyId"))  # noqa: SLF001 - as above
    digest = asked._get_param("Message")  # noqa: SLF001 - as above
    signature = key.private_key.private_key.sign(digest, ECDSA(Prehashed(SHA256())))
    return json.dumps({**json.loads(answer), "Signature": base64.b64encode(signature).decode()})
