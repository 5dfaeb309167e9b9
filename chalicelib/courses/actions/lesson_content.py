"""What a player needs to show a lesson: of a text the page, of a film where it is played from (R52)."""

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.courses.gateways.course_bucket import media_url
from chalicelib.courses.rules.media import Media, MediaKind
from chalicelib.courses.rules.page import with_pictures
from chalicelib.courses.store.texts import get_html
from chalicelib.platform.rules.china_time import SHANGHAI


class LessonContent(NamedTuple):
    """What a lesson shows. Addresses are signed, and hold until `expires_at` (text at +08:00)."""

    url: str | None = None
    html: str | None = None
    captions: str | None = None
    poster: str | None = None
    transcript: str | None = None
    expires_at: str | None = None


def lesson_content_of(course: str, media: Iterable[Media]) -> LessonContent:
    """The content of a lesson of a course by its files, be they of an edition or ready in a draft."""
    files = tuple(media)
    of_kind = {each.kind: each for each in files}
    shown = {each.kind: media_url(each.key, each.content_type) for each in files if _is_shown(each)}
    addresses = {kind: each.url for kind, each in shown.items()}
    pictures = {each.filename: each for each in files if each.kind is MediaKind.PICTURE}
    signed = {name: media_url(each.key, each.content_type) for name, each in pictures.items()}
    ends = [each.expires_at for each in (*shown.values(), *signed.values())]
    page = _page(course, of_kind.get(MediaKind.TEXT))
    return LessonContent(
        url=addresses.get(MediaKind.VIDEO),
        html=page and with_pictures(page, {name: each.url for name, each in signed.items()}),
        captions=addresses.get(MediaKind.CAPTIONS),
        poster=addresses.get(MediaKind.POSTER),
        transcript=_page(course, of_kind.get(MediaKind.TRANSCRIPT)),
        expires_at=min(ends).astimezone(SHANGHAI).isoformat() if ends else None,
    )


def _is_shown(media: Media) -> bool:
    """Whether a player has a file from where it lies; of a text, and in it, a page is shown."""
    return media.kind in {MediaKind.VIDEO, MediaKind.CAPTIONS, MediaKind.POSTER}


def _page(course: str, media: Media | None) -> str | None:
    return get_html(course, media.id) if media else None
