"""A parcel (打包下载): a year's certificates of a territory or an employer, in one ZIP (R33).

Stores, messages and the contract call it an archive; here that word is the audit's.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from math import floor

import msgspec

from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.identity.rules.stray_number import masked_text

MOST = 20_000
"""The most certificates of one parcel; one that takes longer than a run goes on in the next."""
KEPT = timedelta(days=7)
"""How long a parcel is there; the bucket's lifecycle forgets it then."""
PATIENCE = timedelta(days=1)
"""After which a parcel that is not done will not be: its message has been parked long before."""
HEADINGS = ("证书编号", "姓名", "年度", "工作单位", "行政区划代码", "版本", "签发日期", "文件")
MOST_OF_ROLL = 5_000
"""The most certificates of an employer's people in one parcel: its order names them all."""
TOO_MANY_OF_ROLL = "共{total}份，超过一次打包的上限{most}份，请选择部分人员后分别打包"
NO_LONGER_AGREED = "名册中有人员已撤回同意或不再属于本单位，此打包件不能再下载，请重新打包"
PRINT_TITLE, PRINT_NOTE = "继续教育证书汇总打印件", "汇总打印件，以各证书原件为准"
"""What a print file says on each page (R38a): putting files together ends their signatures."""
PRINT_HEADINGS = ("序号", "姓名", "证书编号", "版次", "签发日期")
TOO_MANY = "共{total}份，超过一次打包的上限{most}份，请选择下级行政区划或填写工作单位后分别打包"
NOT_DONE = "打包未能完成，请重新打包；仍未完成的，请联系系统管理员"


class ParcelState(StrEnum):
    """`queued`, `running`, then `done` or `failed`; `expired` once it is forgotten."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"


PARCEL_LABELS = {
    ParcelState.QUEUED: "排队中",
    ParcelState.RUNNING: "正在打包",
    ParcelState.DONE: "可下载",
    ParcelState.FAILED: "未能打包",
    ParcelState.EXPIRED: "已过期",
}


class Parcel(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One parcel. `content` is the digest of the request that ordered it, for repeats.

    `total` is known once its certificates have been listed; `done` of them are packed. `stops` counts
    the runs that stopped for want of time: the last of them left what the next one goes on with.
    One of an employer's own (R38) has its `employer_code`: the certificates of those on its roll, of those
    `wanted` or of all, are put into one print file or a ZIP; `people` are those whose certificates are in it.
    """

    id: str
    year: int
    territory: str
    employer: str = ""
    employer_code: str = ""
    is_print: bool = False
    wanted: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    login: str
    ordered_at: datetime
    content: str = ""
    total: int | None = None
    done: int = 0
    stops: int = 0
    is_packed: bool = False
    failed_because: str = ""
    version: int = 1

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be done about it."""
        return self.is_packed or bool(self.failed_because)

    @property
    def owner(self) -> str:
        """Whose it is, by whom it is listed: the employer's, or that of the login that ordered it."""
        return self.employer_code or self.login

    @property
    def most(self) -> int:
        """How many certificates it takes."""
        return MOST_OF_ROLL if self.employer_code else MOST

    @property
    def order(self) -> str:
        """Sorts the latest first."""
        return f"{10**15 - floor(self.ordered_at.timestamp() * 1000):015d}#{self.id}"

    @property
    def kept_until(self) -> datetime:
        """Until when it is there."""
        return self.ordered_at + KEPT

    def state(self, at: datetime) -> ParcelState:
        """Where it stands at an instant."""
        if self.is_packed:
            return ParcelState.EXPIRED if at >= self.kept_until else ParcelState.DONE
        if self.failed_because or at >= self.ordered_at + PATIENCE:
            return ParcelState.FAILED
        return ParcelState.QUEUED if self.total is None else ParcelState.RUNNING

    def why_failed(self, at: datetime) -> str:
        """What to do about a failed one, or ""."""
        return (self.failed_because or NOT_DONE) if self.state(at) is ParcelState.FAILED else ""


def begun(parcel: Parcel, found: Sequence[Certificate]) -> Parcel:
    """The parcel once its certificates are listed: too many of them are not packed."""
    total, most = len(found), parcel.most
    said = TOO_MANY_OF_ROLL if parcel.employer_code else TOO_MANY
    people = tuple(each.person for each in found) if parcel.employer_code else ()
    return msgspec.structs.replace(
        parcel,
        total=total,
        done=0,
        stops=0,
        people=people[:most],
        failed_because=said.format(total=total, most=most) if total > most else "",
        version=parcel.version + 1,
    )


def gone_on_with(parcel: Parcel) -> Parcel:
    """The parcel once another run has taken over what one left."""
    return msgspec.structs.replace(parcel, version=parcel.version + 1)


def stopped(parcel: Parcel, done: int) -> Parcel:
    """The parcel once a run has left what the next one goes on with."""
    return msgspec.structs.replace(
        parcel, done=done, stops=parcel.stops + 1, version=parcel.version + 1
    )


def anew(parcel: Parcel) -> Parcel:
    """The parcel once what was left is of no use any more: the next run begins again."""
    return msgspec.structs.replace(parcel, done=0, stops=0, version=parcel.version + 1)


def packed(parcel: Parcel, done: int, *, is_all: bool = False) -> Parcel:
    """The parcel once so many are packed."""
    return msgspec.structs.replace(parcel, done=done, is_packed=is_all, version=parcel.version + 1)


def file_name(certificate: Certificate) -> str:
    """What a certificate is called within the parcel; no name and no document number (R7)."""
    return f"{certificate.number}-v{certificate.version}.pdf"


def row_of(certificate: Certificate) -> tuple[str, ...]:
    """A certificate's row in the parcel's table, in the order of `HEADINGS`."""
    return (
        certificate.number,
        certificate.name,
        str(certificate.year),
        masked_text(certificate.employer),
        certificate.territory,
        str(certificate.version),
        str(certificate.issued_on or ""),
        file_name(certificate),
    )


def print_row(number: int, certificate: Certificate) -> tuple[str, ...]:
    """A certificate's row on the cover of a print file, in the order of `PRINT_HEADINGS`."""
    return (
        str(number),
        certificate.name,
        certificate.number,
        f"第{certificate.version}版",
        str(certificate.issued_on or ""),
    )
