"""Draw and sign a variant of a certificate that was asked for, and keep its digest with its version."""

import logging
import os
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import msgspec

from chalicelib.certificates.actions.render_certificate import printed_of
from chalicelib.certificates.actions.sign_certificate import signed_certificate
from chalicelib.certificates.gateways import certificate_bucket, renderer
from chalicelib.certificates.gateways.key_bucket import published_keys
from chalicelib.certificates.rules.annotation import Annotation
from chalicelib.certificates.rules.certificate import (
    Certificate,
    FileKind,
    IssuedFile,
    Snapshot,
)
from chalicelib.certificates.rules.published_keys import KeyUse, signing_key
from chalicelib.certificates.store import annotations, certificates
from chalicelib.platform.actions.settle import settled

log = logging.getLogger(__name__)


def render_annotation(person: str, place: str, *, at: datetime) -> Annotation | None:
    """Draw and sign a variant, store it, and record which file it is, first with its certificate.

    Of doubled events the first one's file stays, and so does that of a run which ended before it could
    say so. A version that is not in force any more gets no variant.

    Args:
        person: whose it is.
        place: where the order lies.
        at: the instant of the event, which the signature claims.

    Returns:
        The variant as it is now; None if there is none.

    Raises:
        NoSigningKey: none is published (docs/operations.md, The signing keys).
    """
    return settled(lambda: _render_once(person, place, at))


def _render_once(person: str, place: str, at: datetime) -> Annotation | None:
    ordered = annotations.find_at(person, place)
    if ordered is None or not ordered.is_waiting_to_be_drawn:
        return ordered
    certificate = certificates.find_certificate(person, ordered.year)
    snapshot = certificates.find_snapshot(person, ordered.year, ordered.of_version)
    in_force = certificate and certificate.verified(ordered.of_version) == "valid"
    if certificate is None or snapshot is None or not in_force:
        return _told(ordered, is_void=True)
    printed = replace(printed_of(snapshot, os.environ["PUBLIC_URL"]), note=ordered.note)
    if missing := renderer.undrawable(printed):
        log.error("variant cannot be drawn: %s", snapshot.number)
        return _told(ordered, undrawable="".join(sorted(missing)))
    file = _stored(ordered, snapshot, printed, at)
    _keep_with(certificate, file)
    return _told(ordered, sha256=file.sha256)


def _stored(
    ordered: Annotation, snapshot: Snapshot, printed: renderer.Printed, at: datetime
) -> IssuedFile:
    key = signing_key(published_keys(), KeyUse.CERTIFICATES)
    content = signed_certificate(snapshot, printed, key, at=at)
    says = sha256(msgspec.json.encode((snapshot, ordered.note))).hexdigest()
    place = certificate_bucket.annotated_key(snapshot.number, snapshot.version, ordered.slot)
    stored = certificate_bucket.put_paper(place, content, says=says, key=key.number)
    return IssuedFile(snapshot.version, stored.sha256, stored.key, FileKind.ANNOTATED)


def _keep_with(certificate: Certificate, file: IssuedFile) -> None:
    if file not in certificate.files:
        certificates.put_certificate(certificate.with_variant(file), certificate, None)


def _told(ordered: Annotation, **became: object) -> Annotation:
    told = msgspec.structs.replace(ordered, **became, version=ordered.version + 1)
    annotations.put_drawn(told, ordered.version)
    return told
