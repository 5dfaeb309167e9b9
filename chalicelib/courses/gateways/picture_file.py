"""Pictures of courses, opened by a library under limits."""

import io
from typing import NamedTuple

from chalicelib.courses.rules.media import MediaFault

MOST_PIXELS = 40_000_000
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


class Opened(NamedTuple):
    """A picture's size in pixels, and all that is wrong with it."""

    width: int
    height: int
    faults: tuple[MediaFault, ...]


def opened(content: bytes, content_type: str) -> Opened:
    """Open a picture to its last pixel, of whichever of the three formats it really is."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - one call alone needs it

    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as picture:
            width, height = picture.size
            found = FORMATS[picture.format or ""]
            if width * height > MOST_PIXELS:
                return _refused("picture_too_large", "图片像素过大，请缩小后重新上传。")
            picture.load()
    except UnidentifiedImageError:
        return _refused("picture_unreadable", "不是JPG、PNG或WebP图片，请另存后重新上传。")
    except Image.DecompressionBombError:
        return _refused("picture_too_large", "图片像素过大，请缩小后重新上传。")
    except Exception:  # noqa: BLE001 - Pillow raises whatever it stumbles over in a damaged file
        return _refused("picture_unreadable", "图片打不开或不完整，请重新导出后上传。")
    if found != content_type:
        detail = f"内容是{found}，与登记的{content_type}不符，请按实际类型重新上传。"
        return Opened(width, height, (MediaFault("type_differs", detail),))
    return Opened(width, height, ())


def _refused(code: str, detail: str) -> Opened:
    return Opened(0, 0, (MediaFault(code, detail),))
