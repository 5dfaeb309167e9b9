"""The bundle and the layer, as Lambda unpacks them: complete, small enough, nothing idle."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy.lighten import SERVICES
from tests.deploy.packaged import ROOT, package_of

LIMIT_BYTES = 250 * 1024 * 1024
"""Of a function's code and layers, unpacked."""
LEFT_BYTES = 60 * 1024 * 1024
"""Signing a certificate (33 MiB) and compiled code (15 MiB) must still find room."""
OF_RENDERER = {"typst", "segno", "fontTools"}
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
sys.stdout.buffer.write(renderer.render(printed))
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders that Lambda calls /var/task and /opt."""
    folders = {}
    for name, archive in {"task": "deployment.zip", "opt": "renderer-layer.zip"}.items():
        folders[name] = tmp_path_factory.mktemp(name)
        with zipfile.ZipFile(package_of("prod") / archive) as opened:
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
    assert size(unpacked["task"]) < LIMIT_BYTES / 4


@pytest.mark.parametrize("module", ["app", "chalicelib.events.streams"])
def test_given_the_bundle_alone_then_every_handler_can_be_imported_and_loads_no_renderer(
    unpacked: dict[str, Path], module: str
) -> None:
    loaded = {*run(IMPORT, paths=[str(unpacked["task"])], module=module).decode().split()}
    assert {"chalicelib", "pynamodb"} <= loaded
    assert not loaded & (OF_RENDERER | {"pip", "setuptools", "yaml", "openpyxl"})


def test_given_the_bundle_then_it_holds_nothing_of_the_renderer_nor_of_developing(
    unpacked: dict[str, Path],
) -> None:
    found = {entry.name for entry in unpacked["task"].iterdir()}
    assert {"app.py", "chalicelib", "chalice", "pynamodb", "msgspec"} <= found
    assert not found & (OF_RENDERER | {"pip", "local", "deploy", "tests", "moto", "ministack"})
    with zipfile.ZipFile(package_of("prod") / "deployment.zip") as opened:
        assert not [name for name in opened.namelist() if name.endswith(".pyc")]


def test_given_the_bundle_alone_then_it_can_speak_to_every_service_that_the_product_calls(
    unpacked: dict[str, Path],
) -> None:
    sources = [file.read_text("utf-8") for file in (ROOT / "chalicelib").rglob("*.py")]
    called = {name for text in sources for name in re.findall(r"boto3\.client\(\"(\w+)\"", text)}
    assert called | {"dynamodb"} == SERVICES
    made = run(CLIENTS, paths=[str(unpacked["task"])], services=sorted(SERVICES)).decode()
    assert made.split() == [name for name in sorted(SERVICES) for _ in ("cn", "us")]


def test_given_bundle_and_layer_then_a_certificate_is_drawn_with_the_layer_s_fonts(
    unpacked: dict[str, Path],
) -> None:
    paths = [str(unpacked["task"]), str(unpacked["opt"] / "python")]
    assert run(DRAW, paths=paths).startswith(b"%PDF-")
    assert (unpacked["opt"] / "fonts").is_dir()
    assert not (unpacked["opt"] / "python/fontTools").exists()  # 30 MB: the fonts' table says it
