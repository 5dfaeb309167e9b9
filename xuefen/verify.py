"""`python -m xuefen.verify FILE|QR-TEXT --keys jwks.json`: genuine or not, offline.

`--chain ca.pem` trusts that authority alone, `--name` compares a full name.

It ends with 0 for what is genuine, with 1 for what is altered, not this authority's, or signed by a
key that was revoked, and with 2 where it cannot tell.
"""

import argparse
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import msgspec
from cryptography import x509
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from chalicelib.certificates.rules.certificate import CERTIFICATE_LABELS
from chalicelib.certificates.rules.signed_statement import (
    SignedStatement,
    is_signed_by,
    parse_address,
)
from chalicelib.certificates.rules.statement import CertificateStatement, Unreadable
from chalicelib.certificates.rules.transcript import YEAR_STATE_LABELS
from chalicelib.certificates.rules.transcript_statement import (
    StatedYear,
    TranscriptStatement,
    parse_any_statement,
)
from chalicelib.platform.rules.decimals import decimal_text
from xuefen.chain import Untrusted, require_trusted
from xuefen.keys import Key, read_keys
from xuefen.signed_pdf import Altered, Unsigned, signer_of

GENUINE, REFUSED, UNTOLD = 0, 1, 2


class Said(NamedTuple):
    """What was verified: the key that signed it, and what it says; a file of before may say nothing."""

    key: Key
    signed: SignedStatement | None


class Refused(Exception):  # noqa: N818 - nothing of ours has failed
    """It is not genuine: what is told of it, in Chinese and in English."""


class Untold(Exception):  # noqa: N818 - as above
    """Nothing can be told of it; as `Refused`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify what the command line names, and say what was found."""
    asked = _parser().parse_args(arguments)
    try:
        keys = _keys(asked.keys)
        said = _verified(asked.what, keys)
        if asked.chain is not None:
            require_trusted(said.key, _trusted(asked.chain))
        if asked.name is not None:
            _require_name(said, asked.name)
    except (Refused, Untrusted) as no:
        return _told(f"✗ 不能采信 (not genuine): {no}", REFUSED)
    except Untold as untold:
        return _told(f"? 无法判断 (cannot tell): {untold}", UNTOLD)
    return _report(said)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m xuefen.verify",
        description="离线验证证书：PDF文件或二维码的内容 (verify a certificate offline)",
    )
    parser.add_argument("what", metavar="FILE|QR-TEXT", help="PDF文件，或二维码中的完整网址")
    parser.add_argument(
        "--keys", required=True, type=Path, help="公钥文件，即签发单位的/.well-known/jwks.json"
    )
    parser.add_argument("--chain", type=Path, help="所信任的签发机构证书 (PEM)")
    parser.add_argument("--name", help="持证人姓名全称，与所载的核对")
    return parser


def _require_name(said: Said, name: str) -> None:
    if said.signed is None:
        raise Untold("文件没有所载内容，无法核对姓名 (it says no name)")
    if not parse_any_statement(said.signed.content).names(name):
        raise Refused(f"持证人不是{name} (another name)")


def _keys(file: Path) -> tuple[Key, ...]:
    try:
        return read_keys(file)
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        raise Untold(f"公钥文件读不出来 (no file of keys): {file}") from error


def _trusted(file: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError) as error:
        raise Untold(f"证书文件读不出来 (no certificates in PEM): {file}") from error


def _verified(what: str, keys: Sequence[Key]) -> Said:
    if what.strip().lower().startswith(("https:", "http:")):
        return _verified_code(what, keys)
    try:
        content = Path(what).read_bytes()
    except OSError as error:
        raise Untold(f"文件读不出来 (no such file): {what}") from error
    if content.startswith(b"%PDF"):
        return _verified_pdf(content, keys)
    return _verified_code(content.decode("utf-8", "replace"), keys)


def _verified_code(text: str, keys: Sequence[Key]) -> Said:
    """Verify what a QR code says."""
    try:
        signed = parse_address(text)
        statement = parse_any_statement(signed.content)
    except Unreadable as error:
        raise Refused(
            "不是带有签名内容的验证网址，或没有扫全 (no address with a signed statement, or a part of one)"
        ) from error
    key = next((each for each in keys if each.number == statement.key), None)
    if key is None:
        raise Refused(f"没有第{statement.key}号公钥 (signed by a key that is not published)")
    if not is_signed_by(signed, key.public):
        raise Refused("签名不符，内容被改动过或系伪造 (altered, or forged)")
    return Said(key, signed)


def _verified_pdf(content: bytes, keys: Sequence[Key]) -> Said:
    """Verify a file, and read what it says from the link that its QR code is."""
    try:
        key = signer_of(content, keys)
    except Unsigned as error:
        raise Untold(
            "文件没有电子签名（此前签发的证书），请凭编号联网验证 (unsigned, as those of before; ask by its number)"
        ) from error
    except Altered as error:
        raise Refused(f"与签发的文件不同 ({error})") from error
    signed = _linked(content)
    if signed is not None and not is_signed_by(signed, key.public):
        raise Refused(
            "二维码的内容与文件的签名不符 (its code is not of the key that signed the file)"
        )
    return Said(key, signed)


def _linked(content: bytes) -> SignedStatement | None:
    for target in _targets(content):
        try:
            return parse_address(target)
        except Unreadable:
            continue
    return None


def _targets(content: bytes) -> list[str]:
    """Where the links of a file lead: a file whose every byte was signed."""
    try:
        annotations = [
            each.get_object()
            for page in PdfReader(BytesIO(content)).pages
            for each in page.get("/Annots", ())
        ]
        return [str(each["/A"]["/URI"]) for each in annotations if "/A" in each]
    except (PyPdfError, KeyError, ValueError):
        return []


def _report(said: Said) -> int:
    """Say what is certified, and the state of the key."""
    key, signed = said
    if key.revoked_at:
        rows = _rows_of(key, signed)
        head = f"✗ 签名所用的密钥已于{key.revoked_at}作废，内容不能采信 (the key was revoked)"
        return _told("\n".join((head, *rows)), REFUSED)
    rows = _rows_of(key, signed)
    head = "✓ 签名有效，签发后没有改动 (genuine, and not altered since)"
    tail = "  是否已撤销或换发，须联网查询 (whether it was revoked since is told online alone)"
    return _told("\n".join((head, *rows, tail)), GENUINE)


def _rows_of(key: Key, signed: SignedStatement | None) -> list[str]:
    state = (
        f"已于{key.revoked_at}作废 (revoked)"
        if key.revoked_at
        else f"已于{key.retired_at}停用，此前的签名仍有效 (retired; what it signed stays)"
        if key.retired_at
        else "使用中 (in use)"
    )
    rows = [("内容 content", "以文件所载为准 (as the file shows it)")]
    if signed is not None:
        rows = _said(signed)
    rows.append(("密钥 key", f"{key.number} {state}"))
    return [f"  {term}: {value}" for term, value in rows]


def _said(signed: SignedStatement) -> list[tuple[str, str]]:
    says = parse_any_statement(signed.content)
    if isinstance(says, TranscriptStatement):
        return _listed(signed, says)
    return _certified(signed, says)


def _listed(signed: SignedStatement, says: TranscriptStatement) -> list[tuple[str, str]]:
    """What a transcript says; credits and certificates' numbers stand in the file alone."""
    return [
        *_holder(says),
        *((f"{each.year}年度", _stood(each)) for each in says.years),
        ("开具日期 as of", says.issued_on.isoformat()),
        ("证明编号 number", signed.number),
    ]


def _stood(year: StatedYear) -> str:
    waived = "，公需科目免修" if year.public_waived else ""
    certificate = CERTIFICATE_LABELS[year.certificate]
    return f"{YEAR_STATE_LABELS[year.state]}{waived}，证书{certificate} ({year.state})"


def _holder(says: CertificateStatement | TranscriptStatement) -> list[tuple[str, str]]:
    shortened = "…（姓名较长，只载开头 shortened）" if says.is_shortened else ""
    return [("姓名 name", f"{says.name}{shortened}"), ("证件号码 document", says.masked_number)]


def _certified(signed: SignedStatement, says: CertificateStatement) -> list[tuple[str, str]]:
    public = "免修 (waived)" if says.public is None else decimal_text(says.public)
    rows = [
        *_holder(says),
        ("年度 year", str(says.year)),
        ("公需科目学分 public", public),
        ("专业科目学分 professional", decimal_text(says.professional)),
        ("签发日期 issued", says.issued_on.isoformat()),
        ("证书编号 number", signed.number),
        ("版次 version", str(signed.version)),
    ]
    if says.general_knowledge is not None:
        rows.insert(5, ("其中专业通识 general", decimal_text(says.general_knowledge)))
    return rows


def _told(text: str, status: int) -> int:
    """Say it; a console that lacks a character, as that of Windows in GBK does, shows "?"."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))
    return status


if __name__ == "__main__":
    sys.exit(main())
