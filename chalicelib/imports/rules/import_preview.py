"""What an import would do, told before anything of it is written (R28)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from chalicelib.imports.rules.import_note import Note

MOST_SHOWN = 5
"""Of the first rows, as they are understood."""


class Foreseen(StrEnum):
    """What would become of a row. Nothing that is there already is ever changed by an import."""

    NEW = "new"
    WAITING = "waits"
    UNCHANGED = "same"
    REFUSED = "refused"


FORESEEN_LABELS = {
    Foreseen.NEW: "将导入",
    Foreseen.WAITING: "待本人信息采集",
    Foreseen.UNCHANGED: "已有，不变",
    Foreseen.REFUSED: "有误，不导入",
}


class Foretold(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rows by what would become of them; each is counted once."""

    new: int = 0
    waiting: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def rows(self) -> int:
        """All of them."""
        return self.new + self.waiting + self.unchanged + self.refused

    def __add__(self, other: "Foretold") -> "Foretold":
        """Both together."""
        ours, theirs = msgspec.structs.astuple(self), msgspec.structs.astuple(other)
        return Foretold(*(one + two for one, two in zip(ours, theirs, strict=True)))


class FirstRow(msgspec.Struct, frozen=True, array_like=True):
    """A row as it is understood, its cells in the order of its kind's headings, numbers masked.

    `outcome` is what would become of it, "" while nobody has looked; `why` of what is refused.
    """

    line: int
    cells: tuple[str, ...]
    outcome: Foreseen | None = None
    why: str = ""


class Preview(msgspec.Struct, frozen=True, omit_defaults=True):
    """What would be imported: how many rows, the first of them, and what of the file nobody sees.

    `is_whole` once the file was read to its end; `chunks` are then being looked at, and `foretold` is what
    would become of all rows as soon as the last of them was. Previews of before have no chunks, and foretell
    nothing.
    """

    rows: int
    notes: tuple[Note, ...]
    first_rows: tuple[FirstRow, ...]
    is_whole: bool = True
    chunks: int = 0
    foretold: Foretold | None = None


class FirstOutcome(msgspec.Struct, frozen=True, array_like=True):
    """What would become of one of the first rows, by its line; `why` of one that is refused."""

    line: int
    outcome: Foreseen
    why: str = ""


class Check(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What would become of the rows of a chunk, and of each of the file's first rows if it has them.

    It says nothing of whom a row is about.
    """

    job: str
    number: int
    foretold: Foretold
    first_rows: tuple[FirstOutcome, ...] = ()


def counted(outcomes: Iterable[Foreseen]) -> Foretold:
    """Rows by what would become of them."""
    found = list(outcomes)
    return Foretold(*(found.count(each) for each in Foreseen))


def looked_at(preview: Preview, checks: Sequence[Check]) -> Preview:
    """The preview with what would become of its first rows, as far as somebody has looked."""
    known = {each.line: each for check in checks for each in check.first_rows}
    rows = tuple(
        FirstRow(row.line, row.cells, known[row.line].outcome, known[row.line].why)
        if row.line in known
        else row
        for row in preview.first_rows
    )
    return msgspec.structs.replace(preview, first_rows=rows)
