"""Fetches the certificate's fonts into `.cache/fonts`: `python -m local.fonts`.

Noto Serif SC comes first: its version 2.003 draws every character of 通用规范汉字表 in the form
of the mainland, where the Simplified face that Debian 12 packages (2.001) has 博 and 允 in their
Japanese one. It and Noto Serif, for Latin letters, come from npm, which the Python environment
brings along. The rare characters come as Debian packages through `apt-get download`, which needs
no root: with lists of our own where the machine's are missing or out of date. Where there is no
apt at all, rarer characters hold a certificate as `glyph_missing`.

Packages of npm are checked against a digest recorded here. apt checks each package against
Debian's signed index; a digest is checked besides while Debian still offers that version, and a
newer one is taken as it comes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from local import drawn_table, typefaces

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("XUEFEN_FONTS", ROOT / ".cache/fonts"))

# Debian 12; another version carries another file name and is not compared.
DIGESTS = {
    "fonts-noto-cjk_1%3a20220127+repack1-1_all.deb": (
        "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502"
    ),
    "fonts-hanazono_20170904-2.1_all.deb": (
        "a6943366b4f5a6cec34221f8b4eb22555a628f0ee6ef4e3d3401cabe9363aeae"
    ),
    "fonts-babelstone-han_15.0.5-2_all.deb": (
        "c7b7f9b5b78ad14c94d7e6d2b103307a7a643844c7db856fb97611d9d8a80589"
    ),
}
DEBIAN_PACKAGES = ("fonts-noto-cjk", "fonts-hanazono", "fonts-babelstone-han")
NPM_PACKAGES = {
    "@expo-google-fonts/noto-serif-sc@0.4.3": (
        "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e"
    ),
    "@expo-google-fonts/noto-serif@0.4.2": (
        "78810a8143112a326def7ec976601ecb9855a9e79082c727246beec4f0531d0c"
    ),
}

HELP = """\
无法取得证书字体 / The certificate's fonts could not be fetched.
请检查网络后重试；Debian/Ubuntu 上可先以 root 运行 apt-get update，没有 npm 时请先运行 make setup。
Check the network and try again. On Debian or Ubuntu run `apt-get update` as root first;
where npm is missing, run `make setup` or install it."""


class FetchError(Exception):
    """One way of getting the fonts did not work; the next may."""


def main() -> int:
    """Fetches the fonts unless they are there already; 1 with advice when they cannot be had."""
    if _stamp_path().exists() and _stamp_path().read_text() == _stamp():
        print(f"字体已就绪 / fonts are ready: {FOLDER}")
        return 0
    try:
        _fetch()
    except FetchError as error:
        print(f"{error}\n{HELP}", file=sys.stderr)
        return 1
    _stamp_path().write_text(_stamp())
    print(f"字体已就绪 / fonts are ready: {FOLDER}, {_megabytes(FOLDER):.1f} MB")
    return 0


def _stamp_path() -> Path:
    return FOLDER / "stamp"


def _stamp() -> str:
    """Changes with what decides the files: these modules and the characters of the bold."""
    digest = hashlib.sha256("".join(sorted(typefaces.labels())).encode())
    for module in (__file__, typefaces.__file__, drawn_table.__file__):
        digest.update(Path(module).read_bytes())
    return digest.hexdigest()


def _fetch() -> None:
    with tempfile.TemporaryDirectory(prefix="xuefen-fonts-") as name:
        work = Path(name)
        kept = work / "kept"
        kept.mkdir()
        has_apt = shutil.which("apt-get") and shutil.which("dpkg-deb")
        debian = _from_debian(work) if has_apt else None
        typefaces.keep(_from_npm(work), debian, kept)
        (kept / drawn_table.NAME).write_text(drawn_table.table_of(kept), "utf-8")
        # What an earlier version fetched would be found among the fonts, too.
        shutil.rmtree(FOLDER, ignore_errors=True)
        shutil.copytree(kept, FOLDER)


# Where they come from


def _from_debian(work: Path) -> Path:
    """Downloads and unpacks the packages; the folder that holds their fonts."""
    print(f"下载字体（约90 MB）/ downloading {', '.join(DEBIAN_PACKAGES)} (90 MB) …", flush=True)
    try:
        _apt(["download", *DEBIAN_PACKAGES], work)
    except FetchError:
        _apt_with_own_lists(work)
    for package in sorted(work.glob("*.deb")):
        _check(package)
        _run(["dpkg-deb", "-x", package.name, "unpacked"], work)
    return work / "unpacked/usr/share/fonts"


def _apt_with_own_lists(work: Path) -> None:
    print("更新软件包列表 / fetching package lists of our own …", flush=True)
    (work / "lists/partial").mkdir(parents=True)
    own = ["-o", f"Dir::State::Lists={work}/lists", "-o", f"Dir::Cache={work}/cache"]
    _apt([*own, "update"], work)
    _apt([*own, "download", *DEBIAN_PACKAGES], work)


def _apt(arguments: list[str], work: Path) -> None:
    # As root apt would hand the download to a user who may not enter our folder, and warn of it.
    _run(["apt-get", "-qq", "-o", "APT::Sandbox::User=root", *arguments], work)


def _check(package: Path) -> None:
    expected = DIGESTS.get(package.name)
    if expected is None:
        print(f"  {package.name}: 新版本，以apt签名校验为准 / newer version, checked by apt alone")
    else:
        _compare(package, expected)


def _compare(package: Path, expected: str) -> None:
    if hashlib.sha256(package.read_bytes()).hexdigest() != expected:
        raise FetchError(f"{package.name}: 校验和不符 / wrong digest")


def _from_npm(work: Path) -> Path:
    """Downloads and unpacks the npm packages; the folder that holds their weights."""
    npm = _npm()
    for package, expected in NPM_PACKAGES.items():
        print(f"下载字体 / downloading {package} …", flush=True)
        _run([npm, "pack", "--silent", package], work)
        (archive,) = work.glob("*.tgz")
        _compare(archive, expected)
        with tarfile.open(archive) as opened:
            opened.extractall(work, filter="data")
        archive.unlink()
    return work / "package"


def _npm() -> str:
    """The npm on the PATH, or the one of this Python environment."""
    beside = str(Path(sys.executable).parent)
    found = shutil.which("npm") or shutil.which("npm", path=beside)
    if not found:
        raise FetchError("没有 npm / npm is not here")
    return found


def _run(command: list[str], work: Path) -> None:
    # The npm of a Python environment is a script that looks for its node on the PATH.
    path = f"{os.environ.get('PATH', '')}{os.pathsep}{Path(sys.executable).parent}"
    done = subprocess.run(  # noqa: S603 - fixed commands, found on the PATH of whoever runs them
        command,
        cwd=work,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise FetchError(f"{Path(command[0]).name}: {done.stderr.strip()}")


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
