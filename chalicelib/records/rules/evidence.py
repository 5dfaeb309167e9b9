"""A file of evidence, as whatever rests on it names it (R15)."""

import msgspec

TO_JPG = (
    "iPhone在“设置-相机-格式”中选“兼容性最佳”，安卓手机在相机设置中关闭HEIF（高效）格式，再重新拍摄；"
    "已拍的，在微信中不选“原图”发给“文件传输助手”后保存，或打开照片截屏"
)
"""How a photograph as phones take them (HEIC) comes to be a JPG: an iPhone's album has no such choice."""


class Evidence(msgspec.Struct, frozen=True, array_like=True):
    """An uploaded file as a record pins it. `id` is its SHA-256; `object_version` S3's.

    `owner` is the account that uploaded it, where its person has several that were merged.
    """

    id: str
    filename: str
    content_type: str
    size: int
    object_version: str = ""
    owner: str = ""
