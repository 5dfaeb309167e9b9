"""What a restored registry may not undo: it is minutes behind what the HR side has seen (R31)."""

from collections.abc import Iterable

from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.standing import Standing


def has_lost_records(kept: Certificate, standing: Standing, records: Iterable[Record]) -> bool:
    """Whether an incomplete year only lacks what its issued certificate counts.

    In ordinary life what ceases to count is there, revoked. Where records are gone or not accredited
    yet, as after a restore, and none was revoked, the year proves nothing against its certificate.
    Once it is complete again, however, it is certified as it is.
    """
    if kept.state is not CertificateState.ISSUED or standing.complete:
        return False
    states = {record.id: record.state for record in records}
    counted = [states.get(record) for record in kept.counted]
    return RecordState.REVOKED not in counted and any(
        each is not RecordState.ACCREDITED for each in counted
    )
