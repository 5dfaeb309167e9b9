"""Why a token is refused: told to the person in words, and to the log by its reason, never the token."""

from enum import StrEnum

import jwt

from chalicelib.platform.log import tell
from chalicelib.platform.rules.refusal import Refusal


class Because(StrEnum):
    """What is wrong with a token; the order is that of how it is read."""

    ABSENT = "absent"
    MALFORMED = "malformed"
    KIND = "kind"
    KEY = "key"
    ALGORITHM = "algorithm"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    EARLY = "early"
    EXPIRED = "expired"
    CLAIMS = "claims"


WORDS = {
    Because.ABSENT: "您尚未登录",
    Because.MALFORMED: "登录凭证不完整",
    Because.KIND: "出示的不是访问令牌",
    Because.KEY: "登录凭证的签名密钥不在登录服务公布之列",
    Because.ALGORITHM: "登录凭证的签名算法不被接受",
    Because.SIGNATURE: "登录凭证的签名不符",
    Because.ISSUER: "登录凭证不是本系统所认的登录服务签发的",
    Because.AUDIENCE: "登录凭证不是签发给本系统的",
    Because.EARLY: "登录凭证尚未生效",
    Because.EXPIRED: "登录已过期",
    Because.CLAIMS: "登录凭证的内容不完整",
}
_OF_ERRORS: tuple[tuple[type[jwt.PyJWTError], Because], ...] = (
    (jwt.ExpiredSignatureError, Because.EXPIRED),
    (jwt.ImmatureSignatureError, Because.EARLY),
    (jwt.InvalidIssuerError, Because.ISSUER),
    (jwt.InvalidAudienceError, Because.AUDIENCE),
    (jwt.InvalidAlgorithmError, Because.ALGORITHM),
    (jwt.InvalidSignatureError, Because.SIGNATURE),
    (jwt.MissingRequiredClaimError, Because.CLAIMS),
    (jwt.InvalidIssuedAtError, Because.CLAIMS),
    (jwt.PyJWKError, Because.KEY),
    (jwt.InvalidKeyError, Because.KEY),
)
"""How PyJWT calls it. The first that fits counts: what is more special stands before what it is a kind of."""


def refused(because: Because) -> Refusal:
    """The refusal `unauthenticated`, which says why; the log is told of the reason alone."""
    if because is not Because.ABSENT:
        tell("token_refused", {"because": because.value})
    return Refusal("unauthenticated", because=because.value, why=WORDS[because])


def reason_of(error: Exception) -> Because:
    """What is wrong with a token that PyJWT, or reading it, has failed on."""
    found = (because for kind, because in _OF_ERRORS if isinstance(error, kind))
    return next(found, Because.MALFORMED)
