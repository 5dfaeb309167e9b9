"""The page on certificates: what both systems together allow (R29-R34, R47-R51).

The table of moves is not written down anywhere: it is what `decide` answers.
"""

from datetime import UTC, date, datetime, timedelta

from chalicelib.certificates.rules.annotation import MOST_OF_A_VERSION
from chalicelib.certificates.rules.certificate import (
    CERTIFICATE_LABELS,
    CERTIFIED_BY_HR,
    PENDING,
    Basis,
    Certificate,
    CertificateState,
)
from chalicelib.certificates.rules.certificate_decision import Holder, decide
from chalicelib.certificates.rules.guess import MOST_NAMES, WITHIN
from chalicelib.certificates.rules.statement import MOST_NAME_BYTES
from chalicelib.certificates.rules.transcript import KEPT, MOST_A_DAY, MOST_YEARS
from chalicelib.people.rules.held import COMPARED, HELD_DETAILS, HeldBecause, HoldReason
from chalicelib.platform.gateways.files import SIGNED_SECONDS
from chalicelib.platform.rules.field_labels import label
from chalicelib.records.rules.standing import Standing
from local.rules_page.markdown import Section, bullets, table

_MEANINGS: dict[str, str] = {
    CertificateState.NONE: "年度尚未完成",
    PENDING: "年度已完成，正在送达或生成证书，一般几秒内完成",
    CertificateState.HELD: "年度已完成，两个系统的信息不一致",
    CertificateState.ISSUED: "可下载、可验证",
    CertificateState.REVOKED: "签发后年度不再达到要求；重新达到后换发新版",
    CERTIFIED_BY_HR: "仅凭从省继续教育系统导入的学分即已完成，不再另发（R28）",
}
_HELD = {
    HoldReason.NO_HR_ACCOUNT: "没有省继续教育系统账号",
    HoldReason.IDENTITY_MISMATCH: "姓名或证件不一致",
    HoldReason.GLYPH_MISSING: "有字无法印制",
}
_AT = datetime(2020, 6, 1, tzinfo=UTC)
_HOLDER = Holder(
    person="p",
    name="李",
    document_digest="d",
    masked_number="",
    territory="440703",
    employer="",
    version=1,
)
_MISMATCH = HeldBecause(HoldReason.IDENTITY_MISMATCH, ("name",))
# State and version before.
_BEFORE = (
    (CertificateState.NONE, 0),
    (CertificateState.HELD, 0),
    (CertificateState.ISSUED, 1),
    (CertificateState.REVOKED, 1),
    (CertificateState.HELD, 1),
)


def certificates() -> Section:
    """States of a certificate, why it is held, what it shows and who may know."""
    states = [
        (called, f"`{state}`", _MEANINGS[state]) for state, called in CERTIFICATE_LABELS.items()
    ]
    return Section(
        "证书",
        (29, 30, 31, 32, 33, 34, 47, 48, 49, 50, 51),
        (
            table(("状态", "代码", "含义"), states),
            "两个系统每有变化，证书按下表重新核定（R30、R31），无需申请：",
            table(("现状", "年度未完成", "已完成，信息不一致", "已完成，信息一致"), _moves()),
            _rules(),
            "### 待核对的原因（R30、R32）",
            table(("原因", "代码", "告知内容"), [_held_row(held) for held in HoldReason]),
        ),
    )


def _moves() -> list[tuple[str, ...]]:
    return [(_named(state, version), *_after(state, version)) for state, version in _BEFORE]


def _named(state: CertificateState, version: int) -> str:
    is_again = state is CertificateState.HELD and version
    return f"{CERTIFICATE_LABELS[state]}{'（曾签发）' if is_again else ''}"


def _after(state: CertificateState, version: int) -> tuple[str, ...]:
    """What becomes of a certificate: year incomplete; complete and held; complete and agreed."""
    return tuple(
        CERTIFICATE_LABELS[_decided(state, version, complete=complete, held=held).state]
        for complete, held in ((False, None), (True, _MISMATCH), (True, None))
    )


def _decided(
    state: CertificateState, version: int, *, complete: bool, held: HeldBecause | None
) -> Certificate:
    was_issued = state is CertificateState.ISSUED
    kept = Certificate(
        person="p",
        year=2020,
        state=state,
        version=version,
        since=_AT,
        issued_on=date(2020, 6, 1) if version else None,
        name=_HOLDER.name,
        document_digest=_HOLDER.document_digest,
        counted=("r",) if was_issued else (),
    )
    return decide(
        kept,
        holder=_HOLDER,
        standing=Standing(person="p", year=2020, territory="440703", complete=complete),
        counted=("r",),
        held_because=held,
        basis=Basis(1, 1, 1),
        number="n",
        at=_AT,
    )


def _rules() -> str:
    return bullets(
        "年度完成后自动送达省继续教育系统，依规定不超过3个工作日（粤财会函〔2020〕4号 一（三）），通常在几秒之内（R29）。",
        "两个系统须有同一证件、同一姓名的账号（R30）；一经签发，此后姓名不一致不会使证书失效。",
        "一人一年度一个编号，不可猜测，带校验位；撤销后重新完成、计入的记录减少、姓名或证件更正的，"
        "编号不变、换发新版（R31）。此后增加的学分不换发。",
        "证书载明：姓名、打码的证件号码、年度、公需与专业学分（免修的注明）、计入的记录、编号、签发日期、"
        "签发单位、二维码与验证地址、用人单位盖章处（R32）。",
        f"持证人凭签名地址下载，{SIGNED_SECONDS // 60}分钟内有效（R33）；可加注用途和有效期，加注件同样签名、可验证，"
        f"每版至多{MOST_OF_A_VERSION}份（R48）。",
        "任何人凭编号可验证：有效、已撤销（何时起）、已换发、查无此证；只显示打码姓名、年度和签发日期，"
        "键入姓名全称可核对是否一致（R34）。",
        "二维码的验证地址之后带有经数字签名的声明：编号、版次、姓名、打码的证件号码、年度、各类学分或免修、"
        f"签发日期，不联网也可验证；姓名以UTF-8计超过{MOST_NAME_BYTES}字节的，只载开头的字（R47）。",
        f"同一证书在{WITHIN // timedelta(hours=1)}小时内核对过{MOST_NAMES}个不同姓名的，其后不再答复姓名是否一致；"
        "重复的姓名只计一次（R48）。",
        "持证人可下载同一内容的电子凭证（W3C可验证凭证、Open Badges 3.0）存入其电子钱包，首次下载时签发，证件号码同样打码；"
        "证书撤销或换发后，公开的状态列表随即标明原凭证已撤销（R49）。",
        "部署时配置了证照类型代码和颁发机构代码的，载明电子证照标识（GB/T 36904-2018），末位为校验位（R50）。",
        f"本人可开具至多{MOST_YEARS}个年度的历年继续教育证明，如实列明各年度的完成情况、学分、证书编号；签名和二维码与证书相同，"
        f"每天至多{MOST_A_DAY}份，文件保留{KEPT.days}天，编号长期可验证（R51）。",
    )


def _held_row(held: HoldReason) -> tuple[str, str, str]:
    fields = f"〈{'、'.join(label(each) for each in COMPARED)}〉"
    return _HELD[held], f"`{held}`", HELD_DETAILS[held].format(fields=fields)
