"""How calls of DynamoDB are signed: as botocore signs them, in a quarter of its time.

botocore goes through a request's headers four times, and derives the key of the day anew at every call:
a sixth of what a call costs. A call of DynamoDB is always a POST to one address without a query, so its
canonical form is a line a header, written once, and the key of a day is kept. What is signed, how the
time is set, and every other request stay botocore's.
"""

import hmac
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.session import Session

SIGNER = "xuefen-tables"
"""Under which name botocore knows it."""
SIGNED = "signed_headers"
"""Where a request's context holds the names of what was signed."""
UNSIGNED = frozenset(auth.SIGNED_HEADERS_BLACKLIST)


class TableAuth(auth.SigV4Auth):
    """Signature version 4 of a POST to the root of a host; botocore's of anything else."""

    _region_name: str
    _service_name: str

    def canonical_request(self, request: AWSRequest) -> str:
        """What is signed; of a usual request also the names of its signed headers, kept beside it."""
        host = host_of(str(request.url))
        if host is None or request.method != "POST" or request.params:
            return super().canonical_request(request)
        headers = {name.lower(): value for name, value in request.headers.items()}
        if len(headers) != len(request.headers) or "x-amz-content-sha256" in headers:
            return super().canonical_request(request)
        headers.setdefault("host", host)
        signed = sorted(headers.keys() - UNSIGNED)
        lines = "".join(f"{name}:{' '.join(_text(headers[name]).split())}\n" for name in signed)
        request.context[SIGNED] = ";".join(signed)
        return f"POST\n/\n\n{lines}\n{request.context[SIGNED]}\n{self._digest(request)}"

    def _digest(self, request: AWSRequest) -> str:
        """The digest of the body; botocore would make the whole request ready to be sent to come by that."""
        if isinstance(request.data, bytes) and "payload_signing_enabled" not in request.context:
            return sha256(request.data).hexdigest()
        return str(self.payload(request))

    def signature(self, string_to_sign: str, request: AWSRequest) -> str:
        """The signature, by the key of the day."""
        day = request.context["timestamp"][:8]
        key = _key_of_day(self.credentials.secret_key, day, self._region_name, self._service_name)
        return hmac.digest(key, string_to_sign.encode(), "sha256").hex()

    def _inject_signature_to_request(self, request: AWSRequest, signature: str) -> AWSRequest:
        signed = request.context.pop(SIGNED, None)
        if signed is None:
            return super()._inject_signature_to_request(request, signature)  # type: ignore[no-any-return,misc]  # the stubs leave it out
        request.headers["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self.scope(request)}, "
            f"SignedHeaders={signed}, Signature={signature}"
        )
        return request


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


@lru_cache(16)
def host_of(url: str) -> str | None:
    """The host of a request to the root of one, as it is signed; None if it is to anything else."""
    parts = urlsplit(url)
    is_root = parts.path in {"", "/"} and not parts.query
    return auth._host_from_url(url) if is_root else None  # type: ignore[attr-defined]  # noqa: SLF001 - how botocore writes it


@lru_cache(4)
def _key_of_day(secret: str, day: str, region: str, service: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.new(key, part.encode(), sha256).digest()
    return key


def sign_plainly(session: Session) -> None:
    """Let a session's clients of DynamoDB sign so."""
    auth.AUTH_TYPE_MAPS[SIGNER] = TableAuth
    session.register("choose-signer.dynamodb", _choose)  # type: ignore[arg-type]  # this event is answered


def _choose(**told: Any) -> str | None:  # noqa: ANN401 - whatever botocore tells
    return SIGNER if told["signature_version"] == "v4" else None
