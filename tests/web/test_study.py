"""R52, R53: an administrator publishes a course on pages; on a phone its film counts, also without a network."""

import re
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, Response, expect

from chalicelib.platform.rules.china_time import SHANGHAI
from local.client import Client
from tests.courses.films import SECONDS, film
from tests.web.conftest import PATIENCE
from tests.web.reader import look, sign_in
from tests.web.test_network import enrolled

YEAR = 2024
"""One without an examination, of which no other test says anything."""
BEGUN = datetime(YEAR, 6, 1, 9, 0, tzinfo=SHANGHAI)
COURSE = f"public-{YEAR}"
PATH = f"/v1/admin/courses/{COURSE}"
CHARACTERS_A_SECOND = 5
TEXTS = 7
FILM = "单位负责人的会计责任"
GAP = "补学没有计入的部分"


def course_of_a_film_and_texts(base: str) -> Client:
    """A course that may be published: its film is short, what is missing of the hours are texts."""
    admin = Client(base, "admin")
    course = admin.post("/v1/admin/courses", {"year": YEAR, "title": "公需科目", "id": COURSE})
    lesson = admin.post(f"{PATH}/lessons", {"title": FILM, "content": "video"})["lesson"]
    about = {"kind": "video", "filename": "a.mp4", "content_type": "video/mp4"}
    media = f"{PATH}/lessons/{lesson}/media"
    begun = admin.post(media, {**about, "size": len(film())})
    part = urllib.request.Request(begun["parts"][0]["url"], film(), method="PUT")  # noqa: S310 - signed by our own cloud
    urllib.request.urlopen(part).close()  # noqa: S310 - as above
    admin.post(f"{media}/{begun['upload']}/complete")
    share, more = divmod(course["seconds_required"] - SECONDS, TEXTS)
    for number in range(TEXTS):
        seconds = share + (more if number == 0 else 0)
        text = "a" * (seconds * CHARACTERS_A_SECOND)
        admin.post(
            f"{PATH}/lessons",
            {"title": f"第{number + 1}篇", "content": "text", "text": text, "seconds": seconds},
        )
    return admin


def _is_film(answered: Response) -> bool:
    return answered.headers.get("content-type", "").startswith("video/")


@pytest.fixture
def open_year(base: str) -> Iterator[None]:
    """Let the server's clock stand in the year that is studied while a test lasts."""
    client = Client(base, "web-clock")
    client.send("PUT", "/dev/clock", {"now": BEGUN.isoformat()})
    yield
    client.send("PUT", "/dev/clock", {"now": None})


@pytest.mark.usefixtures("open_year")
def test_r52_r53_given_a_published_course_then_its_film_counts_once_the_network_is_back(
    desk: Page, phone: Page, base: str
) -> None:
    admin = course_of_a_film_and_texts(base)
    admin.post("/dev/drain")
    sign_in(desk, "admin", f"/#/admin/courses/{COURSE}")
    desk.get_by_role("button", name="发布课程").click()
    look(desk, "admin-course")
    desk.get_by_role("button", name="确定发布").click()
    expect(desk.get_by_text("第1版已发布")).to_be_visible()

    person = enrolled(
        base, "web-film", document={"type": "resident_id", "number": "440703199502043343"}
    )
    sign_in(phone, "web-film", f"/#/study?year={YEAR}")
    with phone.expect_response("**/progress"), phone.expect_response(_is_film) as playing:
        phone.get_by_role("button", name="开始学习").click()
    playing.value.finished()
    phone.context.set_offline(offline=True)
    unsent = phone.get_by_text(re.compile(r"网络不通，有\d秒还没有送出"))
    expect(unsent).to_be_visible(timeout=PATIENCE)
    look(phone, "study-offline-phone")
    person.send("PUT", "/dev/clock", {"now": (BEGUN + timedelta(minutes=1)).isoformat()})
    phone.context.set_offline(offline=False)
    done, again = phone.get_by_text("本节已学完"), phone.get_by_role("button", name=GAP)
    expect(done.or_(again).first).to_be_visible(timeout=PATIENCE)
    if again.is_visible():
        # A busy machine may tell a second late where the film began: it is played once more.
        person.send("PUT", "/dev/clock", {"now": (BEGUN + timedelta(minutes=2)).isoformat()})
        again.click()
    expect(done).to_be_visible(timeout=PATIENCE)
    look(phone, "study-film-phone")
    lesson = person.get(f"/v1/me/courses?year={YEAR}")["items"][0]["lessons"][0]
    assert (lesson["title"], lesson["done"]) == (FILM, SECONDS)
