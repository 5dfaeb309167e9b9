"""A course as a package (ZIP): its manifest, and everything that is wrong with it by file and row (R53).

The manifest is `course.toml` or `course.json`: year, title, lessons in their order with the files of each by their
paths in the package, the workbook of questions and how many of them are asked at once. What is said here of
a file is where it lies; what it is, whoever checks it finds.
"""

import json
import posixpath
import tomllib
from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.courses.rules.drafting import MOST_LESSONS, MOST_QUESTIONS
from chalicelib.courses.rules.media import MediaKind
from chalicelib.platform.rules.refusal import Refusal

MANIFESTS = ("course.toml", "course.json")
MOST_MANIFEST = 256 * 1024
"""Bytes of a manifest."""
MOST_TEXT = 256 * 1024
"""Bytes of a lesson's text: what one call of the interface takes."""
TYPES = {
    MediaKind.VIDEO: {".mp4": "video/mp4", ".webm": "video/webm"},
    MediaKind.CAPTIONS: {".vtt": "text/vtt"},
    MediaKind.TRANSCRIPT: {".md": "text/markdown", ".txt": "text/plain"},
    MediaKind.POSTER: {
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".png": "image/png",
        ".webp": "image/webp",
    },
}
TYPES[MediaKind.PICTURE] = TYPES[MediaKind.POSTER]
"""How files of a package are announced; their checker believes none of it."""
Title = Annotated[str, Meta(min_length=1, max_length=200)]
PathText = Annotated[str, Meta(min_length=1, max_length=300)]


class PackageFault(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is wrong with a package: in which file, in which row of it (0: in none), and what to do."""

    file: str
    code: str
    detail: str
    row: int = 0


class PackagedLesson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson: a film with what goes with it, or a text with its pictures; paths within the package."""

    title: Title
    video: PathText = ""
    captions: PathText = ""
    poster: PathText = ""
    transcript: PathText = ""
    text: PathText = ""
    seconds: Annotated[int, Meta(ge=0, le=86_400)] = 0
    pictures: tuple[PathText, ...] = ()

    @property
    def files(self) -> Iterator[tuple[MediaKind, str]]:
        """Its files, but the text itself, by what they are to it."""
        for kind in (MediaKind.VIDEO, MediaKind.CAPTIONS, MediaKind.POSTER, MediaKind.TRANSCRIPT):
            if path := getattr(self, kind):
                yield kind, path
        for path in self.pictures:
            yield MediaKind.PICTURE, path


class CoursePackage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A package's manifest."""

    year: Annotated[int, Meta(ge=2000, le=2100)]
    title: Title
    lesson: Annotated[tuple[PackagedLesson, ...], Meta(min_length=1, max_length=MOST_LESSONS)]
    id: str = ""
    questions: PathText = ""
    draw: Annotated[int, Meta(ge=0, le=MOST_QUESTIONS)] = 0


def parse_manifest(name: str, content: bytes) -> CoursePackage:
    """Read a manifest, TOML or JSON by its name.

    Raises:
        Refusal: `package_invalid`, with what is wrong with it.
    """
    try:
        text = content.decode("utf-8-sig")
        read = tomllib.loads(text) if name.endswith(".toml") else json.loads(text)
        return msgspec.convert(read, CoursePackage)
    except (ValueError, msgspec.ValidationError) as fault:
        raise Refusal("package_invalid", file=name, why=str(fault)[:300]) from fault


def content_type_of(kind: MediaKind, path: str) -> str | None:
    """What a file is announced as, by the end of its name; None where it is none that is taken."""
    return TYPES[kind].get(posixpath.splitext(path.lower())[1])


def manifest_faults(manifest: str, package: CoursePackage) -> Iterator[PackageFault]:
    """What is wrong with a manifest in itself: lessons that show nothing or too much, paths that lead out."""
    for number, lesson in enumerate(package.lesson, 1):
        if bool(lesson.video) == bool(lesson.text):
            why = f"第{number}课应有video或text之一，请改正清单。"
            yield PackageFault(manifest, "lesson_content", why, number)
        for kind, path in lesson.files:
            if content_type_of(kind, path) is None:
                taken = "、".join(TYPES[kind])
                why = f"第{number}课的{kind}「{path}」类型不支持，应为{taken}。"
                yield PackageFault(manifest, "type_unsupported", why, number)
    if bool(package.questions) != bool(package.draw):
        why = "questions（题库）和draw（每次抽题数）应同时填写，或都不填写。"
        yield PackageFault(manifest, "examination_incomplete", why)


def paths_of(package: CoursePackage) -> Iterator[tuple[int, str]]:
    """Every path that a manifest names, with the number of its lesson, 0 for what belongs to none."""
    for number, lesson in enumerate(package.lesson, 1):
        for path in (lesson.text, *(path for _, path in lesson.files)):
            if path:
                yield number, path
    if package.questions:
        yield 0, package.questions


def absent_faults(
    manifest: str, package: CoursePackage, present: Iterable[str]
) -> Iterator[PackageFault]:
    """The files that a manifest names and the package has not; names are compared as ZIP has them."""
    names = {each.lower() for each in present}
    for number, path in paths_of(package):
        if normal(path) not in names:
            why = f"清单中的「{path}」不在压缩包中，请补上文件或改正路径。"
            yield PackageFault(manifest, "file_absent", why, number)


def normal(path: str) -> str:
    """A path as the package's list has it: strokes one way, small letters."""
    return path.replace("\\", "/").lower().lstrip("/")
