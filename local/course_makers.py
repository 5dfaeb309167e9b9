"""Courses with content for the demonstration, made and published over the system's own HTTP interface.

What a year's file has as titles gets films, and its last lesson gives up as long as a text takes.
"""

import urllib.request
from collections.abc import Callable
from itertools import count

from chalicelib.courses.rules.course import Course, Examination
from chalicelib.courses.rules.course_files import courses_of
from local.client import TIMEOUT_SECONDS, Answer, Client
from local.lesson_files import READING, READING_SECONDS, TEXT, Made, files_of

COURSES = "/v1/admin/courses"
OFFERED = (2020, 2026)
"""The years whose course gets content."""
SHOWN = ("video",)
"""Of a year that the demonstration plays through by itself; whoever looks on studies the last one."""
DRAWN = 5
"""Questions of the bank that an examination asks at once."""
EXPLAINED = "示例解析：本题考查「{}」，正确答案是“{}”。"
TURNS = 30

Say = Callable[[str], None]


def make_courses(base: str, years: tuple[int, ...], say: Say = print) -> None:
    """Give the first course of each year content, and publish it.

    Raises:
        RuntimeError: a request was refused, or a file was not found good.
    """
    admin = Client(base, "admin")
    for year in years:
        course = courses_of(year)[0]
        named: Answer = {"title": f"{course.title}（示例）", "id": course.id, "year": year}
        admin.post(COURSES, named)
        for number, lesson in zip(count(1), course.lessons, strict=False):
            seconds = lesson.seconds - (READING_SECONDS if lesson is course.lessons[-1] else 0)
            stated = {"title": f"{lesson.title}（示例）", "content": "video"}
            added = admin.post(f"{COURSES}/{course.id}/lessons", stated)["lesson"]
            for file in files_of(course, number, lesson, seconds):
                if file.kind not in SHOWN and year != OFFERED[-1]:
                    continue
                upload(admin, f"{COURSES}/{course.id}/lessons/{added}/media", file)
        text: Answer = {"title": READING, "content": "text", "text": TEXT}
        admin.post(f"{COURSES}/{course.id}/lessons", {**text, "seconds": READING_SECONDS})
        made = _publish(admin, course)
        say(
            f"  {made['title']}：{len(made['lessons'])}课，共{made['seconds'] / 3600:g}小时，已发布"
        )


def upload(admin: Client, path: str, file: Made) -> None:
    """Bring a file piece by piece, as a browser does."""
    begun = admin.post(path, {**file.about, "size": len(file.content)})
    for part in begun["parts"]:
        start = (part["number"] - 1) * begun["part_size"]
        piece = file.content[start : start + begun["part_size"]]
        request = urllib.request.Request(part["url"], piece, method="PUT")  # noqa: S310 - signed by our own cloud
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310 - as above
            pass
    admin.post(f"{path}/{begun['upload']}/complete")


def _publish(admin: Client, course: Course) -> Answer:
    """Publish a course once all of its files are checked."""
    path = f"{COURSES}/{course.id}"
    # S3 tells the queue, and the queue the checker: what is under way is not yet known as such.
    for _turn in range(TURNS):
        admin.post("/dev/drain")
        shown = admin.get(path)
        if not {each["state"] for each in shown["lessons"]} & {"checking", "uploading"}:
            break
    whole = {
        "version": shown["version"],
        "title": shown["title"],
        "lessons": [each["id"] for each in shown["lessons"]],
        "examination": _bank(course.examination) if course.examination else None,
    }
    shown = admin.put(path, whole)
    return admin.post(f"{path}/publish", {"version": shown["version"]})


def _bank(examination: Examination) -> Answer:
    questions = [
        {
            "text": each.text,
            "choices": list(each.choices),
            "answer": each.answer,
            "explanation": EXPLAINED.format(each.text.rstrip("？"), each.choices[each.answer]),
        }
        for each in examination.questions
    ]
    return {"draw": min(DRAWN, len(questions)), "questions": questions}
