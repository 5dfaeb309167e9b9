"""Fetches the certificate's fonts into `.cache/fonts`: `python -m local.fonts`.

They come as Debian packages through `apt-get download`, which needs no root. Where the machine's
package lists are missing or out of date, lists of our own are fetched into a temporary folder;
where there is no apt at all, the npm package of Noto Serif SC takes their place, and rarer
characters then hold a certificate as `glyph_missing`.

Only what is drawn is kept, so that fonts and renderer fit into a Lambda function: Noto Serif
whole, its bold for the template's labels alone, and of the others what those before them lack.
apt checks each package against Debian's signed index; a digest recorded here is checked besides
while Debian still offers that version, and a newer one is taken as it comes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "chalicelib/gateways/certificate.typ"
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
NPM_PACKAGE = "@expo-google-fonts/noto-serif-sc@0.4.3"
SIMPLIFIED_CHINESE = 2  # the face of that number in Noto's collections

HELP = """\
无法取得证书字体 / The certificate's fonts could not be fetched.
请检查网络后重试；Debian/Ubuntu 上可先以 root 运行 apt-get update，其他系统请先安装 npm。
Check the network and try again. On Debian or Ubuntu run `apt-get update` as root first;
elsewhere install npm."""


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
    """Changes with what decides the files: this module and the characters of the bold."""
    labels = "".join(sorted(_labels()))
    return hashlib.sha256(Path(__file__).read_bytes() + labels.encode()).hexdigest()


def _fetch() -> None:
    with tempfile.TemporaryDirectory(prefix="xuefen-fonts-") as name:
        work = Path(name)
        kept = work / "kept"
        kept.mkdir()
        if shutil.which("apt-get") and shutil.which("dpkg-deb"):
            _keep_debian(_from_debian(work), kept)
        else:
            _keep_npm(_from_npm(work), kept)
        _stamp_path().unlink(missing_ok=True)
        shutil.copytree(kept, FOLDER, dirs_exist_ok=True)


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
    elif hashlib.sha256(package.read_bytes()).hexdigest() != expected:
        raise FetchError(f"{package.name}: 校验和不符 / wrong digest")


def _from_npm(work: Path) -> Path:
    """Downloads and unpacks the npm package; the folder that holds its weights."""
    if not shutil.which("npm"):
        raise FetchError("没有 apt 也没有 npm / neither apt nor npm is here")
    print(f"下载字体 / downloading {NPM_PACKAGE} …", flush=True)
    _run(["npm", "pack", "--silent", NPM_PACKAGE], work)
    with tarfile.open(next(work.glob("*.tgz"))) as archive:
        archive.extractall(work, filter="data")
    return work / "package"


def _run(command: list[str], work: Path) -> None:
    done = subprocess.run(  # noqa: S603 - fixed commands, found on the PATH of whoever runs them
        command, cwd=work, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise FetchError(f"{command[0]}: {done.stderr.strip()}")


# What is kept of them


def _keep_debian(fonts: Path, kept: Path) -> None:
    noto = fonts / "opentype/noto"
    shutil.copy(noto / "NotoSerifCJK-Regular.ttc", kept)
    _keep_labels(noto / "NotoSerifCJK-Bold.ttc", kept, face=SIMPLIFIED_CHINESE)
    shutil.copy(fonts / "truetype/hanazono/HanaMinB.ttf", kept)
    covered = _characters(kept / "NotoSerifCJK-Regular.ttc", face=SIMPLIFIED_CHINESE)
    covered |= _characters(kept / "HanaMinB.ttf")
    for source in ("hanazono/HanaMinA.ttf", "babelstone/BabelStoneHan.ttf"):
        lacking = _characters(fonts / "truetype" / source) - covered
        _subset(fonts / "truetype" / source, kept / Path(source).name, lacking)
        covered |= lacking


def _keep_npm(package: Path, kept: Path) -> None:
    shutil.copy(package / "400Regular/NotoSerifSC_400Regular.ttf", kept)
    _keep_labels(package / "700Bold/NotoSerifSC_700Bold.ttf", kept, face=-1)


def _keep_labels(bold: Path, kept: Path, *, face: int) -> None:
    """The bold is drawn for fixed words alone, so it needs no character besides theirs."""
    _subset(bold, kept / "NotoSerif-Bold-labels.otf", set(map(ord, _labels())), face=face)


def _labels() -> set[str]:
    return {character for character in TEMPLATE.read_text("utf-8") if character.isprintable()}


def _characters(font: Path, *, face: int = -1) -> set[int]:
    """The code points that a font maps and a certificate may print."""
    with TTFont(font, fontNumber=face, lazy=True) as opened:
        mapped = opened.getBestCmap()
    return {point for point in mapped if unicodedata.category(chr(point)) not in {"Cc", "Cf", "Co"}}


def _subset(source: Path, target: Path, characters: set[int], *, face: int = -1) -> None:
    options = subset.Options(
        font_number=face, layout_features=[], name_IDs=["*"], notdef_outline=True, hinting=False
    )
    # Nothing is set vertically, and these faces' other tables serve no horizontal Chinese text.
    options.drop_tables += ["BASE", "DSIG", "FFTM", "GDEF", "VORG", "meta", "vhea", "vmtx"]
    font = subset.load_font(str(source), options, dontLoadGlyphNames=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
    print(
        f"  {target.name}: {len(characters)} 字 / characters, {target.stat().st_size / 1e6:.1f} MB"
    )


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
