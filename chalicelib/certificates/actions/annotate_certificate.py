"""Ask for a variant of a certificate for one purpose: ordered at first, then downloaded (R33, R48)."""

from datetime import date, datetime

from chalicelib.certificates.actions.download_certificate import require_drawn
from chalicelib.certificates.gateways import certificate_bucket
from chalicelib.certificates.rules.annotation import Annotation, require_purpose, require_room
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.certificates.store import annotations, certificates
from chalicelib.people.rules.held import HELD_DETAILS, HoldReason
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.gateways.files import Signed
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal


def annotate_certificate(
    person: str, year: int, purpose: str | None, valid_until: date | None, *, at: datetime
) -> Signed:
    """Sign the address of the current version's variant; who asks first orders it.

    Args:
        person: the holder's id.
        year: the certificate's.
        purpose: for what it is, as it will be printed.
        valid_until: the last day on which it is, in Shanghai.
        at: the instant of the request.

    Raises:
        Refusal: `field_missing` or `field_invalid`; `certificate_not_ready` for the certificate;
            `annotation_in_preparation` until it is drawn; `annotations_too_many`; `busy`.
    """
    named = require_purpose(purpose, valid_until, shanghai_date(at))
    certificate = require_drawn(certificates.find_certificate(person, year), year)
    found = settled(lambda: _ordered(certificate, *named, at))
    if found.undrawable:
        why = HELD_DETAILS[HoldReason.GLYPH_MISSING]
        raise Refusal("certificate_not_ready", year=year, why=why)
    if not found.sha256:
        raise Refusal("annotation_in_preparation", year=year)
    return certificate_bucket.annotated_url(certificate.number, found.of_version, found.slot)


def _ordered(certificate: Certificate, purpose: str, valid_until: date, at: datetime) -> Annotation:
    person, year, version = certificate.person, certificate.year, certificate.version
    kept = annotations.find_annotations(person, year, version)
    for each in kept:
        if each.says(purpose, valid_until):
            return each
    require_room(len(kept), year)
    ordered = Annotation(
        person=person,
        year=year,
        of_version=version,
        slot=len(kept),
        purpose=purpose,
        valid_until=valid_until,
        ordered_at=at,
    )
    annotations.put_order(ordered)
    return ordered
