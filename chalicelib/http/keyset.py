"""The issuer's signing keys (JWKS): fetched when needed, kept, and fetched again on rotation.

An unknown key id causes a new fetch: an issuer that takes a key into use is followed at once, also when
it does so twice within a minute. Four fetches may follow each other, and a further one every quarter of a
minute: forged tokens cannot make us hammer the issuer. Should the issuer not answer, the keys that we have
go on serving. A redirect is no answer:
it would let whoever can place one at the issuer's host say which keys are the issuer's, or from where,
perhaps without encryption.

PyJWT has a client of its own (`jwt.PyJWKClient`, read in 2.15.1), which does not serve here. Once its
keys are as old as they may be and the issuer does not answer, nobody is let in any more, and every
token, forged ones too, asks the issuer anew and waits for it; it knows no discovery document, so that
the address of the keys could not move; and it reads an answer of any size. What would have to be put
around it is a second cache, longer than this one. A key itself is read by PyJWT (`token.py`).
"""

import json
import logging
import math
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException
from threading import Lock
from typing import Any
from urllib import request
from urllib.parse import urlsplit

from chalicelib.platform.rules.refusal import Refusal

KEEP_SECONDS = 3600
AT_ONCE = 4
"""Fetches that may follow each other without a pause."""
REGAIN_SECONDS = 15
"""After which one more may be made."""
RETRY_SECONDS = 5
TIMEOUT_SECONDS = 3
MAX_BYTES = 1_048_576
LOG = logging.getLogger("xuefen.sign-in")

Key = Mapping[str, Any]


class KeySet:
    """Keys by their id, safe to use from many threads.

    Args:
        fetch: brings the JWKS document; raises OSError, HTTPException or ValueError.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        fetch: Callable[[], Mapping[str, Any]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = Lock()
        self._keys: dict[str, Key] | None = None
        self._stale_at = -math.inf
        self._fetch_from = -math.inf
        # A bucket of tokens, told by the instant at which it will be, or was, full again.
        self._full_at = -math.inf

    def find_key(self, kid: str) -> Key | None:
        """Find a key by its id.

        Raises:
            Refusal: `sign_in_unavailable` while there are no keys to be had.
        """
        if not self._is_good(kid):
            self._refresh(kid)
        if self._keys is None:
            raise Refusal("sign_in_unavailable")
        return self._keys.get(kid)

    def _is_known(self, kid: str) -> bool:
        return self._keys is not None and kid in self._keys

    def _is_good(self, kid: str) -> bool:
        return self._is_known(kid) and self._clock() < self._stale_at

    def _refresh(self, kid: str) -> None:
        """Fetch, unless another thread does and its keys need not be waited for, or has done so."""
        if not self._lock.acquire(blocking=not self._is_known(kid)):
            return
        try:
            if not self._is_good(kid) and self._may_fetch(self._clock()):
                self._fetch_now()
        finally:
            self._lock.release()

    def _may_fetch(self, now: float) -> bool:
        """Whether the issuer may be asked: not soon after it failed, nor too often."""
        return now >= self._fetch_from and self._full_at <= now + (AT_ONCE - 1) * REGAIN_SECONDS

    def _fetch_now(self) -> None:
        try:
            self._keys = _by_id(self._fetch())
        except (OSError, HTTPException, ValueError) as error:
            LOG.error("keys_not_fetched %s", type(error).__qualname__)  # noqa: TRY400 - one line is enough
            self._fetch_from = self._clock() + RETRY_SECONDS
        else:
            self._full_at = max(self._full_at, self._clock()) + REGAIN_SECONDS
            self._stale_at = self._clock() + KEEP_SECONDS


def _by_id(document: Mapping[str, Any]) -> dict[str, Key]:
    keys = document.get("keys")
    if not isinstance(keys, list):
        raise ValueError("a JWKS document has a list of keys")  # noqa: TRY004 - the document's fault
    usable = [key for key in keys if isinstance(key, dict) and isinstance(key.get("kid"), str)]
    return {key["kid"]: key for key in usable}


def fetch_keys(issuer: str) -> Mapping[str, Any]:
    """Fetch the JWKS that the issuer's discovery document names (OpenID Connect Discovery 1.0).

    Raises:
        OSError, HTTPException: the issuer does not answer.
        ValueError: it answers something else than its own discovery document and keys.
    """
    discovery = _fetch_json(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if discovery.get("issuer") != issuer:
        raise ValueError("another issuer's discovery document")
    address = str(discovery.get("jwks_uri"))
    if urlsplit(address).scheme not in {"https", urlsplit(issuer).scheme}:
        raise ValueError("keys come by https, or as the issuer itself does")
    return _fetch_json(address)


def _fetch_json(address: str) -> Mapping[str, Any]:
    with _opener().open(address, timeout=TIMEOUT_SECONDS) as answer:
        document = json.loads(answer.read(MAX_BYTES))
    if not isinstance(document, dict):
        raise ValueError("a JSON object is expected")  # noqa: TRY004 - the document's fault
    return document


def _opener() -> request.OpenerDirector:
    """What asks by HTTP alone and, unlike `urlopen`, follows no redirect."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler,
        request.HTTPHandler,
        request.HTTPSHandler,
        request.HTTPErrorProcessor,
        request.HTTPDefaultErrorHandler,
        request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener
