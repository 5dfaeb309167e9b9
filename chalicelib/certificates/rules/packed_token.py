"""A credential's JWT packed for keeping: a third of its length, and exactly what was signed when unpacked.

base64 makes three bytes four, and all credentials say much the same. Writing a kilobyte costs a unit, twice
that in a transaction, and every certificate has a credential.
"""

import base64
import zlib

from chalicelib.certificates.rules.verifiable import base64url

SIGNATURE_BYTES = 64
_BETWEEN = b"\n"
"""Parts header from payload, in neither of which a line ends."""
_PHRASES = (
    "财会〔2018〕10号《会计专业技术人员继续教育规定》 第十二条公需科目学分专业科目学分综合知识广东省财政厅免修"
    '"criteria":{"narrative":"年度：公需科目不少于30学分，专业科目不少于60学分；依规定免修的科目除外。"},'
    '"achievementType":"CertificateOfCompletion","inLanguage":"zh-CN","name":"2020年度会计专业技术人员继续教育",'
    '"description":"完成2020年度会计专业技术人员继续教育规定的学分。","alignment":[{"type":["Alignment"],'
    '"targetName":"","targetUrl":"https://"resultDescription":[{"id":"https://#general_knowledge","type":'
    '["ResultDescription"],"name":"","resultType":"Result","requiredValue":"30"},{"id":"https://'
    '#professional","type":["ResultDescription"],"requiredValue":"60"}]}},"credentialStatus":{"id":"https://'
    '/v1/credentials/status/","type":"BitstringStatusListEntry","statusPurpose":"revocation",'
    '"statusListIndex":"","statusListCredential":"","iss":"did:web:","jti":"","nbf":1,"sub":"#holder"}'
    '{"alg":"ES256","typ":"JWT","kid":"did:web:#","jwk":{"kty":"EC","crv":"P-256","x":"","y":""}}\n'
    '{"@context":["https://www.w3.org/ns/credentials/v2",'
    '"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"https:///verify/?v=1",'
    '"type":["VerifiableCredential","OpenBadgeCredential"],"name":"年度会计专业技术人员继续教育证书",'
    '"issuer":{"id":"did:web:","type":["Profile"],"name":"广东省财政厅","url":"https://"},'
    '"validFrom":"T00:00:00+08:00","credentialSubject":{"id":"https:///verify/#holder",'
    '"type":["AchievementSubject"],"identifier":[{"type":"IdentityObject","identityType":"name",'
    '"hashed":false,"identityHash":""},{"type":"IdentityObject",'
    '"identityType":"ext:maskedDocumentNumber","hashed":false,"identityHash":"44********"}],'
    '"licenseNumber":"","term":"2020","creditsEarned":90,"result":[{"type":["Result"],'
    '"resultDescription":"https:///v1/policies/2020#public","value":"30"},{"type":["Result"],'
    '"resultDescription":"https:///v1/policies/2020#professional","value":"60"}],'
    '"achievement":{"id":"https:///v1/policies/2020","type":["Achievement"],'
).encode()
"""What credentials have in common, as the first of them said it. What is kept is read by it: never change it; credentials
that say something else are packed by it as well, only less."""


def packed(token: str) -> bytes | None:
    """A JWT packed; None where unpacking it would not give the same text, letter for letter."""
    header, payload, signature = map(_bytes_of, token.split("."))
    if len(signature) != SIGNATURE_BYTES:
        return None
    made = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zdict=_PHRASES)
    small = signature + made.compress(header + _BETWEEN + payload) + made.flush()
    return small if unpacked(small) == token else None


def unpacked(small: bytes) -> str:
    """The JWT that was packed."""
    says = zlib.decompressobj(zdict=_PHRASES).decompress(small[SIGNATURE_BYTES:])
    parts = (*says.split(_BETWEEN, 1), small[:SIGNATURE_BYTES])
    return ".".join(base64url(part) for part in parts)


def _bytes_of(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
