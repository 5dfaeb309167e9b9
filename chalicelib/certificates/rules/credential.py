"""A version of a certificate as a W3C Verifiable Credential and Open Badge 3.0, for a wallet (R49).

It says what the PDF says, of the same snapshot, the document's number masked: whoever is shown it
learns as much as from the paper. The number is not in it as a digest either: a masked number leaves so
few possibilities that anybody could try them all. Source: 1EdTech Open Badges 3.0, Appendix B.
"""

from decimal import Decimal
from typing import NamedTuple

from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.certificates.rules.status_list import StatusPlace, entry_of
from chalicelib.certificates.rules.verifiable import CONTEXT, Claims, Issuer
from chalicelib.identity.rules.name import printed
from chalicelib.law.rules.figure import Figure
from chalicelib.law.rules.requirement import REQUIREMENT_LABELS, Required
from chalicelib.platform.rules.china_time import start_of
from chalicelib.platform.rules.decimals import decimal_text

OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
MASKED_NUMBER = "ext:maskedDocumentNumber"
"""A type of identifier that Open Badges has no word for; one of our own begins with `ext:`."""
WAIVED = "免修"
_BY_NATIONAL_LAW = ("public", "professional")
"""The parts that the law itself asks for; a year's policy may add to them."""


class CreditPart(NamedTuple):
    """A part of what a year asks for: what was earned in writing, and what is required."""

    earned: str
    required: Figure[Decimal]


def credential_of(
    snapshot: Snapshot, place: StatusPlace, required: Required, issuer: Issuer
) -> Claims:
    """What the credential of a version says; the same each time.

    Args:
        snapshot: the version.
        place: where the status lists say whether it is still good.
        required: what its year asked for on the day of issue.
        issuer: who issues it.
    """
    return {
        "@context": [CONTEXT, OPEN_BADGES],
        "id": f"{_address(snapshot, issuer)}?v={snapshot.version}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{snapshot.year}年度会计专业技术人员继续教育证书",
        "issuer": {
            "id": issuer.did,
            "type": ["Profile"],
            "name": issuer.name,
            "url": issuer.url,
        },
        "validFrom": start_of(snapshot.issued_on).isoformat(),
        "credentialSubject": _subject(snapshot, required, issuer),
        "credentialStatus": entry_of(place, issuer),
    }


def _address(snapshot: Snapshot, issuer: Issuer) -> str:
    return f"{issuer.url}/verify/{snapshot.number}"


def _law(snapshot: Snapshot, issuer: Issuer) -> str:
    """The address of the year's law, which names what was achieved."""
    return f"{issuer.url}/v1/policies/{snapshot.year}"


def _subject(snapshot: Snapshot, required: Required, issuer: Issuer) -> Claims:
    """Who achieved what."""
    parts = _parts(snapshot, required)
    return {
        "id": f"{_address(snapshot, issuer)}#holder",
        "type": ["AchievementSubject"],
        "identifier": [
            _identity("name", printed(snapshot.name)),
            _identity(MASKED_NUMBER, snapshot.masked_number),
        ],
        "licenseNumber": snapshot.number,
        "term": str(snapshot.year),
        "creditsEarned": _json_number(_earned(snapshot)),
        "result": [
            {
                "type": ["Result"],
                "resultDescription": f"{_law(snapshot, issuer)}#{name}",
                "value": part.earned,
            }
            for name, part in parts.items()
        ],
        "achievement": _achievement(snapshot, parts, issuer),
    }


def _achievement(snapshot: Snapshot, parts: dict[str, CreditPart], issuer: Issuer) -> Claims:
    """What was achieved: the same for everybody by the same law."""
    law, year = _law(snapshot, issuer), f"{snapshot.year}年度"
    asked = "，".join(
        f"{REQUIREMENT_LABELS[name]}不少于{decimal_text(part.required.value)}学分"
        for name, part in parts.items()
        if part.required.value
    )
    return {
        "id": law,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "inLanguage": "zh-CN",
        "name": f"{year}会计专业技术人员继续教育",
        "description": f"完成{year}会计专业技术人员继续教育规定的学分。",
        "criteria": {"narrative": f"{year}：{asked}；依规定免修的科目除外。"},
        "alignment": [
            {"type": ["Alignment"], "targetName": source, "targetUrl": law}
            for source in dict.fromkeys(parts[name].required.source for name in _BY_NATIONAL_LAW)
        ],
        "resultDescription": [
            {
                "id": f"{law}#{name}",
                "type": ["ResultDescription"],
                "name": f"{REQUIREMENT_LABELS[name]}学分",
                "resultType": "Result",
                "requiredValue": decimal_text(part.required.value),
            }
            for name, part in parts.items()
        ],
    }


def _parts(snapshot: Snapshot, required: Required) -> dict[str, CreditPart]:
    """The parts by their names in the law; general knowledge where it is asked for or was earned."""
    public = WAIVED if snapshot.public_waived else decimal_text(snapshot.public)
    parts = {
        "public": CreditPart(public, required.public),
        "professional": CreditPart(decimal_text(snapshot.professional), required.professional),
    }
    general = required.general_knowledge
    if general.value or snapshot.general_knowledge:
        parts["general_knowledge"] = CreditPart(decimal_text(snapshot.general_knowledge), general)
    return parts


def _earned(snapshot: Snapshot) -> Decimal:
    """All credits; general knowledge lies within the professional ones, a waiver earns none."""
    return snapshot.professional + (0 if snapshot.public_waived else snapshot.public)


def _json_number(value: Decimal) -> int | float:
    """Credits as the standard wants them, a number in JSON: they have two places at most."""
    return int(value) if value == int(value) else float(value)


def _identity(kind: str, text: str) -> Claims:
    """By what the holder is known, in plain text, as on the paper."""
    return {"type": "IdentityObject", "identityType": kind, "hashed": False, "identityHash": text}
