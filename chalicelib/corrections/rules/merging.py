"""Two accounts of one person (R1, R4): when they may become one, and what their owner is told."""

from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.identity.rules import name
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.people.rules.professional import Former, Professional, require_current
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import Ask
from chalicelib.platform.rules.version import next_version
from chalicelib.records.rules.standing import Standing

DUPLICATE = "账号合并：与保留账号已认定的同一学习成果重复，一项成果只计一次"
TITLE = "两个账号已合并"
TOLD = (
    "您以{left}采集的账号已由财政部门并入以{kept}采集的账号，理由：{reason}。原有记录和学分全部保留，"
    "用原登录账号登录即进入保留的账号。{certificates}如非同一人，请立即联系财政部门。{line}"
)
REISSUED = "原账号{years}年度的证书随之撤销，由保留的账号换发，请重新下载。"
LOST = "原账号{years}年度的证书随之撤销：重复的成果只计一次，该年度现为未完成，请查看还缺的学分。"
MOST_DUPLICATES = 50
"""What one transaction has room for, beside two accounts and the standings of every year."""


def require_mergeable(survivor: Professional, left: Professional) -> None:
    """Refuse to merge what is not two accounts of one name (R4).

    Raises:
        Refusal: `merge_same_account`; `account_merged` if either was merged before;
            `merge_name_differs`.
    """
    if survivor.id == left.id:
        raise Refusal("merge_same_account", field="with")
    for each in (survivor, left):
        require_current(each)
    if not name.agree(survivor.name, left.name):
        raise Refusal("merge_name_differs", field="with")


def require_one_certificate(one: Iterable[Certificate], other: Iterable[Certificate]) -> None:
    """Refuse where both accounts have a valid certificate of one year (R31): `merge_both_certified`."""
    both = {each.year for each in one if each.state is CertificateState.ISSUED} & {
        each.year for each in other if each.state is CertificateState.ISSUED
    }
    if both:
        raise Refusal("merge_both_certified", field="with", years=_listed(both))


def require_few(duplicates: int) -> None:
    """Refuse more duplicates than are revoked at once: `merge_too_many_duplicates`."""
    if duplicates > MOST_DUPLICATES:
        raise Refusal(
            "merge_too_many_duplicates", field="with", count=duplicates, most=MOST_DUPLICATES
        )


def absorbing(survivor: Professional, left: Professional, at: datetime) -> Professional:
    """The account that goes on: every document and login of the other one leads to it.

    A login of its own it keeps; an imported one that nobody has claimed takes the other's.
    """
    inherits = not survivor.login and bool(left.login)
    former = Former(
        id=left.id,
        document_type=left.document_type,
        document_digest=left.document_digest,
        number_digest=left.number_digest,
        masked_number=left.masked_number,
        login="" if inherits else left.login,
        merged_at=at,
    )
    return msgspec.structs.replace(
        survivor,
        login=left.login if inherits else survivor.login,
        proved=left.proved if inherits else survivor.proved,
        formers=(*survivor.formers, former, *left.formers),
        version=next_version(survivor.version, at),
    )


def merged(left: Professional, survivor: Professional, at: datetime) -> Professional:
    """The account that was merged: it stays as it was, and says into which."""
    version = next_version(left.version, at)
    return msgspec.structs.replace(left, merged_into=survivor.id, version=version)


def base_of(survivor: Standing, left: Standing) -> Standing:
    """The standing to be recomputed from the records of both: what completed either year judges it on.

    Where the surviving account had none, the year is listed where the other's was.
    """
    if survivor.complete or (survivor.version and not left.complete):
        judged_by = survivor.judged_by or left.judged_by
        return msgspec.structs.replace(survivor, judged_by=judged_by)
    place = survivor.territory if survivor.version else left.territory
    return msgspec.structs.replace(
        left, person=survivor.person, territory=place, version=survivor.version
    )


def ended(left: Standing, at: datetime) -> Standing:
    """The standing of a merged account: none any more; its version keeps late writes out."""
    return Standing(
        person=left.person,
        year=left.year,
        territory=left.territory,
        merged=True,
        version=next_version(left.version, at),
    )


def certificates_told(theirs: Iterable[int], complete: Collection[int]) -> str:
    """What becomes of the merged account's certificates, by years that the other one completes or not."""
    years = set(theirs)
    reissued, lost = years & set(complete), years - set(complete)
    told = ((REISSUED, reissued), (LOST, lost))
    return "".join(text.format(years=_listed(those)) for text, those in told if those)


def merge_notices(
    survivor: Professional,
    left: Professional,
    certificates: str,
    reason: str,
    at: datetime,
    token: str,
) -> tuple[Notice, Notice]:
    """The notices to both accounts' owner; `certificates` as `certificates_told` says it."""
    text = TOLD.format(
        left=left.masked_number,
        kept=survivor.masked_number,
        reason=reason.rstrip("。"),
        certificates=certificates,
        line=contact_line(Ask.BUREAU, survivor.territory),
    )
    one, other = (
        Notice(
            id=notice_id(at, NoticeKind.ACCOUNTS_MERGED, person, token),
            person=person,
            kind=NoticeKind.ACCOUNTS_MERGED,
            due=at,
            title=TITLE,
            text=text,
            year=shanghai_date(at).year,
        )
        for person in (survivor.id, left.id)
    )
    return one, other


def _listed(years: set[int]) -> str:
    return "、".join(str(year) for year in sorted(years))
