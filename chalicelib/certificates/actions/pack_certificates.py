"""Pack a parcel: list its certificates, write their PDFs and a table into one ZIP (R33).

A run that ends half-way leaves no ZIP, and its message comes again: all of it is packed anew. Of two
runs at once the one that began later goes on; the other one finds out when it next tells how far it
is.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from chalicelib.bureaus.rules.territory import below
from chalicelib.certificates.gateways import zip_files
from chalicelib.certificates.rules import parcel_job
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.certificate_lists import WantedCertificates
from chalicelib.certificates.rules.parcel_job import HEADINGS, MOST, Parcel
from chalicelib.certificates.store import parcels
from chalicelib.certificates.store.certificates import find_certificates_of
from chalicelib.imports.rules.import_row import table_line
from chalicelib.platform.rules.china_time import SHANGHAI

if TYPE_CHECKING:
    from chalicelib.platform.rules.listing import Position

PAGE = 100
TOLD_EACH = 50
"""After so many certificates it is told how far the parcel is."""
TABLE = "证书清单.csv"


def pack_parcel(parcel_id: str) -> None:
    """Pack what was ordered; one that is done or has failed is left alone.

    Raises:
        Conflict: another run has begun meanwhile.
    """
    parcel = parcels.find_parcel(parcel_id)
    if parcel is None or parcel.is_over:
        return
    found = [each for _, each in zip(range(MOST + 1), _certificates(parcel), strict=False)]
    begun = parcel_job.begun(parcel, len(found))
    parcels.put_parcel(begun, parcel.version)
    if not begun.is_over:
        _pack(begun, found)


def _certificates(parcel: Parcel) -> Iterator[Certificate]:
    """Every certificate of the order that can be downloaded."""
    wanted = WantedCertificates(CertificateState.ISSUED, parcel.employer)
    places = below(parcel.territory)
    after: Position | None = None
    while True:
        page, after = find_certificates_of(parcel.year, places, wanted, after, PAGE)
        yield from (each for each in page if each.is_drawn)
        if after is None:
            return


def _pack(parcel: Parcel, found: list[Certificate]) -> None:
    told = parcel
    with zip_files.writing(parcel.id) as file:
        for done, certificate in enumerate(found, 1):
            content = zip_files.read_certificate(certificate.number, certificate.version)
            _add(file, parcel_job.file_name(certificate), content, parcel.ordered_at)
            if done % TOLD_EACH == 0:
                told = _tell(parcel_job.packed(told, done), told)
        _add(file, TABLE, _table(found), parcel.ordered_at)
    _tell(parcel_job.packed(told, len(found), is_all=True), told)


def _tell(parcel: Parcel, previous: Parcel) -> Parcel:
    parcels.put_parcel(parcel, previous.version)
    return parcel


def _add(file: ZipFile, name: str, content: bytes, at: datetime) -> None:
    local = at.astimezone(SHANGHAI)
    stamp = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    file.writestr(ZipInfo(name, stamp), content)


def _table(found: list[Certificate]) -> bytes:
    """The table of what is packed, as Excel opens it in Chinese."""
    rows = (HEADINGS, *map(parcel_job.row_of, found))
    return "".join(map(table_line, rows)).encode("utf-8-sig")
