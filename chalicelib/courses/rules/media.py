"""What a lesson shows, file by file: how far each is on its way from an administrator to who studies.

Where a file lies says its key, which holds no file's or person's name; a file there never changes.
"""

from enum import StrEnum

import msgspec


class MediaKind(StrEnum):
    """What a file is to its lesson."""

    VIDEO = "video"
    TEXT = "text"
    CAPTIONS = "captions"
    POSTER = "poster"
    TRANSCRIPT = "transcript"
    PICTURE = "picture"


class MediaState(StrEnum):
    """How far a file is: on its way, being checked, good, or refused with its faults."""

    UPLOADING = "uploading"
    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"


class MediaFault(msgspec.Struct, frozen=True):
    """What is wrong with a file: a stable code, and in Chinese what it is and what to do."""

    code: str
    detail: str


class Media(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One file of a lesson. `id` is drawn at random for each upload or text, and part of its key.

    `size` is in bytes; `seconds` a film's length as it was checked, cut to whole ones. `key` is where
    what was checked lies; a text's is its id.
    """

    id: str
    kind: MediaKind
    filename: str
    content_type: str
    size: int
    state: MediaState = MediaState.READY
    key: str = ""
    seconds: int = 0
    width: int = 0
    height: int = 0
    faults: tuple[MediaFault, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is awaited of it any more."""
        return self.state in {MediaState.READY, MediaState.REFUSED}
