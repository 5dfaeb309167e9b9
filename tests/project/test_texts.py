"""Every text that can be sent is checked, or exempt by name and with a reason (R7, R32)."""

from collections.abc import Iterator

import msgspec
from msgspec import inspect

from chalicelib.assembly.contract import ALL
from chalicelib.http.texts import KIND, UNCHECKED, extra_of, fields_of
from chalicelib.imports.routes.shapes_roster import RosterRowSent
from chalicelib.platform.rules.text import TextKind
from chalicelib.reports.routes.shapes import ReportSent

SENT = {
    kind
    for calls in ALL
    for one in calls.declarations
    if not one.is_page  # a page compares a name and keeps nothing
    for kind in (one.body, one.query)
    if kind
} | {ReportSent, RosterRowSent}
EXEMPT = {
    *(
        "name",
        "sought",
        "cursor",
        "sha256",
        "reports",
        "rows",
        "code",
        "employer_code",
        "q",
        "text",
    ),
    *("document.number", "corrected_document.number"),
    "decisions.[].code",
    *("evidence.[]", "faults.[].evidence", "decisions.[].faults.[].evidence"),
    *("certificates.[].number", "certificates.[].name"),
}
"""The members that may do without; whoever adds one says why in its type."""
PRINTED = {"title", "issuer", "employer"}
"""What ends up on a certificate, or in what is printed beside it."""
NEVER_PRINTED = {
    ("AnnouncementSent", "title"),
    ("ArchiveSent", "employer"),
    ("CertificatesQuery", "employer"),
    ("AlikeSent", "title"),
    ("AlikeSent", "issuer"),
    ("LessonAdded", "title"),
    ("LessonSent", "title"),
}
"""Announcements, what is sought among the texts that are kept, and the lessons of a course."""


def members(kind: inspect.Type, path: str = "") -> Iterator[tuple[str, inspect.Type]]:
    """Every member that may hold a text, however deep, with its type."""
    match kind:
        case _ if UNCHECKED in extra_of(kind):
            yield path, kind
        case inspect.Metadata(type=inner):
            yield from ((at, kind if at == path else found) for at, found in members(inner, path))
        case inspect.UnionType(types=types):
            for each in types:
                yield from members(each, path)
        case inspect.StructType(cls=cls):
            for member in fields_of(cls):
                yield from members(member.type, f"{path}.{member.encode_name}".lstrip("."))
        case inspect.ListType(item_type=item) | inspect.VarTupleType(item_type=item):
            yield from members(item, f"{path}.[]")
        case inspect.DictType(value_type=value):
            yield from members(value, f"{path}.{{}}")
        case inspect.StrType() | inspect.AnyType():
            yield path, kind


FOUND = [
    (kind.__name__, path, found)
    for kind in sorted(SENT, key=lambda each: each.__name__)
    for path, found in members(inspect.type_info(kind))
]


def test_every_body_has_been_looked_at() -> None:
    assert {"title", "issuer", "reference", "facts.{}", "filename", "text", "sub"} <= {
        path for _, path, _ in FOUND
    }
    assert len(FOUND) > 60


def is_checked_or_exempt(path: str, found: inspect.Type) -> bool:
    extra = extra_of(found)
    if UNCHECKED in extra:
        return path in EXEMPT and len(extra[UNCHECKED]) > 10
    return extra.get(KIND, TextKind.LINE) in TextKind


def test_r7_a_text_is_checked_or_exempt_with_a_reason() -> None:
    unnamed = [
        f"{kind}.{path}" for kind, path, found in FOUND if not is_checked_or_exempt(path, found)
    ]
    assert unnamed == [], "name it here, too, and in its type with a reason"


def test_r32_what_is_printed_is_asked_for_its_characters() -> None:
    unasked = [
        f"{kind}.{path}"
        for kind, path, found in FOUND
        if path in PRINTED and (kind, path) not in NEVER_PRINTED
        if extra_of(found).get(KIND) is not TextKind.PRINTED
    ]
    assert unasked == [], "it ends on a certificate"


def test_what_is_exempt_is_there() -> None:
    assert {path for _, path, _ in FOUND} >= EXEMPT
    assert {(kind, path) for kind, path, _ in FOUND} >= NEVER_PRINTED


def test_a_struct_of_any_new_kind_is_checked_by_itself() -> None:
    forgetful = msgspec.defstruct("Forgetful", [("remark", str)])

    assert dict(members(inspect.type_info(forgetful))).keys() == {"remark"}
    assert not extra_of(fields_of(forgetful)[0].type)
