"""The texts of lessons, written once each: Markdown as an administrator wrote it, HTML as it is shown.

A text is known by its media's id, which is drawn for each; so an edition's never changes.
"""

from functools import lru_cache

import msgspec

from chalicelib.courses.store.partition import course_key
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import Conflict, RegistryItem, conflicts, find, is_new, read
from chalicelib.platform.store.writes import Write


class KeptText(msgspec.Struct, frozen=True):
    """A text, in whichever of its two forms."""

    text: str


def find_markdown(course: str, media: str) -> str | None:
    """The text as it was written, if there is one."""
    item = find(RegistryItem, course_key(course), f"TEXT#{course}#{media}")
    return read(item, KeptText).text if item else None


@lru_cache(maxsize=64)
def get_html(course: str, media: str) -> str:
    """The text as it is shown, sanitised; kept while the process lives.

    Raises:
        Refusal: `not_found`.
    """
    item = find(RegistryItem, course_key(course), f"HTML#{course}#{media}")
    if item is None:
        raise Refusal("not_found")
    return read(item, KeptText).text


def markdown_write(course: str, media: str, text: str) -> Write:
    """A text as it was written, to write once."""
    return _write(course, f"TEXT#{course}#{media}", text)


def put_html(course: str, media: str, html: str) -> None:
    """Keep a text as it is shown; what is kept already stays."""
    item, condition, *_ = _write(course, f"HTML#{course}#{media}", html)
    try:
        with conflicts():
            item.save(condition=condition)
    except Conflict:
        return


def _write(course: str, sk: str, text: str) -> Write:
    item = RegistryItem(pk=course_key(course), sk=sk, body=keep(KeptText(text)))
    return Write(item, is_new())
