"""The layers: what few functions need and no other carries.

The renderer's is for drawing and signing certificates, that of media for checking what courses are
made of. Lambda unpacks them below /opt: `python/` is on the import path there, and `fonts/` is where
`chalicelib/certificates/gateways/renderer.py` looks beside it.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

from chalice.deploy.packager import DependencyBuilder
from chalice.utils import OSUtils

from deploy.archive import add_files
from deploy.bytecode import compile_modules
from deploy.runtime import c_library

LEFT_OUT = frozenset({".c", ".pyi", ".pyx", ".pxd"})
"""Sources of what is compiled, which nothing reads at run time."""
_NEEDED = re.compile(rb"GLIBC_(\d+)\.(\d+)")
"""How a compiled library names what it needs of the C library."""


class LayerError(RuntimeError):
    """A package of a layer has no wheel, or one that does not run in Lambda."""


class Layer(NamedTuple):
    """A layer: the name of its archive, what is installed, and what of that is never imported.

    `platform` is that of wheels which Chalice passes over by their tag, though they run: it then builds
    the package from its source, and without the compiled library that the wheel brings.
    """

    name: str
    requirements: str
    never_imported: tuple[str, ...] = ()
    has_fonts: bool = False
    platform: str = ""

    @property
    def archive(self) -> str:
        """The file that a package has it in."""
        return f"{self.name}.zip"


RENDERER = Layer(
    "renderer-layer",
    "requirements-render.txt",
    never_imported=(
        "lxml*",  # pyHanko writes descriptions with it, where a file is given another one
        "oscrypto*",  # pyHanko validates with it
        "cryptography*",  # in the bundle of every function already, and what it needs
        "cffi*",
        "_cffi_backend*",
        "pycparser*",
    ),
    has_fonts=True,
)
MEDIA = Layer(
    "media-layer",
    "requirements-media.txt",
    # Tagged for a C library of 2.27; what libmediainfo needs of it is of 2.25 (docs/decisions/0055).
    platform="manylinux_2_27_x86_64",
)
LAYERS = (RENDERER, MEDIA)
OPT = "/opt/python"
"""Where Lambda unpacks the packages of a layer."""
MADE = b"compiled, as signed"
"""How the archive is made: another text where it is made otherwise, so that none is kept of before."""


def make_layer(layer: Layer, root: Path, fonts: Path, cache: Path) -> Path:
    """Return a layer's archive in `cache`, made unless it is there for the same contents.

    The wheels are chosen as Chalice chooses those of the bundle: for Lambda's Python, which is the
    running interpreter's version, and for the C library that Lambda has for it.

    Raises:
        MissingDependencyError: a package has no wheel that runs in Lambda.
        LayerError: as above, where the layer names a platform; a library needs a newer C library.
    """
    archive = cache / f"{layer.name}-{_digest(layer, root, fonts)}.zip"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as folder:
            whole, packages = Path(folder) / "whole.zip", Path(folder) / "python"
            _install(layer, root / layer.requirements, packages)
            _tidy(layer, packages)
            _write(whole, packages, fonts if layer.has_fonts else None)
            whole.replace(archive)
    return archive


def _install(layer: Layer, requirements: Path, packages: Path) -> None:
    abi = f"cp{sys.version_info.major}{sys.version_info.minor}"
    if layer.platform:
        _install_wheels(layer, requirements, packages)
    else:
        DependencyBuilder(OSUtils()).build_site_packages(abi, str(requirements), str(packages))
    for library in sorted(each for each in packages.rglob("*.so*") if each.is_file()):
        needed = max(c_libraries(library.read_bytes()), default=(0, 0))
        if needed > c_library():
            raise LayerError(f"{library.name} needs a C library of {needed}")


def c_libraries(library: bytes) -> set[tuple[int, int]]:
    """The versions of the C library of which a compiled library needs something."""
    return {(int(major), int(minor)) for major, minor in _NEEDED.findall(library)}


def _install_wheels(layer: Layer, requirements: Path, packages: Path) -> None:
    """Install the wheels of a platform, and those that run on an older one or on any."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    chosen = ["--only-binary=:all:", "--no-deps", "--no-compile", "--require-hashes"]
    platforms = [layer.platform, f"manylinux_2_{c_library()[1]}_x86_64", "manylinux2014_x86_64"]
    given = [f"--platform={each}" for each in platforms]
    done = subprocess.run(  # noqa: S603 - our own arguments
        [*command, *chosen, *given, "--target", str(packages), "-r", str(requirements)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LayerError(done.stdout + done.stderr)


def _tidy(layer: Layer, packages: Path) -> None:
    for file in [each for each in packages.rglob("*") if each.suffix in LEFT_OUT]:
        file.unlink()
    for name in layer.never_imported:
        for unused in packages.glob(name):
            shutil.rmtree(unused) if unused.is_dir() else unused.unlink()
    compile_modules(packages, OPT)


def _write(target: Path, packages: Path, fonts: Path | None) -> None:
    with ZipFile(target, "w") as archive:
        add_files(archive, packages, "python/")
        if fonts is not None:
            add_files(archive, fonts, "fonts/")


def _digest(layer: Layer, root: Path, fonts: Path) -> str:
    digest = hashlib.sha256(MADE + sys.version.encode())
    digest.update((root / layer.requirements).read_bytes())
    for file in sorted(fonts.iterdir()) if layer.has_fonts else ():
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]
