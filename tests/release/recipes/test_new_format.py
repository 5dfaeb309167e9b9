"""docs/new-format.md is played: its pieces are put into a copy of the project, and the copy is played."""

import re
from pathlib import Path

import pytest

from chalicelib.certificates.actions import download_certificate, render_certificate
from chalicelib.certificates.gateways import certificate_bucket
from chalicelib.certificates.routes import download
from tests.project.sources import ROOT
from tests.release.recipes.copied import copied, ran

PAGE = (ROOT / "docs" / "new-format.md").read_text("utf-8")
PIECES = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLAYED = "tests/journey/play_new_format.py"
GATEWAYS = "from chalicelib.certificates.gateways import certificate_bucket, renderer"
STORED = "    stored = certificate_bucket.put_certificate("
OFFERED = "import download_certificate\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the format of the page."""
    copy = copied(tmp_path_factory.mktemp("project"))
    written, kept, when, verb, route = PIECES.findall(PAGE)
    bucket = _in(copy, certificate_bucket.__file__)
    (bucket.parent / "text_file.py").write_text(written, "utf-8")
    bucket.write_text(f"{bucket.read_text('utf-8')}\n\n{kept}", "utf-8")
    action = _in(copy, render_certificate.__file__)
    _replace(action, GATEWAYS, f"{GATEWAYS}, text_file")
    _replace(action, STORED, when + STORED)
    asked = _in(copy, download_certificate.__file__)
    asked.write_text(f"{asked.read_text('utf-8')}\n\n{verb}", "utf-8")
    routes = _in(copy, download.__file__)
    _replace(routes, OFFERED, OFFERED.replace("\n", ", download_text\n"))
    routes.write_text(f"{routes.read_text('utf-8')}\n\n{route}", "utf-8")
    return copy


def _in(copy: Path, module: str) -> Path:
    return copy / Path(module).relative_to(ROOT)


def _replace(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(before) == 1, f"{file.name} is not as docs/new-format.md has it"
    file.write_text(text.replace(before, after), "utf-8")


def test_r32_a_format_is_written_kept_and_downloaded(project: Path) -> None:
    assert "1 passed" in ran(project, "-m", "pytest", PLAYED)
