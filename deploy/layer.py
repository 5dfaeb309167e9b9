"""The renderer's layer: what drawing and signing a certificate needs, for the function that does.

Lambda unpacks it below /opt: `python/` is on the import path there, and `fonts/` is where
`chalicelib/certificates/gateways/renderer.py` looks beside it.
"""

import hashlib
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from chalice.deploy.packager import DependencyBuilder
from chalice.utils import OSUtils

from deploy.archive import add_files
from deploy.bytecode import compile_modules

REQUIREMENTS = "requirements-render.txt"
LEFT_OUT = frozenset({".c", ".pyi", ".pyx", ".pxd"})
"""Sources of what is compiled, which nothing reads at run time."""
NEVER_IMPORTED = (
    "lxml*",  # pyHanko writes descriptions with it, where a file is given another one
    "oscrypto*",  # pyHanko validates with it
    "cryptography*",  # in the bundle of every function already, and what it needs
    "cffi*",
    "_cffi_backend*",
    "pycparser*",
)
"""What packages ask for and neither drawing nor signing imports from here."""
OPT = "/opt/python"
"""Where Lambda unpacks the packages of a layer."""
MADE = b"compiled, as signed"
"""How the archive is made: another text where it is made otherwise, so that none is kept of before."""


def make_layer(root: Path, fonts: Path, cache: Path) -> Path:
    """Return the layer's archive in `cache`, made unless it is there for the same contents.

    The wheels are chosen as Chalice chooses those of the bundle: for Lambda's Python, which is the
    running interpreter's version, and for the C library that Lambda has for it.

    Raises:
        MissingDependencyError: a package has no wheel that runs in Lambda.
    """
    archive = cache / f"renderer-layer-{_digest(root / REQUIREMENTS, fonts)}.zip"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as folder:
            whole = Path(folder) / "whole.zip"
            _write(whole, Path(folder) / "python", root / REQUIREMENTS, fonts)
            whole.replace(archive)
    return archive


def _write(target: Path, packages: Path, requirements: Path, fonts: Path) -> None:
    abi = f"cp{sys.version_info.major}{sys.version_info.minor}"
    DependencyBuilder(OSUtils()).build_site_packages(abi, str(requirements), str(packages))
    for file in [each for each in packages.rglob("*") if each.suffix in LEFT_OUT]:
        file.unlink()
    for name in NEVER_IMPORTED:
        for unused in packages.glob(name):
            shutil.rmtree(unused) if unused.is_dir() else unused.unlink()
    compile_modules(packages, OPT)
    with ZipFile(target, "w") as archive:
        add_files(archive, packages, "python/")
        add_files(archive, fonts, "fonts/")


def _digest(requirements: Path, fonts: Path) -> str:
    digest = hashlib.sha256(MADE + sys.version.encode() + requirements.read_bytes())
    for file in sorted(fonts.iterdir()):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]
