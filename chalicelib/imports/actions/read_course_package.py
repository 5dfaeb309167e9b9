"""Read a course's package as far as its manifest, texts and questions: all that can be wrong before anything is made."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import NamedTuple

from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.gateways.course_bucket import Stored
from chalicelib.courses.gateways.film_file import FarFile
from chalicelib.courses.rules.draft import BankQuestion
from chalicelib.courses.rules.upload import MIB, TAKEN
from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.imports.gateways.import_bucket import on_disk
from chalicelib.imports.gateways.package import Package, open_package
from chalicelib.imports.gateways.workbook import read_workbook
from chalicelib.imports.rules.course_package import (
    MANIFESTS,
    MOST_MANIFEST,
    MOST_TEXT,
    CoursePackage,
    PackageFault,
    absent_faults,
    content_type_of,
    manifest_faults,
    normal,
    parse_manifest,
)
from chalicelib.imports.rules.question_row import QuestionsRead, are_headings, read_questions
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.file_bounds import USUAL
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import TextKind, parse_text

BOUNDS = USUAL._replace(entries=2_000, unpacked_bytes=8 * 1024**3)
"""Of a package: what is in it is never unpacked anywhere, but read piece by piece."""
MOST_WORKBOOK = 16 * MIB
BUFFER = 4 * MIB
"""Bytes that are fetched at once: what is read of a package stands together."""


class OpenedPackage(NamedTuple):
    """A package that was read: its manifest, texts by lesson, questions, and all faults."""

    packed: Package
    package: CoursePackage
    texts: dict[int, str]
    questions: tuple[BankQuestion, ...]
    faults: tuple[PackageFault, ...]

    def size_of(self, path: str) -> int:
        """The bytes of a file of it, unpacked."""
        return self.packed.size_of(normal(path))

    def content_of(self, path: str) -> Iterator[bytes]:
        """A file of it, piece by piece."""
        return self.packed.pieces(normal(path), self.size_of(path))


@contextmanager
def opened_package(
    key: str, stored: Stored, at: datetime, still_time: Callable[[], bool]
) -> Iterator[OpenedPackage]:
    """Open a package where it lies; it can be read as long as the context lasts.

    Raises:
        Refusal: `package_invalid` without a manifest that can be read; `file_unreadable`.
    """
    far = FarFile(stored.size, partial(course_bucket.read_range, key, stored.etag))
    with io.BufferedReader(far, BUFFER) as file:
        yield _package_read(open_package(file, BOUNDS, still_time), at)


def _package_read(packed: Package, at: datetime) -> OpenedPackage:
    manifest = next((each for each in MANIFESTS if packed.has(each)), None)
    if manifest is None:
        why = f"压缩包最上层应有{'或'.join(MANIFESTS)}"
        raise Refusal("package_invalid", file=MANIFESTS[0], why=why)
    package = parse_manifest(manifest, b"".join(packed.pieces(manifest, MOST_MANIFEST)))
    absent = tuple(absent_faults(manifest, package, packed.names()))
    early = (*manifest_faults(manifest, package), *absent)
    texts = _Texts(packed, manifest, at)
    texts.take_all(package)
    questions = _question_rows(packed, package.questions)
    sizes = _size_faults(packed, manifest, package)
    faults = (*early, *sizes, *texts.faults, *questions.faults, *_stray(questions, package, at))
    return OpenedPackage(packed, package, texts.found, questions.questions, faults)


def _size_faults(packed: Package, manifest: str, package: CoursePackage) -> Iterator[PackageFault]:
    """Files that are empty or larger than is taken of their kind, before anything of them is read."""
    for number, lesson in enumerate(package.lesson, 1):
        for kind, path in lesson.files:
            if not packed.has(normal(path)) or content_type_of(kind, path) is None:
                continue
            most = TAKEN[kind].most_bytes
            if not 0 < packed.size_of(normal(path)) <= most:
                why = f"「{path}」大小应为1字节至{most // MIB} MB，请压缩或更换。"
                yield PackageFault(manifest, "file_size", why, number)


class _Texts:
    """The texts of a package: those of lessons, and every title; what is wrong with them is gathered."""

    def __init__(self, packed: Package, manifest: str, at: datetime) -> None:
        self._packed, self._manifest, self._at = packed, manifest, at
        self.found: dict[int, str] = {}
        self.faults: list[PackageFault] = []

    def take_all(self, package: CoursePackage) -> None:
        """Read all of them."""
        self._check_text(self._manifest, 0, "title", package.title, TextKind.PRINTED)
        for number, lesson in enumerate(package.lesson, 1):
            self._check_text(self._manifest, number, "title", lesson.title, TextKind.LINE)
            if lesson.text and self._packed.has(normal(lesson.text)):
                self._take_text(number, lesson.text)

    def _take_text(self, number: int, path: str) -> None:
        try:
            content = b"".join(self._packed.pieces(normal(path), MOST_TEXT))
            text = content.decode("utf-8-sig").replace("\r\n", "\n")
        except Refusal as refusal:
            self.faults.append(PackageFault(path, refusal.code, refusal.detail))
        except UnicodeDecodeError:
            why = "不是UTF-8编码的文本，请另存为UTF-8。"
            self.faults.append(PackageFault(path, "text_unreadable", why))
        else:
            self._check_text(path, 0, "text", text, TextKind.LINES)
            self.found[number] = text

    def _check_text(self, file: str, row: int, field: str, text: str, kind: TextKind) -> None:
        self.faults += _text_faults(file, row, field, text, kind, self._at)


def _text_faults(
    file: str, row: int, field: str, text: str, kind: TextKind, at: datetime
) -> Iterator[PackageFault]:
    """What is wrong with a text, as if it had been typed: what nobody reads, an identity number."""
    try:
        parse_text(text, field, kind)
        require_no_number(text, field, today=shanghai_date(at))
    except Refusal as refusal:
        yield PackageFault(file, refusal.code, refusal.detail, row)


def _question_rows(packed: Package, path: str) -> QuestionsRead:
    """The questions of the workbook that the manifest names; none where there is none."""
    if not path or not packed.has(normal(path)):
        return QuestionsRead((), (), ())
    try:
        with on_disk(packed.pieces(normal(path), MOST_WORKBOOK)) as file:
            return read_questions(path, read_workbook(file, are_headings))
    except Refusal as refusal:
        return QuestionsRead((), (), (PackageFault(path, refusal.code, refusal.detail),))


def _stray(read: QuestionsRead, package: CoursePackage, at: datetime) -> Iterator[PackageFault]:
    """Identity numbers and unreadable characters in questions."""
    for number, each in zip(read.rows, read.questions, strict=True):
        for text in (each.text, *each.choices, each.explanation):
            yield from _text_faults(package.questions, number, "text", text, TextKind.LINES, at)
