"""Offer an upload: where to post a file of evidence (R15)."""

import re
from datetime import datetime

import msgspec

from chalicelib.access.login import Login
from chalicelib.people.actions.claim_account import find_own_person
from chalicelib.platform.rules.china_time import end_of, shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import Conflict
from chalicelib.records.gateways import evidence_bucket
from chalicelib.records.gateways.evidence_file import HEIC, is_heic
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.store import evidence

_SHA256 = re.compile(r"[0-9a-f]{64}")


class OfferedUpload(msgspec.Struct, frozen=True):
    """The upload's id, to be named in a record, and where to post the file."""

    id: str
    url: str
    fields: dict[str, str]


def uploader_of(login: Login, *, at: datetime) -> str:
    """Under which id a login uploads: its professional's; of one that is not enrolled, its own digest."""
    return find_own_person(login.digest, login.claims, at=at) or login.digest


def offer_upload(person: str, announced: Evidence, *, at: datetime) -> OfferedUpload:
    """Take down what is to come and sign a POST for exactly that.

    The same file announced again is the same upload: its SHA-256 is its id.

    Args:
        person: whose file it is (`uploader_of`).
        announced: the file.
        at: the instant of the request.

    Raises:
        Refusal: `upload_invalid` for another type, a size of 0 or above 10 MiB, a bad digest;
            `uploads_too_many` on one day.
    """
    if is_heic(announced.content_type, announced.filename):
        raise Refusal("upload_invalid", field="content_type", why=f"文件{HEIC}")
    if announced.content_type not in evidence_bucket.SUFFIXES:
        raise Refusal("upload_invalid", field="content_type", why="不支持这种文件类型")
    if not 0 < announced.size <= evidence_bucket.MAX_BYTES:
        raise Refusal("upload_invalid", field="size", why="文件为空或超过10 MiB")
    if not _SHA256.fullmatch(announced.id):
        raise Refusal("upload_invalid", field="sha256", why="sha256应为64位小写十六进制")
    _count(person, at)
    evidence.put_evidence(person, announced)
    offered = evidence_bucket.offer_upload(
        person, announced.id, announced.content_type, announced.size
    )
    return OfferedUpload(announced.id, offered.url, offered.fields)


def _count(person: str, at: datetime) -> None:
    """Nobody fills the bucket: a day's files are bounded."""
    today = shanghai_date(at)
    try:
        evidence.count_announcement(person, today)
    except Conflict:
        seconds = int((end_of(today) - at).total_seconds())
        most = evidence.MOST_ANNOUNCED
        raise Refusal("uploads_too_many", most=most, retry_after=seconds) from None
