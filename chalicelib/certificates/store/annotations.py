"""Variants of certificates for a purpose, beside their person's transcripts: by year, version and number."""

from chalicelib.certificates.rules.annotation import ANNOTATIONS, Annotation
from chalicelib.certificates.store.transcripts import papers_key
from chalicelib.platform.rules import mark
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    HrItem,
    conflicts,
    find,
    is_new,
    is_version,
    marked,
    read,
)


def place_of(annotation: Annotation) -> str:
    """The sort key of a variant."""
    return f"{_first(annotation.year, annotation.of_version)}{annotation.slot:02d}"


def _first(year: int, version: int) -> str:
    return f"{ANNOTATIONS}{year}#{version}#"


def put_order(annotation: Annotation) -> None:
    """Write a new variant, with the mark that it is to be drawn.

    Raises:
        Conflict: its place is taken.
    """
    waits = mark.render(annotation.person, annotation.ordered_at)
    with conflicts():
        marked(_item(annotation), waits).save(condition=is_new())


def put_drawn(annotation: Annotation, previous: int) -> None:
    """Write what became of a variant; nothing is owed any more.

    Raises:
        Conflict: it has changed since version `previous` was read.
    """
    with conflicts():
        _item(annotation).save(condition=is_version(previous))


def _item(annotation: Annotation) -> HrItem:
    return HrItem(
        pk=papers_key(annotation.person),
        sk=place_of(annotation),
        version=annotation.version,
        body=keep(annotation),
    )


def find_at(person: str, place: str) -> Annotation | None:
    """Read what lies in a place, strongly consistent."""
    item = find(HrItem, papers_key(person), place)
    return read(item, Annotation) if item else None


def find_annotations(person: str, year: int, version: int) -> list[Annotation]:
    """Read the variants of a version, strongly consistent."""
    begins = HrItem.sk.startswith(_first(year, version))
    items = HrItem.query(papers_key(person), begins, consistent_read=True)
    return [read(item, Annotation) for item in items]
