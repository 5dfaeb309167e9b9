"""Questions of a course as rows of a workbook: 题目, 选项A to 选项H, 答案, 解析 (R53)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from chalicelib.courses.rules.draft import BankQuestion
from chalicelib.courses.rules.drafting import FEWEST_CHOICES, MOST_QUESTIONS
from chalicelib.imports.rules.course_package import PackageFault
from chalicelib.imports.rules.csv_file import Line

TEXT, ANSWER, EXPLANATION = "题目", "答案", "解析"
LETTERS = "ABCDEFGH"
CHOICES = tuple(f"选项{letter}" for letter in LETTERS)
REQUIRED = (TEXT, *CHOICES[:FEWEST_CHOICES], ANSWER)
HEADINGS = (TEXT, *CHOICES, ANSWER, EXPLANATION)
MOST_TEXT, MOST_CHOICE, MOST_EXPLANATION = 500, 200, 2000


class QuestionsRead(NamedTuple):
    """The questions of a workbook, the row of each, and all that is wrong with it."""

    questions: tuple[BankQuestion, ...]
    rows: tuple[int, ...]
    faults: tuple[PackageFault, ...]


def are_headings(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are the headings of questions."""
    return set(REQUIRED) <= {each.strip() for each in cells}


def read_questions(file: str, lines: Iterable[Line]) -> QuestionsRead:
    """Read the questions of a workbook from its headings on; every row that is at fault is told."""
    rows = iter(lines)
    headings = next(rows, None)
    if headings is None or not are_headings(headings.cells):
        why = f"表头应有：{'、'.join(REQUIRED)}，请按模板补齐。"
        return QuestionsRead((), (), (PackageFault(file, "headings_missing", why, 1),))
    places = {name.strip(): place for place, name in enumerate(headings.cells)}
    questions: dict[int, BankQuestion] = {}
    faults: list[PackageFault] = []
    for line in rows:
        cells = {
            name: line.cells[place].strip() if place < len(line.cells) else ""
            for name, place in places.items()
        }
        whys = [each.why for each in line.faults] or [*_faults(cells)]
        faults += [PackageFault(file, "question_invalid", why, line.number) for why in whys]
        if not whys:
            questions[line.number] = _question(cells)
    if len(questions) > MOST_QUESTIONS:
        why = f"题库最多{MOST_QUESTIONS}题，请删减。"
        faults.append(PackageFault(file, "questions_too_many", why))
    return QuestionsRead(tuple(questions.values()), tuple(questions), tuple(faults))


def _faults(cells: dict[str, str]) -> Iterator[str]:
    choices, answer = _choices(cells), cells[ANSWER].upper()
    if not cells[TEXT] or len(cells[TEXT]) > MOST_TEXT:
        yield f"题目应为1至{MOST_TEXT}字。"
    if len(choices) < FEWEST_CHOICES or any(cells.get(each) for each in CHOICES[len(choices) :]):
        yield f"选项应从A起连续填写，至少{FEWEST_CHOICES}个。"
    if len(set(choices)) < len(choices):
        yield "选项不能相同。"
    if any(len(each) > MOST_CHOICE for each in choices):
        yield f"选项最多{MOST_CHOICE}字。"
    if answer not in LETTERS[: len(choices)] or len(answer) != 1:
        yield "答案应为一个已填选项的字母。"
    if len(cells.get(EXPLANATION, "")) > MOST_EXPLANATION:
        yield f"解析最多{MOST_EXPLANATION}字。"


def _choices(cells: dict[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for heading in CHOICES:
        if not cells.get(heading):
            break
        found.append(cells[heading])
    return tuple(found)


def _question(cells: dict[str, str]) -> BankQuestion:
    return BankQuestion(
        id="",
        text=cells[TEXT],
        choices=_choices(cells),
        answer=LETTERS.index(cells[ANSWER].upper()),
        explanation=cells.get(EXPLANATION, ""),
    )
