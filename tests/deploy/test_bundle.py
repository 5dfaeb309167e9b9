"""The bundle and the layer, as Lambda unpacks them: complete, small enough, nothing idle."""

import importlib.util
import marshal
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import CodeType

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.certificates.rules.key_chain import x5c_text
from deploy.archive import add_files
from deploy.bytecode import CompileError, compile_modules
from deploy.layer import c_libraries
from deploy.lighten import SERVICES
from deploy.runtime import RUNTIME, RuntimeVersionError, c_library, require_runtime
from local.authority import Authority
from tests.courses.films import SECONDS, film
from tests.deploy.packaged import ROOT, package, resources_of

LIMIT_BYTES = 250 * 1024 * 1024
"""Of a function's code and layers, unpacked."""
LEFT_BYTES = 15 * 1024 * 1024
"""For what is to come: with signing the largest function takes 235 MiB at most."""
MOST_OF_CODE = 64 * 1024 * 1024
"""Without layers: every function unpacks it. The web client, with its reader of PDFs, is a tenth of it."""
UNCHECKED_HASH = 0b01
LATE = {"boto3", "s3transfer", "multiprocessing", "stdnum", "pydoc", "pypdf", "PIL"}
"""What takes long to import, and is needed for little."""
OF_RENDERER = {"typst", "segno", "fontTools", "pyhanko", "asn1crypto", "aiohttp", "lxml"}
OF_MEDIA = {"pymediainfo", "markdown_it", "mdurl", "nh3", "webvtt"}
MEDIA = """
import sys
sys.path[:0] = {paths}
from chalicelib.courses.gateways.captions_file import caption_faults
from chalicelib.courses.gateways.film_file import FarFile, measured
from chalicelib.courses.gateways.text_page import page_of
film = bytes.fromhex({film!r})
found = measured(FarFile(len(film), lambda start, end: film[start:end]))
print(found.container, found.whole_seconds, page_of("*x*").strip(), len(caption_faults(b"WEBVTT")))
"""
IMPORT = """
import sys
sys.path[:0] = {paths}
import {module}
print(" ".join(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""
CLIENTS = """
import sys
sys.path[:0] = {paths}
import boto3
for service in {services}:
    for region in ("cn-north-1", "us-east-1"):
        client = boto3.client(
            service, region_name=region, aws_access_key_id="x", aws_secret_access_key="x"
        )
        print(service if client.meta.endpoint_url.startswith("https://") else "")
"""
DRAW = """
import datetime, sys
sys.path[:0] = {paths}
from chalicelib.certificates.gateways import renderer
printed = renderer.Printed(
    name="李䶮", document_number="440703********107X", year=2020, public="30", public_waived=False,
    professional="60", general_knowledge=None, records=(), number="AAAAA-AAAAA-AAAAM", version=1,
    issued_on=datetime.date(2020, 6, 1), authority="广东省财政厅", verify_url="https://x.example/verify",
)
drawn = renderer.render(printed)
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from chalicelib.certificates.actions import render_certificate
from chalicelib.certificates.gateways.pdf_signature import sign_pdf
key = ec.generate_private_key(ec.SECP256R1())
at = datetime.datetime(2020, 6, 1, tzinfo=datetime.UTC)
sign = lambda message: key.sign(message, ec.ECDSA(SHA256()))
sys.stdout.buffer.write(sign_pdf(drawn, {chain}, sign, at=at))
"""


ARCHIVES = {"task": "deployment.zip", "opt": "renderer-layer.zip", "media": "media-layer.zip"}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders that Lambda calls /var/task and /opt."""
    folders = {}
    for name, archive in ARCHIVES.items():
        folders[name] = tmp_path_factory.mktemp(name)
        with zipfile.ZipFile(package() / archive) as opened:
            opened.extractall(folders[name])
    return folders


def run(script: str, **given: object) -> bytes:
    """Run a script with nothing but Python's own library and what it adds."""
    command = [sys.executable, "-I", "-S", "-c", script.format(**given)]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONUTF8": "1"})  # noqa: S603 - our own script
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def test_given_the_largest_function_then_it_stays_below_lambda_s_limit(
    unpacked: dict[str, Path],
) -> None:
    assert size(unpacked["task"]) + size(unpacked["opt"]) < LIMIT_BYTES - LEFT_BYTES
    assert size(unpacked["task"]) < MOST_OF_CODE


@pytest.mark.parametrize("module", ["app", "chalicelib.events.streams"])
def test_given_the_bundle_alone_then_every_handler_can_be_imported_and_loads_no_renderer(
    unpacked: dict[str, Path], module: str
) -> None:
    loaded = {*run(IMPORT, paths=[str(unpacked["task"])], module=module).decode().split()}
    assert {"chalicelib", "pynamodb"} <= loaded
    assert not loaded & (OF_RENDERER | OF_MEDIA | LATE | {"pip", "setuptools", "yaml", "openpyxl"})


def test_given_the_bundle_then_it_holds_nothing_of_the_renderer_nor_of_developing(
    unpacked: dict[str, Path],
) -> None:
    found = {entry.name for entry in unpacked["task"].iterdir()}
    assert {"app.py", "chalicelib", "chalice", "pynamodb", "msgspec"} <= found
    assert not found & (
        OF_RENDERER | OF_MEDIA | {"pip", "local", "deploy", "tests", "moto", "ministack"}
    )


@pytest.mark.parametrize(
    ("part", "place"),
    [("task", "/var/task"), ("opt/python", "/opt/python"), ("media/python", "/opt/python")],
)
def test_given_bundle_and_layer_then_lambda_s_python_compiles_nothing_of_them(
    unpacked: dict[str, Path], part: str, place: str
) -> None:
    top, _, below = part.partition("/")
    folder = unpacked[top] / below
    sources = sorted(folder.rglob("*.py"))
    assert sources
    for source in sources:
        compiled = Path(importlib.util.cache_from_source(str(source))).read_bytes()
        assert compiled[:4] == importlib.util.MAGIC_NUMBER
        # PEP 552: made for the hash of its source, which nobody compares, and for no time.
        assert int.from_bytes(compiled[4:8], "little") == UNCHECKED_HASH
        assert compiled[8:16] == importlib.util.source_hash(source.read_bytes())
    assert place in code_of(sources[-1]).co_filename
    made = sorted(folder.rglob("*.pyc"))
    assert len(made) == len(sources), "and none is there without its source"


def code_of(source: Path) -> CodeType:
    """What Python reads of a compiled module."""
    compiled = Path(importlib.util.cache_from_source(str(source))).read_bytes()
    code = marshal.loads(compiled[16:])  # noqa: S302 - our own package's
    assert isinstance(code, CodeType)
    return code


def test_given_a_package_then_its_functions_run_on_the_python_it_is_compiled_for() -> None:
    functions = [
        each["Properties"]["Runtime"]
        for each in resources_of("prod").values()
        if each["Type"] == "AWS::Serverless::Function"
    ]
    assert set(functions) == {f"python{sys.version_info.major}.{sys.version_info.minor}"}


def test_given_another_python_than_lambda_s_then_nothing_is_packaged_by_it() -> None:
    major, minor = map(int, RUNTIME.split("."))
    require_runtime((major, minor))
    for other in ((major, minor - 1), (major, minor + 1)):
        with pytest.raises(RuntimeVersionError, match=re.escape(RUNTIME)):
            require_runtime(other)


def test_given_lambda_s_python_then_its_c_library_is_known() -> None:
    assert (c_library((3, 11)), c_library((3, 13))) == ((2, 26), (2, 34))


def test_given_the_same_files_then_they_are_compiled_and_packed_to_the_same_bytes(
    tmp_path: Path,
) -> None:
    packed = []
    for name in ("first", "second"):
        folder = tmp_path / name / "made"
        shutil.copytree(
            ROOT / "chalicelib/platform", folder, ignore=shutil.ignore_patterns("__pyc*")
        )
        os.utime(folder / "fault.py", (len(packed), len(packed)))
        compile_modules(folder, "/var/task")
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            add_files(archive, folder)
        packed.append((tmp_path / f"{name}.zip").read_bytes())
    assert packed[0] == packed[1]


def test_given_a_module_that_python_cannot_compile_then_nothing_is_packaged(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def", "utf-8")
    with pytest.raises(CompileError, match=r"broken\.py"):
        compile_modules(tmp_path, "/var/task")


def test_given_the_bundle_alone_then_it_can_speak_to_every_service_that_the_product_calls(
    unpacked: dict[str, Path],
) -> None:
    sources = [file.read_text("utf-8") for file in (ROOT / "chalicelib").rglob("*.py")]
    called = {name for text in sources for name in re.findall(r"clients\.made\(\s*\"(\w+)\"", text)}
    assert called | {"dynamodb"} == SERVICES
    made = run(CLIENTS, paths=[str(unpacked["task"])], services=sorted(SERVICES)).decode()
    assert made.split() == [name for name in sorted(SERVICES) for _ in ("cn", "us")]


def test_r53_given_bundle_and_layer_then_a_film_is_measured_and_a_text_becomes_a_page(
    unpacked: dict[str, Path],
) -> None:
    """What Chalice builds of pymediainfo's source holds no library: the layer's wheel does."""
    paths = [str(unpacked["task"]), str(unpacked["media"] / "python")]
    told = run(MEDIA, paths=paths, film=film().hex()).decode().strip()
    assert told == f"MPEG-4 {SECONDS} <p><em>x</em></p> 1"
    library = unpacked["media"] / "python/pymediainfo/libmediainfo.so.0"
    assert (2, 17) < max(c_libraries(library.read_bytes())) <= c_library()


def test_given_a_library_of_a_newer_c_library_then_it_is_known() -> None:
    assert c_libraries(b"x\0GLIBC_2.5\0GLIBC_2.34\0") == {(2, 5), (2, 34)}


def test_given_bundle_and_layer_then_a_certificate_is_drawn_with_the_layer_s_fonts_and_signed(
    unpacked: dict[str, Path],
) -> None:
    paths = [str(unpacked["task"]), str(unpacked["opt"] / "python")]
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    encoded = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    chain = tuple(map(x5c_text, Authority().chain_of(encoded)))
    content = run(DRAW, paths=paths, chain=chain)
    assert content.startswith(b"%PDF-")
    assert b"/SubFilter /ETSI.CAdES.detached" in content
    assert (unpacked["opt"] / "fonts").is_dir()
    assert not (unpacked["opt"] / "python/fontTools").exists()  # 30 MB: the fonts' table says it
