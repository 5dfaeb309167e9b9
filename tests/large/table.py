"""A large file of the HR system's records with every kind of fault, and what must become of each row."""

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from chalicelib.imports.rules.legacy_row import HEADINGS
from tests.imports.legacy_faults import FAULTS
from tests.journey.imports import row
from tests.journey.reports import document

SUBJECTS = {"公需科目": "public", "专业科目": "professional"}
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "勤思远明德敏学慎言景行致知笃实守正怀瑾握瑜"
WHOLE = "整行"
CELLS = (*FAULTS, ("学习内容", "课" * 1_001))
"""Cells at fault, each by its column; of the last one only a part is kept."""
SPOILT: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("姓名", lambda line: line.replace(b",", b",\xff", 1)),
    (WHOLE, lambda line: line.replace(b",", b',"', 1)),
    (WHOLE, lambda line: line + b",,more"),
    (WHOLE, lambda line: line + b"x" * 70_000),
    ("、".join(HEADINGS[8:]), lambda line: b",".join(line.split(b",")[:7])),
)
"""Lines at fault before their cells are read: bytes, quotation marks, columns, length, broken off."""


class Said(NamedTuple):
    """A row: whose, and what it says. `field` are the columns at fault, "" if nothing is."""

    line: int
    serial: str
    person: int
    year: int
    subject: str
    credits: Decimal
    field: str = ""


class Table(NamedTuple):
    """The file and all its rows; `contested` pairs lines with one serial: either is refused."""

    content: bytes
    rows: Sequence[Said]
    contested: Sequence[tuple[int, int]]


def name_of(person: int) -> str:
    """A person's name, alike every time."""
    first, second = divmod(person, len(SURNAMES))
    return SURNAMES[second] + GIVEN[first % len(GIVEN)] + GIVEN[first // len(GIVEN) % len(GIVEN)]


def table_of(count: int, people: int, enrolled: int, seed: int) -> Table:
    """Draw a file of so many rows.

    Args:
        count: how many rows.
        people: how many people they are about.
        enrolled: how many of them, the first ones, have enrolled before: another name is refused.
        seed: the same one draws the same file.
    """
    return _Writer(people, enrolled, random.Random(seed)).write(count)


class _Writer:
    """Draws row after row; what it has written good may be said again, or otherwise."""

    def __init__(self, people: int, enrolled: int, drawn: random.Random) -> None:
        self._people, self._enrolled, self._drawn = people, enrolled, drawn
        self._rows: list[Said] = []
        self._good: list[Said] = []
        self._contested: list[tuple[int, int]] = []
        self._repeated: set[str] = set()
        self._written = io.BytesIO()
        self._line = 0

    def write(self, count: int) -> Table:
        """Write the whole file."""
        self._put(",".join(HEADINGS).encode("gb18030"))
        kinds: dict[Callable[[int], None], int] = {
            self._new: 850,
            self._faulty: 60,
            self._spoilt: 20,
            self._again: 30,
            self._otherwise: 10,
            self._misnamed: 10,
            self._in_two_lines: 20,
        }
        for number in range(count):
            (kind,) = self._drawn.choices(list(kinds), list(kinds.values()))
            kind(number)
            if self._drawn.random() < 1 / 500:
                self._put(b"," * (len(HEADINGS) - 1))  # a blank line is no row
        return Table(self._written.getvalue(), self._rows, self._contested)

    def _new(self, number: int) -> None:
        said = self._said(number)
        self._good.append(said)
        self._add(said, _line(_cells(said)))

    def _in_two_lines(self, number: int) -> None:
        said = self._said(number)
        self._add(said, _line({**_cells(said), "学习内容": "管理会计\n应用指引"}))
        self._line += 1

    def _faulty(self, number: int) -> None:
        field, text = self._drawn.choice(CELLS)
        said = self._said(number)._replace(field=field, year=2019)  # as the faults' own row
        self._add(said, _line({**_cells(said), field: text}))

    def _spoilt(self, number: int) -> None:
        field, spoil = self._drawn.choice(SPOILT)
        said = self._said(number)._replace(field=field)
        self._add(said, spoil(_line(_cells(said))))

    def _again(self, number: int) -> None:
        if not self._good:
            return self._new(number)
        said = self._drawn.choice(self._good)._replace(line=self._line + 1)
        self._repeated.add(said.serial)
        return self._add(said, _line(_cells(said)))

    def _otherwise(self, number: int) -> None:
        """Say something else under a serial; that one is not said again, so that two lines contest."""
        if not self._good:
            return self._new(number)
        said = self._good.pop(self._drawn.randrange(len(self._good)))
        if said.serial in self._repeated:
            return self._new(number)
        other = said._replace(line=self._line + 1, credits=said.credits + 1)
        self._contested.append((said.line, other.line))
        return self._add(other, _line(_cells(other)))

    def _misnamed(self, number: int) -> None:
        person = self._drawn.randrange(self._enrolled)
        said = self._said(number)._replace(person=person, field="姓名")
        self._add(said, _line({**_cells(said), "姓名": f"{name_of(person)}甲"}))

    def _said(self, number: int) -> Said:
        return Said(
            line=self._line + 1,
            serial=f"HR{number:07}",
            person=self._drawn.randrange(self._people),
            year=self._drawn.choice((2018, 2019)),
            subject=self._drawn.choice(list(SUBJECTS)),
            credits=Decimal(self._drawn.randrange(1, 61)) / 2,
        )

    def _add(self, said: Said, line: bytes) -> None:
        self._rows.append(said)
        self._put(line)

    def _put(self, line: bytes) -> None:
        self._written.write(line + b"\r\n")
        self._line += 1


def _cells(said: Said) -> dict[str, str]:
    return row(
        said.serial,
        姓名=name_of(said.person),
        证件号码=document(said.person)["number"],
        年度=str(said.year),
        科目类型=said.subject,
        学分=str(said.credits),
    )


def _line(cells: dict[str, str]) -> bytes:
    written = io.StringIO()
    csv.DictWriter(written, HEADINGS, lineterminator="\n").writerow(cells)
    return written.getvalue().removesuffix("\n").encode("gb18030")


def good_rows(table: Table, refused: set[int]) -> Iterator[Said]:
    """The rows that must be there: one for each serial, those apart that were refused."""
    seen = set()
    for said in table.rows:
        if said.line not in refused and said.serial not in seen:
            seen.add(said.serial)
            yield said
