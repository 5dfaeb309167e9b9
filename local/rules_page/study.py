"""The page on study of courses with content: what time counts, and for whom (R52)."""

from chalicelib.study.rules.clock import SILENT
from chalicelib.study.rules.presence import ANSWER_WITHIN, LEAST_CREDIT, TRIES
from local.rules_page.markdown import Section, bullets

_MINUTE = 60


def study() -> Section:
    """What of study counts."""
    return Section(
        "公需科目课程的学习时间",
        (52,),
        (
            bullets(
                "课程有内容（视频、图文）的，只计内容打开并播放的时间：每节课的每一秒只计一次，未播放的不计，"
                "两次报告之间计入的不超过系统时钟实际经过的时间。",
                "每人只有一个学习时钟：同时在两个页面、两台设备、两门课程或两个年度学习的，后开始的继续计时，先开始的被告知并停止；"
                f"后开始的{SILENT.seconds // _MINUTE}分钟没有报告的，先开始的可以接着计时。",
                "在学确认：每次至多学满上表所列分钟数，即出现一道小题，时刻由系统随机选定；题目写明应选哪一项。"
                f"{ANSWER_WITHIN.seconds // _MINUTE}分钟内选对的，已计时间全部有效；逾时未答或{TRIES}次选错的，"
                "上次答对以后所计的时间取消，可以重新播放。题目未答期间至多再计与间隔相同的时间（不少于"
                f"{LEAST_CREDIT // _MINUTE}分钟），课程也不算学完。",
                "断网期间播放的由页面保存，恢复后补报，计到下一次在学确认为止。",
                "学习进度按课程、按课保存，换设备可从上次的位置继续。课程没有内容的，仍按报告的学习秒数计入（R17）。",
            ),
        ),
    )
