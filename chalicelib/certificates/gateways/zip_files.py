"""Parcels of certificates (S3): a ZIP that is sent away in parts while it is being written.

It lies in the bucket of imports, whose lifecycle forgets it, and beside it what a run that had no time
left leaves to the next. Their keys hold the parcel's id alone.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec

from chalicelib.certificates.gateways.certificate_bucket import certificate_key
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.certificates.rules.parcel_job import Parcel
from chalicelib.platform.gateways.files import Signed, client, signed
from chalicelib.platform.gateways.parts import Parts, begin_parts

if TYPE_CHECKING:
    from typing import IO

LeftT = TypeVar("LeftT", bound=msgspec.Struct)
Stamp = tuple[int, int, int, int, int, int]
"""Year, month, day, hour, minute, second."""
HEAD_BYTES, DESCRIPTOR_BYTES = 30, 16
"""Of a file in a ZIP: before its name, and after its content, whose size is known only then."""
_SIZE_FOLLOWS = 0x08
"""The flag of a file whose size stands after it."""


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """A file within a ZIP: where its head begins, the checksum of its content (CRC-32), its bytes."""

    name: str
    begins: int
    checksum: int
    size: int


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What one run leaves to the next: the upload with its parts, what is not sent yet, the files.

    `certificates` are those of the parcel, packed and not, in order.
    """

    upload: str
    parts: tuple[str, ...]
    rest: bytes
    files: tuple[Packed, ...]
    certificates: tuple[Certificate, ...]


class Zip:
    """A parcel's ZIP while it is written; it is there once it is finished, and never in part.

    An upload that is never finished is forgotten by the bucket's lifecycle.
    """

    def __init__(self, parts: Parts, files: tuple[Packed, ...], stamp: Stamp) -> None:
        self._parts, self._stamp = parts, stamp
        self._file = ZipFile(cast("IO[bytes]", parts), "w", ZIP_STORED)
        self._file.filelist += (_entry(each, stamp) for each in files)

    def add(self, name: str, content: bytes) -> None:
        """Write a file."""
        self._file.writestr(ZipInfo(name, self._stamp), content)

    def left(self, certificates: Sequence[Certificate]) -> Left:
        """What another run needs to go on from here."""
        files = (
            Packed(each.filename, each.header_offset, each.CRC, each.file_size)
            for each in self._file.filelist
        )
        return Left(
            upload=self._parts.upload,
            parts=tuple(self._parts.sent),
            rest=bytes(self._parts.kept),
            files=tuple(files),
            certificates=tuple(certificates),
        )

    def give_up(self) -> None:
        """Send nothing more."""
        self._parts.give_up()

    def finish(self) -> None:
        """Write the table of contents; only now the object is there."""
        self._file.close()
        self._parts.finish()


def begin(parcel: str, stamp: Stamp) -> Zip:
    """Begin a parcel's ZIP; `stamp` is the local time that its files show."""
    parts = begin_parts(os.environ["IMPORT_BUCKET"], _key(parcel), "application/zip")
    return Zip(parts, (), stamp)


def go_on(parcel: str, left: Left, stamp: Stamp) -> Zip:
    """Go on with a ZIP that another run has left."""
    last = left.files[-1:]
    at = sum(
        each.begins + HEAD_BYTES + len(each.name.encode()) + each.size + DESCRIPTOR_BYTES
        for each in last
    )
    parts = Parts(
        os.environ["IMPORT_BUCKET"],
        _key(parcel),
        left.upload,
        sent=left.parts,
        rest=left.rest,
        at=at,
    )
    return Zip(parts, left.files, stamp)


def _entry(file: Packed, stamp: Stamp) -> ZipInfo:
    """A file that an earlier run has written, as zipfile would know it had it written it."""
    entry = ZipInfo(file.name, stamp)
    entry.header_offset = file.begins
    entry.CRC = file.checksum
    entry.file_size = entry.compress_size = file.size
    entry.flag_bits = _SIZE_FOLLOWS
    entry.external_attr = 0o600 << 16
    return entry


def put_left(parcel: str, stops: int, left: msgspec.Struct) -> None:
    """Keep what a run leaves to the next; `stops` counts the runs that have stopped, with it."""
    client().put_object(
        Bucket=os.environ["IMPORT_BUCKET"],
        Key=_left_key(parcel, stops),
        Body=msgspec.msgpack.encode(left),
    )


def read_left(parcel: str, stops: int, kind: type[LeftT]) -> LeftT:
    """What the run left with which so many have stopped; of a ZIP it is `Left`."""
    found = client().get_object(Bucket=os.environ["IMPORT_BUCKET"], Key=_left_key(parcel, stops))
    return msgspec.msgpack.decode(found["Body"].read(), type=kind)


def _key(parcel: str) -> str:
    return f"archives/{parcel}.zip"


def print_key(parcel: str) -> str:
    """Where a print file lies."""
    return f"archives/{parcel}.pdf"


def _left_key(parcel: str, stops: int) -> str:
    return f"archives/{parcel}.{stops}.left"


def read_certificate(number: str, version: int) -> bytes:
    """Read the PDF of one version of a certificate."""
    found = client().get_object(
        Bucket=os.environ["CERTIFICATE_BUCKET"], Key=certificate_key(number, version)
    )
    return found["Body"].read()


def parcel_url(parcel: Parcel) -> Signed:
    """Sign a download of a parcel, for whoever ordered it (R33)."""
    bucket, name = os.environ["IMPORT_BUCKET"], f"certificates-{parcel.id}"
    if parcel.is_print:
        return signed(bucket, print_key(parcel.id), f"{name}.pdf", "application/pdf", {})
    return signed(bucket, _key(parcel.id), f"{name}.zip", "application/zip", {})
