"""Render an issued certificate's PDF into the bucket (R32), or say why it cannot be drawn."""

import logging
import os

import msgspec

from chalicelib.certificates.gateways import certificate_bucket, renderer
from chalicelib.certificates.rules.certificate import AUTHORITY, Certificate, Snapshot
from chalicelib.certificates.store import certificates
from chalicelib.identity.rules import name
from chalicelib.law.rules.form import form_label
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.decimals import decimal_text

log = logging.getLogger(__name__)


def render_certificate(person: str, year: int) -> Certificate | None:
    """Draw the current version, store it, and record that it is there.

    Doubled events draw the same bytes to the same key. A character that no font has stops the
    rendering with a visible status; a box is never printed.

    Returns:
        The certificate as it is now; None if there is none.
    """
    return settled(lambda: _render_once(person, year))


def _render_once(person: str, year: int) -> Certificate | None:
    certificate = certificates.find_certificate(person, year)
    if certificate is None:
        return None
    if not certificate.is_waiting_to_be_drawn:
        certificates.acknowledge_certificate(certificate)
        return certificate
    snapshot = certificates.find_snapshot(person, year, certificate.version)
    if snapshot is None:
        raise LookupError(f"no snapshot of version {certificate.version}")
    drawn = _drawn(certificate, snapshot)
    certificates.put_certificate(drawn, certificate, None)
    return drawn


def _drawn(certificate: Certificate, snapshot: Snapshot) -> Certificate:
    printed = printed_of(snapshot, os.environ["PUBLIC_URL"])
    missing = renderer.undrawable(printed)
    revision = certificate.revision + 1
    if missing:
        points = " ".join(sorted(f"U+{ord(character):04X}" for character in missing))
        log.error("certificate cannot be drawn: %s %s", snapshot.number, points)
        return msgspec.structs.replace(
            certificate, undrawable="".join(sorted(missing)), revision=revision
        )
    certificate_bucket.put_certificate(snapshot.number, snapshot.version, renderer.render(printed))
    return msgspec.structs.replace(
        certificate, drawn=snapshot.version, undrawable="", revision=revision
    )


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
    )
