"""The whole page, with an index of the rules."""

from pathlib import Path

from local.rules_page.certificates import certificates
from local.rules_page.conversion import conversions
from local.rules_page.course_media import course_media
from local.rules_page.courses import courses
from local.rules_page.employers import employers
from local.rules_page.evidence import evidence
from local.rules_page.examinations import examinations
from local.rules_page.life import life
from local.rules_page.markdown import Section, rules_text, slug, table
from local.rules_page.people import people
from local.rules_page.plans import plans
from local.rules_page.refusals import enquiries, refusals
from local.rules_page.reporters import reporters
from local.rules_page.sources import assumptions, sources
from local.rules_page.study import study
from local.rules_page.windows import windows
from local.rules_page.words import words
from local.rules_page.year import requirements

PAGE = Path(__file__).parent.parent.parent / "docs" / "rules.md"
RULES = tuple(range(1, 54))
"""The numbers of all rules that are kept: R1 to R53."""

_TITLE = """\
<!-- 本页由程序生成，请勿手工修改：改政策或程序后运行 make docs。 -->

# 政策规则一览

本页由年度政策文件和程序中的规则表**自动生成**（`make docs`），与系统实际执行的规定一致，供财政部门逐条核对。\
R加数字是规则编号，程序、测试和本页通用；数值后的〔假定〕表示没有文件依据，系本系统假定，\
汇总于“本系统的假定”一节。"""
_SECTIONS = (
    words,
    people,
    requirements,
    conversions,
    evidence,
    windows,
    life,
    employers,
    plans,
    reporters,
    certificates,
    refusals,
    enquiries,
    assumptions,
    sources,
    examinations,
    study,
    courses,
    course_media,
)


def page_text() -> str:
    """The page as Markdown."""
    numbered = [
        (section.heading(position), section)
        for position, section in enumerate((make() for make in _SECTIONS), start=1)
    ]
    parts = [_TITLE, _index(numbered)]
    for heading, section in numbered:
        parts += [f"## {heading}", *section.blocks]
    return "\n\n".join(parts) + "\n"


def _index(numbered: list[tuple[str, Section]]) -> str:
    """Where to find what, and each rule."""
    rows = [
        (f"[{heading.partition('（R')[0]}](#{slug(heading)})", rules_text(section.rules) or "—")
        for heading, section in numbered
    ]
    return table(("章节", "规则"), rows)
