"""The national examinations and their papers (R41): which one a text names, however it is written.

What exists is data with its source, chalicelib/law/examinations.toml. Texts are compared in a normal form:
width, case, spaces, brackets, 《》, a year beside them and the word 科目 do not matter; 一, 1 and Ⅰ are the
same. The names of the examination and its level may stand before or after a paper's.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from chalicelib.law.rules.data_file import read_toml

FILE = Path(__file__).parent.parent / "examinations.toml"
OTHER = "other"
"""What is none of the national examinations that are listed; its papers are taken as they are stated."""
_LABEL = re.compile(r"^\W*(?:考试)?科目[一二三四五六七八九十\d]{0,2}\s*[::、.]")
_YEAR = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])(?:年度?)?(?:-?[0-9]{1,2}(?:月|(?![0-9])))?"
)
_NOISE = re.compile(r"[\W_]+|考试|科目|成绩|合格")
_NUMERAL = re.compile(r"(?<=[\u4e00-\u9fff])(iii|ii|i|[1-3])$")
_NUMERALS = {"1": "一", "i": "一", "2": "二", "ii": "二", "3": "三", "iii": "三"}
_AROUND = ("全国", "统一", "职业资格", "资格", "专业阶段", "综合阶段")
"""What stands around names and tells nothing."""


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper: its name, of examinations that have levels its level, and how else it is written."""

    name: str
    level: str = ""
    also: tuple[str, ...] = ()


class NationalExamination(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An examination: `code` as an exam record states it, its papers and, by level, what that is called."""

    code: str
    name: str
    names: tuple[str, ...]
    source: str
    levels: dict[str, tuple[str, ...]] = {}
    papers: tuple[Paper, ...] = ()


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    examination: tuple[NationalExamination, ...]


EXAMINATIONS: Mapping[str, NationalExamination] = {
    each.code: each for each in msgspec.convert(read_toml(FILE), _Table).examination
}
"""By the code with which exam records state them."""


class NamedExamination(NamedTuple):
    """An examination that a text names, and the level that it names beside; "" for none."""

    examination: NationalExamination
    level: str


def plain(text: str) -> str:
    """The normal form of a name."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = _NOISE.sub("", _YEAR.sub("", _LABEL.sub("", folded)))
    return _NUMERAL.sub(lambda found: _NUMERALS[found[1]], bare)


def find_examination(text: str) -> NamedExamination | None:
    """The examination that a text names; the longest name in it counts."""
    return _find_examination(plain(text))


@lru_cache(maxsize=4096)
def _find_examination(said: str) -> NamedExamination | None:
    if said.startswith("其他") or said == OTHER:
        return NamedExamination(EXAMINATIONS[OTHER], "")
    found = max(
        (
            (len(name), each.code)
            for each in EXAMINATIONS.values()
            if each.code != OTHER
            for name in _names(each)
            if name in said
        ),
        default=None,
    )
    if found is None:
        return None
    examination = EXAMINATIONS[found[1]]
    return NamedExamination(examination, _level_in(examination, said))


def find_papers(examination: str, text: str, level: str = "") -> tuple[Paper, ...]:
    """The papers of an examination that a text may name; several where only a level tells them apart.

    Args:
        examination: the code of the one whose papers they are.
        text: as typed.
        level: the level, where it is known.
    """
    return _find_papers(examination, plain(text), level)


@lru_cache(maxsize=4096)
def _find_papers(code: str, text: str, level: str) -> tuple[Paper, ...]:
    examination = EXAMINATIONS[code]
    for said, beside in _without_names(examination, text):
        asked = {level, beside} - {""}
        found = [each for each in examination.papers if said in _keys(each)]
        if fitting := tuple(each for each in found if asked <= {each.level}):
            return fitting
    return ()


def _keys(paper: Paper) -> frozenset[str]:
    return frozenset(map(plain, (paper.name, *paper.also)))


def _names(examination: NationalExamination) -> Iterator[str]:
    for name in (examination.code, examination.name, *examination.names):
        yield plain(name)
    for names in examination.levels.values():
        yield from (plain(name) for name in names if "会计" in name)


def _level_in(examination: NationalExamination, said: str) -> str:
    """The level that a text names, if it names one."""
    found = [
        level
        for level, names in examination.levels.items()
        if any(plain(name) in said for name in names)
    ]
    return found[0] if len(found) == 1 else ""


def _without_names(examination: NationalExamination, said: str) -> Iterator[tuple[str, str]]:
    """A text, then with less and less of what stands around a paper's name, and the level told there."""
    levels = {plain(n): level for level, names in examination.levels.items() for n in names}
    around = sorted({*_names(examination), *_AROUND, *levels}, key=len, reverse=True)
    level = ""
    while said:
        yield said, level
        cut = next((each for each in around if said.startswith(each) or said.endswith(each)), said)
        level = levels.get(cut, level)
        said = said.removeprefix(cut) if said.startswith(cut) else said.removesuffix(cut)
