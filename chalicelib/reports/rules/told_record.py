"""A record told as the report that made it, where that was not kept: before there were ledgers (R42)."""

from datetime import date, datetime
from typing import NamedTuple

from chalicelib.records.rules.record import Record


class ToldRecord(NamedTuple):
    """A record, whose it is, in whose ledger its report belongs, and under which id."""

    record: Record
    name: str
    reporter: str
    entry: str

    @property
    def key(self) -> str:
        """By what it is known among what was reported of its person."""
        return self.record.moves[0].cause.token

    @property
    def reference(self) -> str:
        """The reporter's own number for it."""
        return self.record.reference

    @property
    def year(self) -> int:
        """The year that it is of."""
        return self.record.year

    @property
    def form(self) -> str:
        """The form of study."""
        return self.record.form

    @property
    def facts(self) -> dict[str, object]:
        """The facts, as the form has them."""
        return self.record.facts

    @property
    def title(self) -> str:
        """What was taught."""
        return self.record.title

    @property
    def completed_on(self) -> date:
        """The day on which it ended."""
        return self.record.ended_on

    @property
    def reported_at(self) -> datetime:
        """When it came to count: of what waited for its person before, nobody kept when it came in."""
        return self.record.moves[0].at
