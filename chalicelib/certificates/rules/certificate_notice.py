"""What a person is told of their certificate: issued, held and what to do, revoked (R30, R31, R35)."""

from datetime import datetime, timedelta

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.people.rules.held import HeldBecause, HoldReason
from chalicelib.platform.rules.refusal_kinds import Ask

NEWS = timedelta(days=30)
"""For so long it is news that a certificate was issued: an older one that is looked at again tells nothing."""
_ASKED = {
    HoldReason.NO_HR_ACCOUNT: Ask.HR,
    HoldReason.IDENTITY_MISMATCH: Ask.HR,
    HoldReason.GLYPH_MISSING: Ask.BUREAU,
}


def certificate_notice(certificate: Certificate, at: datetime) -> Notice | None:
    """What the certificate's holder is told of it as it is now; None if nothing is new.

    The same state is told by the same notice, whoever looks and how often. That it was issued is
    told once its PDF can be downloaded.

    Args:
        certificate: as a stream brings it.
        at: the instant of the event.
    """
    if certificate.state is CertificateState.HELD and certificate.held_because:
        return _held(certificate, certificate.held_because)
    if certificate.state is CertificateState.REVOKED:
        return _revoked(certificate)
    if certificate.state is not CertificateState.ISSUED or at - certificate.since > NEWS:
        return None
    if certificate.undrawable and not certificate.is_drawn:
        return _held(certificate, HeldBecause(HoldReason.GLYPH_MISSING))
    return _issued(certificate) if certificate.is_drawn else None


def _held(certificate: Certificate, because: HeldBecause) -> Notice:
    line = contact_line(_ASKED[because.code], certificate.territory)
    text = f"您{certificate.year}年度继续教育已完成，证书待核对：{because.detail}{line}"
    cause = (because.code.value, *because.fields)
    return _notice(certificate, NoticeKind.CERTIFICATE_HELD, "证书待核对", text, *cause)


def _issued(certificate: Certificate) -> Notice:
    year, number = certificate.year, certificate.number
    if certificate.version > 1:
        title = "证书已换发"
        text = f"您{year}年度继续教育电子证书已换发第{certificate.version}版，编号不变（{number}），可以下载。此前各版不再有效，请使用新版。"
    else:
        title = "证书已签发"
        text = f"您{year}年度继续教育电子证书已签发，编号{number}，可以下载，由单位盖章后使用。"
    return _notice(certificate, NoticeKind.CERTIFICATE_ISSUED, title, text)


def _revoked(certificate: Certificate) -> Notice:
    line = contact_line(Ask.BUREAU, certificate.territory)
    text = (
        f"您{certificate.year}年度的认定学分已不满足要求，编号{certificate.number}的证书随之撤销，不再有效。"
        f"原因见学分被撤销或更正的通知；重新完成后，证书将以同一编号换发。{line}"
    )
    return _notice(certificate, NoticeKind.CERTIFICATE_REVOKED, "证书已撤销", text)


def _notice(
    certificate: Certificate, kind: NoticeKind, title: str, text: str, *cause: str
) -> Notice:
    """A notice of a state since which it is so: the state and what it is of name it."""
    year, version = certificate.year, str(certificate.version)
    return Notice(
        id=notice_id(certificate.since, kind, certificate.person, str(year), version, *cause),
        person=certificate.person,
        kind=kind,
        due=certificate.since,
        title=title,
        text=text,
        year=year,
    )
