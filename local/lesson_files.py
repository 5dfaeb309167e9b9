"""What the lessons of the demonstration's courses show: films, captions, posters, a text, all of our own making.

The titles are those of the courses that a release brings without content; everything says that it is an
example (示例). Films are kept in `.cache/films` and made anew when what they show has changed.
"""

import io
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from chalicelib.courses.rules.course import Course, Lesson
from local.films import STANDS, make_film
from local.slides import Slide, drawn

CACHE = Path(__file__).resolve().parents[1] / ".cache" / "films"
MADE = "1"
"""How films are made: another text where it is made otherwise, so that none is kept of before."""
READING_SECONDS = 120
READING = "学习须知（图文示例）"
RULES = Slide(
    "怎样计入学时",
    (
        "一、只计打开并播放的时间，每一秒只计一次。",
        "二、系统会不定时出一道小题，答对后继续计时。",
        "三、换手机或电脑，可从上次的位置接着学。",
    ),
)
AFTERWARDS = Slide(
    "学完以后",
    (
        "全部课时学完，公需科目学分自动登记并认定。",
        "设有考试的年度，还须考试及格。",
        "学分登记以后，可在「年度」中查看。",
    ),
)
TEXT = """# 学习须知

**本课是示例内容**，供演示图文课时怎样阅读、计时和续学。

## 谁要学

具有会计专业技术资格的人员，以及不具有会计专业技术资格但从事会计工作的人员，每年都应参加继续教育。\
继续教育自取得会计专业技术资格的次年，或者从事会计工作的次年开始。

## 学什么

继续教育分为公需科目和专业科目。公需科目包括法律法规、政策理论、职业道德、技术信息等基本知识；\
专业科目包括财务会计、管理会计、财务管理、内部控制与风险管理、会计信息化、会计职业道德、财税金融、会计法律法规等。

| 科目 | 每年学分 |
| --- | --- |
| 公需科目 | 不超过总学分的三分之一 |
| 专业科目 | 不少于总学分的三分之二 |

每年参加继续教育取得的学分不少于90学分，在全国范围内当年度有效，不得结转以后年度。

## 怎样计时

1. 只有课时打开并播放，或者图文打开并停留，才计入学习时间，每一秒只计一次。
2. 同一人同一时间只计一处：在另一台设备、另一门课程或另一个年度开始学习，先前的一处随即停止计时。
3. 系统会在不定的时刻出一道小题，题目里写明应选哪一项。在规定时间内选对，已计的时间全部有效；\
逾时没有回答，上次答对以后所计的时间取消，可以重新学习。
4. 没有网络时，已播放的时间由页面保存，恢复网络后补报。

## 学完以后

全部课时学完，该年度的公需科目学分自动登记并认定，不需要提交证明材料，也不需要审核。\
设有考试的年度，还须考试及格；考试的次数和及格线以该年度的规定为准，考完可以看到每一题的说明。\
专业科目学分由本人登记、施教机构报送或者单位组织培训后登记，由属地财政部门认定。两个科目都达到规定学分的，\
年度继续教育即告完成，系统自动签发年度证书，证书上的二维码和编号供任何人验证真伪。
"""


class Made(NamedTuple):
    """A file of a lesson: what it is to it, its name, its type and its content."""

    kind: str
    filename: str
    content_type: str
    content: bytes

    @property
    def about(self) -> dict[str, str]:
        """What is announced of it."""
        return {
            "kind": self.kind,
            "filename": self.filename,
            "content_type": self.content_type,
        }


def files_of(course: Course, number: int, lesson: Lesson, seconds: int) -> Iterator[Made]:
    """The film of a lesson, what is said in it, and its poster."""
    slides = (_first(course, number, lesson), RULES, AFTERWARDS)
    yield Made("video", f"{lesson.id}.mp4", "video/mp4", _film(slides, lesson, seconds))
    yield Made("captions", f"{lesson.id}.vtt", "text/vtt", captions(slides, seconds).encode())
    poster = io.BytesIO()
    drawn(slides[0], lesson.title).save(poster, "JPEG", quality=70)
    yield Made("poster", f"{lesson.id}.jpg", "image/jpeg", poster.getvalue())


def _first(course: Course, number: int, lesson: Lesson) -> Slide:
    told = "本课是示例内容，供演示播放、计时和续学；画面循环播放。"
    return Slide(lesson.title, (f"{course.title} · 第{number}课", told))


def _film(slides: tuple[Slide, ...], lesson: Lesson, seconds: int) -> bytes:
    """The film as it was made before, or made now."""
    digest = sha256(repr((MADE, slides, lesson.title, seconds)).encode()).hexdigest()[:16]
    kept = CACHE / f"{lesson.id}-{digest}.mp4"
    if not kept.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        make_film([drawn(each, lesson.title) for each in slides], seconds, kept)
    return kept.read_bytes()


def captions(slides: tuple[Slide, ...], seconds: int) -> str:
    """What the slides say, line after line, as long as the film goes round (WebVTT)."""
    cues = ["WEBVTT\n"]
    for number, start in enumerate(range(0, seconds, STANDS)):
        slide = slides[number % len(slides)]
        said = (slide.heading, *slide.lines)
        each = STANDS // len(said)
        for place, line in enumerate(said):
            begin, end = start + place * each, min(start + (place + 1) * each, seconds)
            if begin < end:
                cues.append(f"{_time(begin)} --> {_time(end)}\n{line}\n")
    return "\n".join(cues)


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}.000"
