"""Opening what was uploaded as evidence: can a reviewer read it, is it safe to open (R15)?

A file is opened by a library, under limits, rather than judged by its first bytes. Each fault is
told in words that continue 「证明材料…」 and say what to do.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from chalicelib.records.rules.evidence import TO_JPG

HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}
)
HEIC_TYPES = frozenset({"image/heic", "image/heif", "image/heic-sequence", "image/avif"})
HEIC = f"是手机的HEIC照片，多数电脑打不开，请改为JPG后上传：{TO_JPG}"
ANOTHER_TYPE = "的内容与文件类型不符，请按实际类型另存后上传"
UNREADABLE = "打不开，可能已损坏或没有传完，请打开确认后重新导出"
CUT_SHORT = "不完整，后半部分缺失，请重新导出或拍摄"
ENCRYPTED = "设有密码或权限限制，请去除密码（打印为PDF）后上传"
EMPTY = "没有任何页面，请重新导出"
TOO_COMPLEX = "内容过于复杂，无法检查，请打印为PDF或拍照后上传"
TOO_LARGE_PICTURE = "像素过大，请缩小或重新拍摄后上传"
SMALL_PICTURE = "像素过小，看不清内容，请重新拍摄"
ACTIVE = {
    "/JavaScript": "带有脚本",
    "/JS": "带有脚本",
    "/Launch": "带有启动程序的动作",
    "/EmbeddedFile": "带有附件",
    "/EmbeddedFiles": "带有附件",
    "/RichMedia": "带有多媒体",
    "/XFA": "带有动态表单",
}
"""What a PDF of evidence has no need of, by the names that stand for it in the file."""
PASSED_OVER = frozenset({"/StructTreeRoot"})
"""What no viewer carries out and of which there may be much: the tags for reading aloud."""
TO_FLATTEN = "，请打印为PDF（虚拟打印机）后上传"


class Limits(NamedTuple):
    """How much of a file is looked at before it is called too large to check.

    `pixels` of a PNG, which is decoded whole; a JPEG is decoded at an eighth of its size.
    """

    objects: int = 50_000
    pages: int = 100
    pixels: int = 60_000_000
    jpeg_pixels: int = 178_000_000


LIMITS = Limits()
HEAD_WITHIN = 1024
"""Bytes before which a PDF's head may stand: readers pass over what some mailers put before it."""
TAIL_WITHIN = 1024
LOST_INDEX = b"\nstartxref\n1\n%%EOF\n"
"""Behind a file without its index: it makes the library look for the objects, as readers do."""
FIRST_BYTES = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n"}
LEAST_SIDE = 32
"""Pixels; what is smaller shows nothing."""


def is_heic(content_type: str, filename: str) -> bool:
    """Whether a file is announced as what phones photograph in and few computers show."""
    return content_type.lower() in HEIC_TYPES or filename.lower().endswith((".heic", ".heif"))


def find_fault(content: bytes, content_type: str, limits: Limits = LIMITS) -> str | None:
    """What is wrong with a file, or None if it can be opened and read.

    Args:
        content: the whole file.
        content_type: what it was announced as: `application/pdf`, `image/jpeg` or `image/png`.
        limits: how much is looked at.
    """
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    if content_type == "application/pdf":
        return _fault_of_pdf(content, limits)
    return _fault_of_picture(content, content_type.removeprefix("image/").upper(), limits)


def _fault_of_pdf(content: bytes, limits: Limits) -> str | None:
    start = content.find(b"%PDF-", 0, HEAD_WITHIN)
    if start < 0:
        return ANOTHER_TYPE
    tail = content.rstrip(b"\0\r\n\t ")[-TAIL_WITHIN:]
    if not any(sign in tail for sign in (b"%%EOF", b"startxref", b"trailer")):
        return CUT_SHORT
    # What the library has to say of a file can hold pieces of the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    whole = content[start:]
    for form in (whole, whole + LOST_INDEX):
        with suppress(Exception):  # pypdf raises whatever it stumbles over in a damaged file
            return _fault_within(form, limits)
    return UNREADABLE


def _fault_within(content: bytes, limits: Limits) -> str | None:
    from pypdf import PdfReader  # noqa: PLC0415 - one call alone needs it

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        return ENCRYPTED
    names: set[str] = set()
    for number, found in enumerate(_names(reader.trailer)):
        if number > limits.objects:
            return TOO_COMPLEX
        names |= found & ACTIVE.keys()
    if names:
        return ACTIVE[min(names)] + TO_FLATTEN
    pages = [page.get_contents() for page in reader.pages[: limits.pages]]
    return None if pages else EMPTY


def _names(trailer: object) -> Iterator[set[str]]:
    """The names in each dictionary or list that a viewer reaches: keys, and values that are names."""
    from pypdf.generic import IndirectObject, NameObject  # noqa: PLC0415 - as above

    waiting, known = [trailer], set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            if value.idnum in known:
                continue
            known.add(value.idnum)
            value = value.get_object()
        if not isinstance(value, dict | list):
            continue
        members = dict(_raw(value))
        waiting += [each for key, each in members.items() if key not in PASSED_OVER]
        yield {str(each) for each in (*members, *members.values()) if isinstance(each, NameObject)}


def _raw(value: Any) -> Iterator[tuple[object, object]]:  # noqa: ANN401 - pypdf's objects
    """The members of a dictionary or list, references unresolved."""
    from pypdf.generic import DictionaryObject  # noqa: PLC0415 - as above

    if isinstance(value, DictionaryObject):
        yield from ((key, value.raw_get(key)) for key in value)
    else:
        yield from enumerate(list.__iter__(value))


def _fault_of_picture(content: bytes, kind: str, limits: Limits) -> str | None:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - one call alone needs it

    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            width, height = picture.size
            most = limits.jpeg_pixels if kind == "JPEG" else limits.pixels
            if width * height > most:
                return TOO_LARGE_PICTURE
            if min(width, height) < LEAST_SIDE:
                return SMALL_PICTURE
            picture.draft("L", (1, 1))
            picture.load()
    except UnidentifiedImageError:
        return ANOTHER_TYPE if not content.startswith(FIRST_BYTES[kind]) else UNREADABLE
    except Image.DecompressionBombError:
        return TOO_LARGE_PICTURE
    except Exception:  # noqa: BLE001 - Pillow raises whatever it stumbles over in a damaged file
        return CUT_SHORT
    return None
