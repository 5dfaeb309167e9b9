"""R47: the PDF is signed so that every reader sees it, and stays what it was declared to be."""

import asyncio
import base64
import hashlib
import random
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from asn1crypto import x509 as asn1_x509
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import TimeStampReq
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pypdf import PdfReader

from chalicelib.certificates.gateways.pdf_signature import LABEL, sign_pdf
from chalicelib.certificates.gateways.renderer import render
from chalicelib.certificates.rules.key_chain import x5c_text
from chalicelib.certificates.rules.low_signature import lowered
from chalicelib.platform.rules.china_time import SHANGHAI
from local.authority import Authority
from tests.certificates.printed import CERTIFICATE
from tests.certificates.signed_files import parts, signed_by, validated

AT = datetime(2020, 6, 1, 9, tzinfo=SHANGHAI)
KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
CHAIN = tuple(map(x5c_text, Authority().chain_of(PUBLIC)))
TYPST = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/StructParents", "/Tabs"}


def sign(message: bytes) -> bytes:
    return KEY.sign(message, ec.ECDSA(SHA256()))


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return render(CERTIFICATE)


@pytest.fixture(scope="module")
def signed(drawn: bytes) -> bytes:
    return sign_pdf(drawn, CHAIN, sign, at=AT)


def test_r47_given_a_signed_certificate_then_its_signature_is_good_and_covers_the_whole_file(
    signed: bytes,
) -> None:
    status = validated(signed, CHAIN)
    assert status.bottom_line
    assert status.trusted
    assert status.docmdp_ok
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level is ModificationLevel.NONE
    assert status.signer_reported_dt == AT


def test_r47_given_a_signed_certificate_then_cryptography_alone_verifies_it(signed: bytes) -> None:
    attributes = signed_by(signed, CHAIN)
    # ETSI EN 319 142-1, 6.3: no claimed time among them, the signer's certificate by its digest.
    assert set(attributes) == {"content_type", "message_digest", "signing_certificate_v2"}
    signer = attributes["signing_certificate_v2"]["certs"][0]["cert_hash"].native
    assert signer == hashlib.sha256(base64.b64decode(CHAIN[0])).digest()


def test_r47_given_a_file_then_it_goes_on_unchanged_below_its_signature(
    drawn: bytes, signed: bytes
) -> None:
    assert signed.startswith(drawn + b"\n")
    assert signed.endswith(b"%%EOF\n")


def test_r47_given_a_caller_that_runs_an_event_loop_then_it_is_signed_all_the_same(
    drawn: bytes,
) -> None:
    fresh = tuple(map(x5c_text, Authority().chain_of(PUBLIC)))

    async def signing() -> bytes:
        return sign_pdf(drawn, fresh, sign, at=AT)

    with ThreadPoolExecutor(1) as pool:
        content = pool.submit(asyncio.run, signing()).result()
    assert validated(content, fresh).bottom_line


def test_r47_given_signatures_of_every_length_then_nothing_but_zeros_follows_each(
    drawn: bytes,
) -> None:
    lengths = set()
    while len(lengths) < 2:
        made: list[bytes] = []
        content = sign_pdf(
            drawn, CHAIN, lambda message, made=made: made.append(sign(message)) or made[0], at=AT
        )
        _, contents, (_, before, after, _) = parts(content)
        length = 4 + int.from_bytes(contents[2:4], "big")
        assert contents[:2] == b"\x30\x82"
        assert content[before:after] == b"<" + contents.hex().upper().encode() + b">"
        assert contents[:length].endswith(lowered(made[0]))
        assert set(contents[length:]) <= {0}
        assert len(contents) - length <= 4
        assert validated(content, CHAIN).bottom_line
        lengths.add(len(lowered(made[0])))


def test_r47_given_any_covered_byte_altered_then_no_reader_takes_it_for_signed(
    signed: bytes,
) -> None:
    _, _, (_, before, after, rest) = parts(signed)
    chosen = random.Random(47)  # noqa: S311 - places to alter, always the same
    places = [chosen.randrange(before) for _ in range(30)]
    places += [chosen.randrange(after, after + rest) for _ in range(10)]
    for place in places:
        altered = bytearray(signed)
        altered[place] ^= 0x01
        assert not _is_signed(bytes(altered)), place


def _is_signed(content: bytes) -> bool:
    try:
        return bool(validated(content, CHAIN).bottom_line)
    except Exception:  # noqa: BLE001 - a file that cannot be read any more is not signed
        return False


def test_r47_given_something_appended_then_it_is_no_more_what_was_certified(signed: bytes) -> None:
    appended = signed + signed[signed.rindex(b"xref") :]
    assert not _is_signed(appended)


# What it is declared to be


def test_r32_given_a_signed_certificate_then_its_description_is_the_one_typst_wrote(
    drawn: bytes, signed: bytes
) -> None:
    before, after = (PdfReader(BytesIO(each)).trailer["/Root"] for each in (drawn, signed))
    assert after["/Metadata"].get_data() == before["/Metadata"].get_data()
    for name in ("/MarkInfo", "/Lang", "/ViewerPreferences"):
        assert after[name] == before[name]
    added = {"/AcroForm", "/Perms"}
    assert set(after) == set(before) | added


def test_r32_given_a_signature_then_its_field_is_as_pdf_a_and_pdf_ua_let_it_be(
    signed: bytes,
) -> None:
    root = PdfReader(BytesIO(signed)).trailer["/Root"]
    (field,) = root["/AcroForm"]["/Fields"]
    field = field.get_object()
    assert root["/AcroForm"]["/SigFlags"] == 3
    assert "/NeedAppearances" not in root["/AcroForm"]
    assert "/AP" not in field
    printed, hidden, invisible, no_view = 4, 2, 1, 32
    assert field["/F"] & printed
    assert not field["/F"] & (hidden | invisible | no_view)
    left, bottom, right, top = field["/Rect"]
    assert left == right < 0
    assert bottom == top < 0
    assert field["/TU"] == LABEL
    page = PdfReader(BytesIO(signed)).pages[0]
    assert page["/Tabs"] == "/S"
    assert set(page) == TYPST | {"/Annots"}
    (reference,) = field["/V"]["/Reference"]
    # ISO 19005-2, 6.1.12: of a certifying signature none of these.
    assert not set(reference) & {"/DigestLocation", "/DigestMethod", "/DigestValue"}
    assert set(root["/Perms"]) == {"/DocMDP"}


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils are not installed")
def test_r47_given_poppler_then_it_calls_the_signature_valid(signed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    told = subprocess.run(  # noqa: S603 - ours
        ["pdfsig", "-nocert", str(file)],  # noqa: S607 - where Debian has it
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Signature Validation: Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told


@pytest.mark.skipif(
    None in map(shutil.which, ("pdfsig", "certutil")),
    reason="poppler-utils or libnss3-tools are not installed",
)
def test_r47_given_a_reader_that_trusts_the_authority_then_it_trusts_the_signer(
    signed: bytes, tmp_path: Path
) -> None:
    file, root, trusted = (tmp_path / name for name in ("signed.pdf", "root.der", "nss"))
    file.write_bytes(signed)
    root.write_bytes(base64.b64decode(CHAIN[-1]))
    trusted.mkdir()
    for command in (
        ["certutil", "-N", "-d", str(trusted), "--empty-password"],
        ["certutil", "-A", "-d", str(trusted), "-n", "root", "-t", "C,C,C", "-i", str(root)],
    ):
        subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - ours
    told = subprocess.run(  # noqa: S603 - ours
        ["pdfsig", "-nssdir", str(trusted), str(file)],  # noqa: S607 - where Debian has it
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Certificate Validation: Certificate is Trusted." in told


# Proof of when


@pytest.fixture
def time_stamps() -> Iterator[str]:
    """The address of a service that stamps times (RFC 3161), of pyHanko's own making."""
    key = rsa.generate_private_key(65537, 2048)
    certificate = _stamping_certificate(key)
    stamper = DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        tsa_key=PrivateKeyInfo.load(
            key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        fixed_dt=AT,
    )

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            content = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_told: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def _stamping_certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "time stamps")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2018, 1, 1, tzinfo=SHANGHAI))
        .not_valid_after(datetime(2050, 1, 1, tzinfo=SHANGHAI))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, SHA256())
    )


def test_r47_given_a_time_stamp_service_then_the_signature_proves_when_it_was_made(
    drawn: bytes, time_stamps: str
) -> None:
    content = sign_pdf(drawn, CHAIN, sign, at=AT, time_stamps=time_stamps)
    status = validated(content, CHAIN)
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.intact
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.timestamp == AT
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
