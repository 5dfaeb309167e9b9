"""R47: the PDF is signed so that every reader sees it, and stays what it was declared to be."""

import base64
import hashlib
import random
import shutil
import subprocess
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pypdf import PdfReader

from chalicelib.certificates.gateways.pdf_signature import LABEL, sign_pdf
from chalicelib.certificates.gateways.renderer import render
from chalicelib.certificates.rules.key_chain import x5c_text
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
        assert contents[length - len(made[0]) : length] == made[0]
        assert set(contents[length:]) <= {0}
        assert len(contents) - length <= 4
        assert validated(content, CHAIN).bottom_line
        lengths.add(len(made[0]))


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
