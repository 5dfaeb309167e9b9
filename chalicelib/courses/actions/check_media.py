"""Check a file that has come for a lesson, and say in the course how it is (R52, R53).

What a file is, a library finds in the file; neither its name nor the type it was announced as is
believed. S3 tells of a file at least once and in no order: one that is settled stays as it is, one that
was taken away meanwhile stays away. What a library dies of is not tried for ever.
"""

from collections.abc import Callable
from functools import partial

import msgspec

from chalicelib.courses.actions.keep_media import keep_media
from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.gateways.captions_file import caption_faults
from chalicelib.courses.gateways.course_bucket import Stored
from chalicelib.courses.gateways.film_file import FarFile, measured
from chalicelib.courses.gateways.picture_file import opened
from chalicelib.courses.gateways.text_page import page_of
from chalicelib.courses.rules.film import film_faults
from chalicelib.courses.rules.media import Media, MediaFault, MediaKind, MediaState
from chalicelib.courses.rules.page import most_seconds
from chalicelib.courses.store import drafts, texts

MOST_TRIES = 3
"""How often a file is opened; a run that dies of it says nothing."""
MOST_PAGE = 350_000
"""Bytes of a page: an item of DynamoDB holds no more."""
DIED = MediaFault("check_failed", "检查时多次中断，文件可能已损坏；请用转码工具另存后重新上传。")
EMPTY = MediaFault("text_empty", "没有可阅读的内容，请补充后重新保存。")
TOO_LONG = MediaFault("text_too_long", "内容过长，请分成几课。")
NOT_UTF8 = MediaFault("text_unreadable", "不是UTF-8编码的文本，请另存为UTF-8后重新上传。")


def check_media(key: str, tries: int = 1) -> Media | None:
    """Check what lies at a key, unless that is done.

    Args:
        key: where it lies, as `media_key` has it; what is no such key is nobody's.
        tries: how often this file has been brought here, this time included.

    Returns:
        The file as it is known now; None if no lesson has it.
    """
    address = course_bucket.find_address(key)
    found = _find(*address) if address else None
    if address is None or found is None or found.is_settled:
        return found
    course, lesson, media = address
    checked = _refused(found, (DIED,)) if tries > MOST_TRIES else _checked(course, key, found)
    keep_media(course, lesson, media, lambda before: before if before.is_settled else checked)
    return checked


def _find(course: str, lesson: str, media: str) -> Media | None:
    draft = drafts.find_draft(course)
    found = draft.find_lesson(lesson) if draft else None
    return next((each for each in found.media if each.id == media), None) if found else None


def _refused(media: Media, faults: tuple[MediaFault, ...]) -> Media:
    return msgspec.structs.replace(media, state=MediaState.REFUSED, faults=faults)


def _checked(course: str, key: str, media: Media) -> Media:
    """A file as it is found."""
    if media.kind is MediaKind.TEXT:
        return _checked_text(course, media, texts.find_markdown(course, media.id) or "")
    return _CHECKS[media.kind](course, key, media, course_bucket.get_stored(key))


def _checked_film(_course: str, key: str, media: Media, stored: Stored) -> Media:
    film = measured(FarFile(stored.size, partial(course_bucket.read_range, key, stored.etag)))
    if faults := film_faults(film, media.content_type):
        return _refused(media, faults)
    picture = film.pictures[0]
    return _ready(
        media, key, seconds=film.whole_seconds, width=picture.width, height=picture.height
    )


def _checked_captions(_course: str, key: str, media: Media, stored: Stored) -> Media:
    faults = caption_faults(course_bucket.read_whole(key, stored.etag))
    return _refused(media, faults) if faults else _ready(media, key)


def _checked_picture(_course: str, key: str, media: Media, stored: Stored) -> Media:
    found = opened(course_bucket.read_whole(key, stored.etag), media.content_type)
    if found.faults:
        return _refused(media, found.faults)
    return _ready(media, key, width=found.width, height=found.height)


def _checked_transcript(course: str, key: str, media: Media, stored: Stored) -> Media:
    try:
        text = course_bucket.read_whole(key, stored.etag).decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused(media, (NOT_UTF8,))
    return _checked_text(course, media, text)


def _checked_text(course: str, media: Media, text: str) -> Media:
    """A text, turned into the page that is shown; the seconds are the most that reading it may count."""
    page = page_of(text)
    if len(page.encode()) > MOST_PAGE:
        return _refused(media, (TOO_LONG,))
    seconds = most_seconds(page)
    if not seconds:
        return _refused(media, (EMPTY,))
    texts.put_html(course, media.id, page)
    return _ready(media, media.id, seconds=seconds)


def _ready(media: Media, key: str, **measures: int) -> Media:
    return msgspec.structs.replace(media, state=MediaState.READY, key=key, **measures)


_CHECKS: dict[MediaKind, Callable[[str, str, Media, Stored], Media]] = {
    MediaKind.VIDEO: _checked_film,
    MediaKind.CAPTIONS: _checked_captions,
    MediaKind.POSTER: _checked_picture,
    MediaKind.PICTURE: _checked_picture,
    MediaKind.TRANSCRIPT: _checked_transcript,
}
