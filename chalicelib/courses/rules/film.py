"""What a film must be, so that browsers and phones play it: container, codecs, length (R52, R53).

It goes by what a library finds in the file, never by a name or an announced type. The formats are
those that every browser of today plays: MP4 with H.264 and AAC, WebM with VP8, VP9 or AV1 and Opus
or Vorbis.
"""

from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.courses.rules.media import MediaFault

MOST_SECONDS = 3 * 3600
"""Of a lesson: an address at which it is played holds for twice as long."""
MP4, WEBM = "MPEG-4", "WebM"
TYPES = {MP4: "video/mp4", WEBM: "video/webm"}
VIDEO = {MP4: ("AVC",), WEBM: ("VP8", "VP9", "AV1")}
AUDIO = {MP4: ("AAC",), WEBM: ("Opus", "Vorbis")}
CALLED = {"AVC": "H.264", "HEVC": "H.265（HEVC）"}
_SAVE_AS = "请用转码工具另存为MP4（H.264视频、AAC音频）后重新上传"
_DEEPEST = 8
"""Bits of a colour that phones play."""


class Picture(NamedTuple):
    """The pictures of a film: codec, how colours are kept, size in pixels, seconds (None: not told)."""

    codec: str
    chroma: str
    depth: int
    width: int
    height: int
    seconds: float | None


class Film(NamedTuple):
    """What a library found in a file: names of formats as MediaInfo gives them, empty for none."""

    container: str
    pictures: tuple[Picture, ...]
    sounds: tuple[str, ...]
    seconds: float | None
    is_cut: bool

    @property
    def whole_seconds(self) -> int:
        """How long it is, cut to whole seconds: as long as there are pictures, if they end first."""
        told = [self.seconds, *(each.seconds for each in self.pictures)]
        return int(min((each for each in told if each is not None), default=0))


def film_faults(film: Film, content_type: str) -> tuple[MediaFault, ...]:
    """All that is wrong with a film that was announced as of a type."""
    if film.container not in TYPES:
        found = film.container or "不是音视频"
        detail = f"文件格式（{found}）不支持，{_SAVE_AS}。"
        return (MediaFault("container_unsupported", detail),)
    return (*_faults_of_whole(film, content_type), *_faults_of_codecs(film))


def _faults_of_whole(film: Film, content_type: str) -> Iterator[MediaFault]:
    if TYPES[film.container] != content_type:
        detail = (
            f"内容是{TYPES[film.container]}，与登记的{content_type}不符，请按实际类型重新上传。"
        )
        yield MediaFault("type_differs", detail)
    if film.is_cut:
        yield MediaFault("film_cut_short", "文件不完整，后半部分缺失，请重新导出后上传。")
    elif not film.whole_seconds:
        detail = f"文件中没有时长，或不足1秒，{_SAVE_AS}。"
        yield MediaFault("duration_unknown", detail)
    elif film.whole_seconds > MOST_SECONDS:
        hours = MOST_SECONDS // 3600
        detail = f"时长{film.whole_seconds}秒，超过{hours}小时，请分成几课上传。"
        yield MediaFault("film_too_long", detail)


def _faults_of_codecs(film: Film) -> Iterator[MediaFault]:
    if len(film.pictures) != 1:
        detail = f"应有一路视频，实有{len(film.pictures)}路，{_SAVE_AS}。"
        yield MediaFault("picture_missing", detail)
    for codec in [each.codec for each in film.pictures]:
        if codec not in VIDEO[film.container]:
            yield _unsupported("视频", codec, VIDEO[film.container])
    for picture in film.pictures:
        if picture.chroma not in {"", "4:2:0"} or picture.depth > _DEEPEST:
            detail = f"色彩格式（{picture.chroma}，{picture.depth}位）手机不能播放，应为4:2:0、8位，{_SAVE_AS}。"
            yield MediaFault("colours_unsupported", detail)
    for codec in dict.fromkeys(film.sounds):
        if codec not in AUDIO[film.container]:
            yield _unsupported("音频", codec, AUDIO[film.container])


def _unsupported(which: str, codec: str, taken: tuple[str, ...]) -> MediaFault:
    called = "、".join(CALLED.get(each, each) for each in taken)
    found = CALLED.get(codec, codec) or "未知"
    return MediaFault("codec_unsupported", f"{which}编码{found}不支持，应为{called}，{_SAVE_AS}。")
