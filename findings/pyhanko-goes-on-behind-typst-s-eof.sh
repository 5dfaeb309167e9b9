#!/usr/bin/env bash
# typst 0.15.2 and pyHanko 0.38.0 (PyPI).
# A good guess: a PDF/A that typst wrote, signed by pyHanko as its documentation has it, is the same file with
# a revision behind it, whose first object begins in a line of its own, and its description (XMP) is untouched.
# Seen: typst writes no line feed behind %%EOF, and pyHanko goes on in that very line ("%%EOF12 0 obj"); and it
# writes the XMP anew, in other RDF and with the present day in it, so that a new one replaces what typst had
# written for PDF/A. A line feed added before signing mends the first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check typst==0.15.2 pyhanko==0.38.0 cryptography==50.0.2
cat > see.py <<'P'
import datetime
import re
from io import BytesIO

import typst
from asn1crypto import keys, x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name.from_rfc4514_string("CN=x")
day = datetime.timedelta(1)
now = datetime.datetime.now(datetime.UTC)
made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - day, now + day)
der = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
private = key.private_bytes(
    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
own = asn1_x509.Certificate.load(der)
signer = signers.SimpleSigner(own, keys.PrivateKeyInfo.load(private), SimpleCertificateStore())
drawn = typst.compile(b"#rect()", format="pdf", pdf_standards="a-2b")


def signed(content):
    metadata = signers.PdfSignatureMetadata(field_name="Signature")
    return signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), metadata, signer).getvalue()


written = signed(drawn)
behind = written[len(drawn) - 5 :][:20]
print("typst ends:", drawn[-6:], "signed:", behind, "with a line feed:", signed(drawn + b"\n")[len(drawn) - 5 :][:12])
again = written[len(drawn) :]
print("XMP written anew:", b"<x:xmpmeta" in again, re.findall(rb'x:xmptk="[^"]*"', written))
raise SystemExit(not (re.match(rb"%%EOF\d+ 0 obj", behind) and b"<x:xmpmeta" in again))
P
venv/bin/python see.py
