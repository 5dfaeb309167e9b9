"""A course that administrators published: a film, a text, and the rest in one more film."""

from datetime import UTC, datetime

from chalicelib.courses.rules.course import Content
from chalicelib.courses.rules.edition import Edition, EditionLesson, Offered
from chalicelib.courses.store.editions import (
    edition_write,
    forget_offered,
    offered_write,
    read_offered,
)
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.store.writes import write_together

REQUIRED = 81_000
LESSONS = {"film": 3000, "text": 600, "rest": REQUIRED - 3600}


def course_of(year: int) -> str:
    """The id of the year's published course."""
    return f"public-{year}-a2b3c4"


def publish(year: int = 2020, edition: int = 1, lessons: dict[str, int] | None = None) -> str:
    """Publish an edition of the year's course; its id."""
    course = course_of(year)
    made = Edition(
        course=course,
        year=year,
        edition=edition,
        title=f"{year}年度公需科目（示例）",
        lessons=tuple(
            EditionLesson(
                id=name,
                title=name,
                content=Content.TEXT if name == "text" else Content.VIDEO,
                seconds=seconds,
                media=(),
            )
            for name, seconds in (lessons or LESSONS).items()
        ),
        by=Actor(Party.ADMINISTRATOR),
        at=datetime(2020, 4, 1, tzinfo=UTC),
    )
    write_together(
        [edition_write(made), offered_write(read_offered(year).with_edition(course, edition))]
    )
    forget_offered()
    return course


def withdraw(year: int = 2020) -> None:
    """Take the year's course from newcomers."""
    offered: Offered = read_offered(year).without(course_of(year))
    write_together([offered_write(offered)])
    forget_offered()
