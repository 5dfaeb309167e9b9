"""What drawing and signing a certificate costs: 12 records, warm, and the first one of a process.

The baseline is how it was drawn at b1978d3: the code under the easiest of eight masks, written by segno;
every text looked up character by character; the patterns of the template made for each certificate, and
what the fonts can draw read from their own tables. It and ours take turns in one process (the first
certificate: a process each). Signing is measured beside what pyHanko takes by itself (`PdfSigner`), both by a
key in memory: KMS's two calls cost no processor but the requests'. It fails over the bounds. Run it by `python -m bench.render`.
"""

import base64
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path
from statistics import median

import segno
import typst
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, PublicFormat

from bench.targets import Held, at_most, tell
from chalicelib.certificates.gateways import renderer
from chalicelib.certificates.gateways.pdf_signature import sign_pdf
from chalicelib.certificates.gateways.renderer import Printed, PrintedRecord
from chalicelib.certificates.rules.key_chain import x5c_text
from local.authority import Authority

RECORDS = 12
ROUNDS = 60
PROCESSES = 5
MOST_OF_WARM, MOST_OF_FIRST, MOST_TO_SIGN = 0.65, 0.35, 15
"""Of the baseline; signing in milliseconds."""
MODULE = "bench.render"
PATTERNS = "// patterns"
OF_LOOK = '#import "patterns.typ": long-run\n'
WAS = {
    r"#import \"patterns.typ\".*": f"{PATTERNS}\n",
    r"#let broken\(text\) = [\s\S]*?else \{ text \}": (
        "#let broken(text) = text\n#show long-run: run => run.text.clusters().map(box).join()"
    ),
    r"#show: body => if [\s\S]*?else \{ body \}": (
        '#show foreign-run: set text(font: ("Noto Serif", ..it.fonts))'
    ),
    r" +let \(thick, thin\).*\n +let rule.*": (
        "  let rule(_, row) = (bottom: if headed and row == 0 { 0.6pt + bronze } else {\n"
        "    0.3pt + bronze.lighten(55%)\n  })"
    ),
    r"text\(kerning: false, it.verify_url\)": "it.verify_url",
}
"""What stands in the template now, and what stood there."""
SMITHS = "王李张刘陈杨赵黄周吴"


def certificate(at: int) -> Printed:
    """One of many certificates, no two of which are alike."""
    number = f"M3UBV-UACAF-{at:05d}"
    titles = (f"企业会计准则解释之{at + each}" for each in range(RECORDS))
    return Printed(
        name=f"{SMITHS[at % len(SMITHS)]}{chr(0x4E00 + at)}",
        document_number="440703********1234",
        year=2020,
        public="30",
        public_waived=False,
        professional="62.5",
        general_knowledge=None,
        records=tuple(PrintedRecord(each, "面授培训", "10", date(2020, 5, 9)) for each in titles),
        number=number,
        version=1,
        issued_on=date(2020, 6, 1),
        authority="广东省财政厅",
        verify_url=f"https://example.org/verify/{number}?v=1",
    )


# The baseline


def baseline_template(folder: Path) -> Path:
    """The template as it was: with its patterns in itself, looked for in every line."""
    beside = Path(renderer.__file__).parent
    look = (beside / "look.typ").read_text("utf-8").replace(OF_LOOK, "")
    template = (beside / "certificate.typ").read_text("utf-8")
    whole = re.sub(r"#import \"look.typ\".*", lambda _: look, template)
    for now, before in WAS.items():
        (found,) = re.findall(now, whole)
        whole = whole.replace(found, before)
    written = folder / "baseline.typ"
    patterns = (beside / "patterns.typ").read_text("utf-8")
    written.write_text(whole.replace(PATTERNS, patterns), "utf-8")
    return written


def baseline(template: Path, printed: Printed) -> bytes:
    """The certificate as it was drawn before."""
    drawn = renderer._drawn()  # noqa: SLF001 - the baseline shares what was the same
    shown = renderer._shown(printed)  # noqa: SLF001 - as above
    asdict(printed)
    drawn.known.clear()
    for text in renderer._texts(shown):  # noqa: SLF001 - as above
        drawn.known.clear()
        assert not list(drawn.undrawn(text))
    code = BytesIO()
    segno.make(printed.verify_url, error="q", micro=False).save(
        code, kind="svg", border=0, xmldecl=False
    )
    families = renderer._families()  # noqa: SLF001 - as above
    is_one_page = False  # the page was asked
    document = {
        **shown,
        "fonts": families,
        "qr": code.getvalue().decode(),
        "is_one_page": is_one_page,
    }
    return typst.compile(
        template,
        format="pdf",
        font_paths=renderer._fonts(),  # noqa: SLF001 - as above
        ignore_system_fonts=True,
        sys_inputs={"certificate": json.dumps(document)},
        pdf_standards="a-2b",
        timestamp=renderer._noon(printed.issued_on),  # noqa: SLF001 - as above
    )


def characters_of_fonts() -> set[int]:
    """What the fonts have, by the tables of the very files."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - a part of what the baseline costs

    files = [font.path for font in renderer._fonts().fonts() if font.path]  # noqa: SLF001 - as above
    tables = (TTFont(file, lazy=True).getBestCmap() for file in files)
    return set(chain.from_iterable(tables))


# The measure


def milliseconds(work: Callable[[], object]) -> float:
    """Of the processor, all threads."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def warm() -> tuple[float, float]:
    """Median milliseconds of the baseline and of ours."""
    with tempfile.TemporaryDirectory() as folder:
        was = partial(baseline, baseline_template(Path(folder)))
        ways: tuple[Callable[[Printed], bytes], ...] = was, renderer.render
        for way, at in zip(ways, (0, 1), strict=True):
            way(certificate(at))
        rounds = []
        for at in range(2, ROUNDS * 2, 2):
            each = [milliseconds(partial(way, certificate(at + n))) for n, way in enumerate(ways)]
            rounds.append(each)
    before, ours = (median(each) for each in zip(*rounds, strict=True))
    return before, ours


def first(way: str) -> float:
    """Milliseconds of the first certificate of this process."""
    printed = certificate(0)
    if way == "ours":
        return milliseconds(lambda: renderer.render(printed))
    with tempfile.TemporaryDirectory() as folder:
        template = baseline_template(Path(folder))
        return milliseconds(lambda: (characters_of_fonts(), baseline(template, printed)))


def first_of_processes(way: str) -> float:
    """Median milliseconds of the first certificate, of processes of their own."""
    command = [sys.executable, "-m", MODULE, way]
    told = (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ours
        for _ in range(PROCESSES)
    )
    return median(map(float, told))


# Signing


class _Key:
    """A key in memory, its chain by the demonstration's authority."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        public = self.private.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )
        self.chain = tuple(map(x5c_text, Authority().chain_of(public)))

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message, ec.ECDSA(SHA256()))


def signed_by_pyhanko(content: bytes, key: _Key) -> bytes:
    """As pyHanko signs by itself."""
    from asn1crypto import keys, x509  # noqa: PLC0415 - a part of what the first one costs
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - as above
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - as above
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - as above

    own, *above = (x509.Certificate.load(base64.b64decode(each)) for each in key.chain)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # as pyHanko has it
    store.register_multiple(above)
    private = key.private.private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(own, keys.PrivateKeyInfo.load(private), store)
    metadata = signers.PdfSignatureMetadata(
        field_name="Signature", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    writer = IncrementalPdfFileWriter(BytesIO(content + b"\n"))
    return bytes(signers.sign_pdf(writer, metadata, signer).getvalue())


def signing() -> tuple[float, float]:
    """Median milliseconds of pyHanko's way and of ours, with the statement's signature."""
    key, content, at = _Key(), renderer.render(certificate(0)), datetime.now(UTC)  # noqa: TID251 - a measure

    def ours() -> None:
        key.sign(content[:200])
        sign_pdf(content, key.chain, key.sign, at=at)

    def pyhanko() -> None:
        signed_by_pyhanko(content, key)

    rounds = [[milliseconds(way) for way in (pyhanko, ours)] for _ in range(ROUNDS)][2:]
    before, now = (median(each) for each in zip(*rounds, strict=True))
    return before, now


def importing() -> float:
    """Median milliseconds of importing what signs, in processes that can draw already."""
    script = (
        "import time; from chalicelib.certificates.gateways import renderer; "
        "began = time.process_time(); from chalicelib.certificates.gateways import pdf_signature; "
        "print((time.process_time() - began) * 1000)"
    )
    command = [sys.executable, "-c", script]
    told = (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ours
        for _ in range(PROCESSES)
    )
    return median(map(float, told))


def main() -> int:
    """Print each beside its baseline, fail where a target is missed."""
    if len(sys.argv) > 1:
        print(first(sys.argv[1]))
        return 0
    taken = {
        "warm": warm(),
        "first": (first_of_processes("baseline"), first_of_processes("ours")),
        "sign": signing(),
    }
    for name, (before, ours) in taken.items():
        print(f"{name:<8}{before:>8.1f} ms{ours:>8.1f} ms{ours / before:>8.2f} ×")
    print(f"{'import':<8}{importing():>22.1f} ms")
    return tell([*held(taken)])


def held(taken: Mapping[str, tuple[float, float]]) -> Iterator[Held]:
    """What is asked of drawing and signing."""
    for name, most in {"warm": MOST_OF_WARM, "first": MOST_OF_FIRST}.items():
        before, ours = taken[name]
        yield at_most(f"{name}: of the baseline", ours / before, most)
    yield at_most("sign: ms of the processor", taken["sign"][1], MOST_TO_SIGN)


if __name__ == "__main__":
    sys.exit(main())
