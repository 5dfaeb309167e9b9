"""What a player needs to show a lesson: of a text the page, of a film where it is played from (R52)."""

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.courses.rules.media import Media, MediaKind
from chalicelib.courses.store.texts import get_html


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
    of_kind = {each.kind: each for each in media}
    return LessonContent(
        html=_page(course, of_kind.get(MediaKind.TEXT)),
        transcript=_page(course, of_kind.get(MediaKind.TRANSCRIPT)),
    )


def _page(course: str, media: Media | None) -> str | None:
    return get_html(course, media.id) if media else None
