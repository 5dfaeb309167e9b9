"""Many certificates, put as the sync would have them, each its own person's."""

from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.certificate_number import number_of
from chalicelib.certificates.store.certificates import NumberLock, certificate_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import HrItem
from tests.records.province import JUNE


def name_of(serial: int) -> str:
    """Whose certificate is which."""
    return f"李{chr(0x4E00 + serial)}"


def put_many(count: int) -> list[str]:
    """Put certificates of 2020; return their numbers."""
    kept = {}
    for serial in range(count):
        number = number_of(serial.to_bytes(2, "big") + bytes(14))
        kept[number] = Certificate(
            person=f"person-{serial}",
            year=2020,
            state=CertificateState.ISSUED,
            version=1,
            number=number,
            name=name_of(serial),
            since=JUNE,
        )
    with HrItem.batch_write() as batch:
        for number, each in kept.items():
            batch.save(certificate_item(each, None))
            owner = NumberLock(each.person, each.year)
            batch.save(HrItem(pk=f"NUMBER#{number}", sk="LOCK", body=keep(owner)))
    return list(kept)
