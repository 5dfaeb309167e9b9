"""Pack a parcel: list its certificates, write their PDFs and a table into one ZIP, or all into one PDF (R33, R38).

Certificates are read ahead, several at once, and packed in their order. A run that has no time left
leaves what it has sent and the list of the rest, and orders the next run, which goes on from there; one
that is cut off is begun anew, or gone on with from where the last one stopped. Of two runs at once the
one that began later goes on; the other one finds out when it next tells how far it is.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from botocore.exceptions import ClientError

from chalicelib.bureaus.rules.territory import below
from chalicelib.certificates.actions.roll_certificates import roll_certificates
from chalicelib.certificates.gateways import zip_files
from chalicelib.certificates.gateways.zip_files import Stamp, Zip
from chalicelib.certificates.rules import parcel_job
from chalicelib.certificates.rules.certificate import AUTHORITY, Certificate, CertificateState
from chalicelib.certificates.rules.certificate_lists import WantedCertificates
from chalicelib.certificates.rules.parcel_job import (
    HEADINGS,
    PRINT_HEADINGS,
    PRINT_NOTE,
    PRINT_TITLE,
    Parcel,
)
from chalicelib.certificates.store import parcels
from chalicelib.certificates.store.certificates import find_certificates_of
from chalicelib.imports.rules.import_row import table_line
from chalicelib.platform.gateways.files import MOST_CONNECTIONS
from chalicelib.platform.gateways.messages import send_parcel
from chalicelib.platform.gateways.parts import is_gone
from chalicelib.platform.rules.china_time import SHANGHAI, day_text, shanghai_date
from chalicelib.platform.store.abreast import ahead
from chalicelib.platform.store.correlation import current_request

if TYPE_CHECKING:
    from chalicelib.certificates.gateways import print_file, print_page
    from chalicelib.platform.rules.listing import Position

PAGE = 100
TOLD_EACH = 50
"""After so many certificates it is told how far the parcel is."""
TABLE = "证书清单.csv"


def always() -> bool:
    """There is time left: who calls this is not cut off."""
    return True


def pack_parcel(parcel_id: str, is_time_left: Callable[[], bool] = always) -> None:
    """Pack what was ordered; one that is done or has failed is left alone.

    Args:
        parcel_id: of the order.
        is_time_left: whether this run may go on; the next one does, where it may not.

    Raises:
        Conflict: another run has begun meanwhile.
    """
    parcel = parcels.find_parcel(parcel_id)
    if parcel is None or parcel.is_over:
        return
    if parcel.stops:
        _go_on(parcel, is_time_left)
        return
    listed = roll_certificates(parcel) if parcel.employer_code else _certificates(parcel)
    found = list(islice(listed, parcel.most + 1))
    begun = _tell(parcel_job.begun(parcel, found), parcel)
    if begun.is_over:
        return
    if begun.is_print:
        _print(begun, found, _begin_print(begun, found), is_time_left)
    else:
        _pack(begun, found, zip_files.begin(begun.id, _stamp(begun)), 0, is_time_left)


def _begin_print(parcel: Parcel, found: list[Certificate]) -> "print_file.PrintFile":
    # The renderer, and what puts pages together, are loaded for those alone who print (renderer.py).
    from chalicelib.certificates.gateways import print_file, print_page  # noqa: PLC0415

    return print_file.begin(parcel.id, print_page.draw_list(_cover(parcel, found)))


def _print(
    parcel: Parcel,
    found: list[Certificate],
    file: "print_file.PrintFile",
    is_time_left: Callable[[], bool],
) -> None:
    """Put the certificates behind a cover list, as one file; where there is no time left, leave the rest."""

    def add(number: int, each: Certificate, paper: bytes) -> None:
        file.add(f"{number} {each.name}", paper)

    _put_all(parcel, found, Packing(file, add, file.finish, file.done), is_time_left)


def _cover(parcel: Parcel, found: list[Certificate]) -> "print_page.PrintedList":
    from chalicelib.certificates.gateways import print_page  # noqa: PLC0415 - as in _print

    ordered_on = shanghai_date(parcel.ordered_at)
    return print_page.PrintedList(
        title=PRINT_TITLE,
        note=PRINT_NOTE,
        employer=parcel.employer,
        code=f"统一社会信用代码 {parcel.employer_code}",
        summary=f"{parcel.year}年度，共{len(found)}份，制作日期{day_text(ordered_on)}。",
        headings=PRINT_HEADINGS,
        rows=tuple(parcel_job.print_row(number, each) for number, each in enumerate(found, 1)),
        ordered_on=ordered_on,
        authority=AUTHORITY,
    )


def _go_on(parcel: Parcel, is_time_left: Callable[[], bool]) -> None:
    work = _print_on if parcel.is_print else _pack_on
    try:
        work(parcel, is_time_left)
    except ClientError as error:
        if is_gone(error):
            again = parcels.find_parcel(parcel.id)
            if again and not again.is_over:
                _tell(parcel_job.anew(again), again)
        raise


def _pack_on(parcel: Parcel, is_time_left: Callable[[], bool]) -> None:
    left = zip_files.read_left(parcel.id, parcel.stops, zip_files.Left)
    taken = _tell(parcel_job.gone_on_with(parcel), parcel)
    file = zip_files.go_on(parcel.id, left, _stamp(parcel))
    _pack(taken, list(left.certificates), file, len(left.files), is_time_left)


def _print_on(parcel: Parcel, is_time_left: Callable[[], bool]) -> None:
    from chalicelib.certificates.gateways import print_file  # noqa: PLC0415 - as in _begin_print

    left = zip_files.read_left(parcel.id, parcel.stops, print_file.PrintLeft)
    taken = _tell(parcel_job.gone_on_with(parcel), parcel)
    file = print_file.go_on(parcel.id, left)
    _print(taken, list(left.certificates), file, is_time_left)


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


def _pack(
    parcel: Parcel,
    found: list[Certificate],
    file: Zip,
    done: int,
    is_time_left: Callable[[], bool],
) -> None:
    """Pack what is not packed yet; where there is no time left, leave it to the next run."""

    def add(_number: int, each: Certificate, paper: bytes) -> None:
        file.add(parcel_job.file_name(each), paper)

    def end() -> None:
        file.add(TABLE, _table(found))
        file.finish()

    _put_all(parcel, found, Packing(file, add, end, done), is_time_left)


class Packing(NamedTuple):
    """A parcel's file, how a certificate gets into it and how it ends; `done` of them are in it."""

    file: "Zip | print_file.PrintFile"
    add: Callable[[int, Certificate, bytes], object]
    end: Callable[[], object]
    done: int


def _put_all(
    parcel: Parcel, found: list[Certificate], packing: Packing, is_time_left: Callable[[], bool]
) -> None:
    """Put into the file what is not in it yet; where there is no time left, leave it to the next run."""
    told, done = parcel, packing.done
    try:
        papers = ahead(_paper, found[done:], MOST_CONNECTIONS)
        for at, (certificate, paper) in enumerate(zip(found[done:], papers, strict=True), done + 1):
            packing.add(at, certificate, paper)
            if at % TOLD_EACH == 0:
                told = _tell(parcel_job.packed(told, at), told)
            if not is_time_left():
                _leave(told, packing.file.left(found), at)
                return
        packing.end()
    finally:
        packing.file.give_up()
    _tell(parcel_job.packed(told, len(found), is_all=True), told)


def _leave(parcel: Parcel, left: msgspec.Struct, done: int) -> None:
    zip_files.put_left(parcel.id, parcel.stops + 1, left)
    _tell(parcel_job.stopped(parcel, done), parcel)
    # Were this lost, the order's own message would come again: it is done only afterwards.
    send_parcel(parcel.id, current_request())


def _paper(certificate: Certificate) -> bytes:
    return zip_files.read_certificate(certificate.number, certificate.version)


def _tell(parcel: Parcel, previous: Parcel) -> Parcel:
    parcels.put_parcel(parcel, previous.version)
    return parcel


def _stamp(parcel: Parcel) -> Stamp:
    local = parcel.ordered_at.astimezone(SHANGHAI)
    return (local.year, local.month, local.day, local.hour, local.minute, local.second)


def _table(found: list[Certificate]) -> bytes:
    """The table of what is packed, as Excel opens it in Chinese."""
    rows = (HEADINGS, *map(parcel_job.row_of, found))
    return "".join(map(table_line, rows)).encode("utf-8-sig")
