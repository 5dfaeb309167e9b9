"""The development identity provider: signs in anybody who says who they are.

Its tokens are what a real OIDC issuer's are: RS256, with a key id, found through discovery.
"""

from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from local.clock import real_now

PATH = "/dev/issuer"
KEY_BITS = 2048
LIFETIME = timedelta(hours=12)
CLAIMS_OF_ITS_OWN = frozenset({"iss", "aud", "sub", "iat", "nbf", "exp"})


class Issuer:
    """An OIDC issuer at `url` for one audience, with a key of this start alone."""

    def __init__(self, url: str, audience: str) -> None:
        self.url = url
        self._audience = audience
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        self._key_id = str(public["n"])[:16]
        self._public = {**public, "kid": self._key_id, "use": "sig", "alg": "RS256"}

    def token(self, subject: str, **claims: object) -> str:
        """Sign an access token that lives 12 hours of real time, whatever the domain's clock shows.

        Raises:
            ValueError: a claim that the issuer states itself is given.
        """
        if own := CLAIMS_OF_ITS_OWN & claims.keys():
            raise ValueError(f"the issuer states {', '.join(sorted(own))} itself")
        now = real_now()
        stated = {
            "iss": self.url,
            "aud": self._audience,
            "sub": subject,
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME,
        }
        header = {"kid": self._key_id, "typ": "at+jwt"}
        return jwt.encode({**claims, **stated}, self._key, algorithm="RS256", headers=header)

    def id_token(self, subject: str, client: str, nonce: str) -> str:
        """Sign an ID token: it tells a client who signed in, and is no access token."""
        now = real_now()
        stated = {"iss": self.url, "aud": client, "sub": subject, "iat": now, "exp": now + LIFETIME}
        claims = {**stated, "nonce": nonce} if nonce else stated
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._key_id})

    def jwks(self) -> dict[str, Any]:
        """Return the public keys (RFC 7517)."""
        return {"keys": [self._public]}

    def configuration(self) -> dict[str, Any]:
        """Return the discovery document (OpenID Connect Discovery 1.0)."""
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/jwks.json",
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "end_session_endpoint": f"{self.url}/logout",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
