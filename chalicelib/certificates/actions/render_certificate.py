"""Render an issued certificate's PDF into the bucket (R32), or say why it cannot be drawn."""

import logging
import os
from datetime import datetime

import msgspec

from chalicelib.certificates.actions.name_nationally import find_national_number
from chalicelib.certificates.actions.sign_certificate import digest_of, signed_certificate
from chalicelib.certificates.gateways import certificate_bucket, renderer
from chalicelib.certificates.gateways.key_bucket import published_keys
from chalicelib.certificates.rules.certificate import (
    AUTHORITY,
    Certificate,
    IssuedFile,
    Snapshot,
)
from chalicelib.certificates.rules.published_keys import KeyUse, signing_key
from chalicelib.certificates.store import certificates
from chalicelib.identity.rules import name
from chalicelib.law.rules.form import form_label
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.decimals import decimal_text

log = logging.getLogger(__name__)


def render_certificate(person: str, year: int, *, at: datetime) -> Certificate | None:
    """Draw and sign the current version, store it, and record which file it is.

    Of doubled events the first one's file stays, and so does that of a run which ended before it could
    say so. A character that no font has stops the rendering with a visible status; a box is never
    printed.

    Args:
        person: the holder's id.
        year: the certificate's.
        at: the instant of the event, which the signature claims.

    Returns:
        The certificate as it is now; None if there is none.

    Raises:
        NoSigningKey: none is published (docs/operations.md, The signing keys).
    """
    return settled(lambda: _render_once(person, year, at))


def _render_once(person: str, year: int, at: datetime) -> Certificate | None:
    certificate = certificates.find_certificate(person, year)
    if certificate is None:
        return None
    if not certificate.is_waiting_to_be_drawn:
        certificates.acknowledge_certificate(certificate)
        return certificate
    snapshot = certificates.find_snapshot(person, year, certificate.version)
    if snapshot is None:
        raise LookupError(f"no snapshot of version {certificate.version}")
    drawn = _drawn(certificate, snapshot, at)
    certificates.put_certificate(drawn, certificate, None)
    return drawn


def _drawn(certificate: Certificate, snapshot: Snapshot, at: datetime) -> Certificate:
    printed = printed_of(snapshot, os.environ["PUBLIC_URL"])
    if missing := renderer.undrawable(printed):
        points = " ".join(sorted(f"U+{ord(character):04X}" for character in missing))
        log.error("certificate cannot be drawn: %s %s", snapshot.number, points)
        return msgspec.structs.replace(
            certificate,
            undrawable="".join(sorted(missing)),
            revision=certificate.revision + 1,
        )
    key = signing_key(published_keys(), KeyUse.CERTIFICATES)
    content = signed_certificate(snapshot, printed, key, at=at)
    stored = certificate_bucket.put_certificate(
        snapshot.number, snapshot.version, content, says=digest_of(snapshot), key=key.number
    )
    return certificate.drawn_as(IssuedFile(snapshot.version, stored.sha256, stored.key))


def printed_of(snapshot: Snapshot, public_url: str) -> renderer.Printed:
    """What the certificate shows (R32); `public_url` is where it is verified."""
    return renderer.Printed(
        name=name.printed(snapshot.name),
        document_number=snapshot.masked_number,
        year=snapshot.year,
        public=decimal_text(snapshot.public),
        public_waived=snapshot.public_waived,
        professional=decimal_text(snapshot.professional),
        general_knowledge=decimal_text(snapshot.general_knowledge)
        if snapshot.general_knowledge
        else None,
        records=tuple(
            renderer.PrintedRecord(
                title=record.title,
                form_label=form_label(record.form),
                credits=decimal_text(record.credits),
                accredited_on=record.accredited_on,
            )
            for record in snapshot.records
        ),
        number=snapshot.number,
        version=snapshot.version,
        issued_on=snapshot.issued_on,
        authority=AUTHORITY,
        verify_url=f"{public_url}/verify/{snapshot.number}?v={snapshot.version}",
        national_number=find_national_number(snapshot.number, snapshot.version),
    )
