"""Captions (WebVTT), read as strictly as the format is written."""

from chalicelib.courses.rules.media import MediaFault

INVALID = "captions_invalid"
_SAVE_AS = "请另存为WebVTT（.vtt，UTF-8编码）后重新上传"


def caption_faults(content: bytes) -> tuple[MediaFault, ...]:
    """All that is wrong with captions: not of the format, empty, or lines that end before they begin."""
    import webvtt  # noqa: PLC0415 - in the layer of media alone
    from webvtt.errors import MalformedCaptionError, MalformedFileError  # noqa: PLC0415 - as above

    try:
        found = webvtt.WebVTT.from_string(content.decode("utf-8-sig"), strict=True)
    except UnicodeDecodeError:
        return (MediaFault(INVALID, f"字幕不是UTF-8编码，{_SAVE_AS}。"),)
    except MalformedFileError:
        return (MediaFault(INVALID, f"字幕不是WebVTT格式（首行应为WEBVTT），{_SAVE_AS}。"),)
    except MalformedCaptionError as fault:
        return (MediaFault(INVALID, f"字幕有不合格式的一条（{str(fault)[:80]}），{_SAVE_AS}。"),)
    if not found.captions:
        return (MediaFault(INVALID, f"字幕文件中没有字幕，{_SAVE_AS}。"),)
    backwards = [each.start for each in found.captions if not each.start < each.end]
    told = "、".join(map(str, backwards[:5]))
    detail = f"有{len(backwards)}条字幕的结束时间不晚于开始时间（{told}），请改正后重新上传。"
    return (MediaFault(INVALID, detail),) if backwards else ()
