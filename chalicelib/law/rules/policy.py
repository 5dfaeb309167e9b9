"""A year's policy: the law as dated data, each figure with its source (R8, R12, R23).

The files are chalicelib/law/years/<year>.toml, each the differences to the year before it. An
amendment never edits the past: asked at an instant, a policy answers with what was in force on that
instant's day in Shanghai.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from chalicelib.bureaus.rules.territory import chain
from chalicelib.law.rules.amendment import Amendment, Unfit, checked
from chalicelib.law.rules.data_file import of_file, read_toml
from chalicelib.law.rules.figure import AmendedBy, Figure, LegalSource, Value
from chalicelib.law.rules.form_figures import require_forms, with_evidence
from chalicelib.law.rules.further import Further
from chalicelib.law.rules.inheritance import read_contents
from chalicelib.law.rules.policy_check import check_whole
from chalicelib.law.rules.policy_document import Contents
from chalicelib.law.rules.requirement import NOT_REQUIRED, Mend, first_of
from chalicelib.law.rules.workday import NOTHING_LOADED, Calendar
from chalicelib.platform.rules.refusal import Refusal

_SECONDS_A_MINUTE = 60
FOLDER = Path(__file__).parent.parent / "years"


class Policy(msgspec.Struct, frozen=True):
    """One year's figures, amendments, calendar (R46), further window (R45), all checked; `version` of the kept."""

    year: int
    sources: tuple[LegalSource, ...]
    figures: Mapping[str, Figure[Value]]
    amendments: tuple[Amendment, ...] = ()
    mends: tuple[Mend, ...] = ()
    calendar: Calendar = NOTHING_LOADED
    further: Further | None = None
    version: int = 0

    def figures_on(self, day: date, territory: str | None = None) -> Mapping[str, Figure[Value]]:
        """Every figure in force on a day in Shanghai, for people of the territory.

        An amendment counts from its `since` on; one of a nearer territory goes before one of a
        wider, and of two of one place the later.
        """
        figures = dict(self.figures)
        places = (None, *reversed(chain(territory) if territory else ()))
        in_force = [each for each in self.amendments if each.since <= day]
        for place in places:
            here = (each for each in in_force if each.territory == place)
            for each in sorted(here, key=attrgetter("since")):
                figures[each.figure] = Figure(each.value, each.source, each.since)
        return figures

    def figure_on(self, name: str, day: date, territory: str | None = None) -> Figure[Value] | None:
        """One figure as `figures_on` has it, None where the policy is silent."""
        return self.figures_on(day, territory).get(name)

    def first(self, name: str) -> Decimal:
        """A quantity as the year's file had it at first, before it was mended (R8)."""
        return first_of(self.mends, name, self.figures.get(name, NOT_REQUIRED).as_(Decimal))

    @property
    def public_hours(self) -> Decimal:
        """Hours of 60 minutes that the public subject prescribes (R17)."""
        return self.figures["public.hours"].as_(Decimal).value

    @property
    def public_hours_before(self) -> Decimal:
        """The same as the file had it at first."""
        return self.first("public.hours")

    @property
    def pass_mark(self) -> int | None:
        """Points of 100 that pass the public subject's examination; None: it has none (R17)."""
        return self._count("public.pass_mark")

    @property
    def presence_seconds(self) -> int:
        """Seconds of credited study after which a question of presence comes at the latest (R52)."""
        return self.figures["public.presence"].as_(int).value * _SECONDS_A_MINUTE

    @property
    def topics(self) -> int:
        """Courses of the public subject that the year offers, of which one is chosen (R17)."""
        found = self.figures.get("public.topics")
        return 1 if found is None else found.as_(int).value

    @property
    def questions(self) -> int | None:
        """Questions that an attempt at the examination asks; None: as many as its course says (R52)."""
        return self._count("public.questions")

    @property
    def attempts(self) -> int | None:
        """Attempts at a course's examination; None: as many as one likes (R52)."""
        return self._count("public.attempts")

    def _count(self, name: str) -> int | None:
        found = self.figures.get(name)
        return None if found is None else found.as_(int).value

    @property
    def sync_workdays(self) -> int:
        """Working days within which a complete year reaches the HR system (R29)."""
        return self.figures["period.sync_workdays"].as_(int).value

    @property
    def reminders(self) -> tuple[int, ...]:
        """Days before a cut-off on which people are reminded, the earliest first (R27)."""
        return self.figures["period.reminder_days"].as_(tuple).value

    def evidence(self, form: str) -> tuple[str, ...]:
        """The kinds of evidence that prove a form of the year, in words for its owner (R15)."""
        found = self.figures.get(f"evidence.{form}")
        return found.as_(tuple).value if found else ()

    def amended(self, amendments: Sequence[Amendment]) -> "Policy":
        """The policy with an administrator's amendments, checked as those of a file are.

        Raises:
            Refusal: form_not_in_year; amendment_invalid, with the reason and the field at fault.
        """
        require_forms(self.year, (each.figure for each in amendments))
        try:
            return self._with(amendments)
        except ValueError as fault:
            field = fault.field if isinstance(fault, Unfit) else "value"
            raise Refusal("amendment_invalid", field=field, why=str(fault)) from fault

    def restored(self, amendments: Iterable[Amendment]) -> "Restored":
        """The policy with the amendments that the registry keeps, in the order of their making.

        All were checked when made; one that no longer fits the year's file, because a deployment
        has changed that since, is left out: on an equal day the file has the last word.
        """
        policy, left_out = self, []
        for each in amendments:
            try:
                policy = policy._with([each])
            except ValueError as fault:
                left_out.append(LeftOut(each, str(fault)))
        return Restored(policy, tuple(left_out))

    def _with(self, amendments: Iterable[Amendment]) -> "Policy":
        added = tuple(checked(each, AmendedBy.ADMINISTRATOR) for each in amendments)
        policy = msgspec.structs.replace(self, amendments=(*self.amendments, *added))
        check_whole(policy)
        return policy


class LeftOut(NamedTuple):
    """An amendment that does not fit the year's file, and why."""

    amendment: Amendment
    why: str


class Restored(NamedTuple):
    """A policy with the amendments that fit, and those that do not."""

    policy: Policy
    left_out: tuple[LeftOut, ...]


def parse_policy(document: Mapping[str, object], before: Contents | None = None) -> Policy:
    """Read a policy's document as TOML gives it, as differences to what is said of the year before.

    Raises:
        Refusal: policy_invalid, with year and reason, for an unknown or missing figure, a missing
            source, a wrong type, a difference that changes nothing, two amendments of one day, a
            window that ends before it opens.
    """
    try:
        has = read_contents(document, before)
        figures = with_evidence(has.year, has.figures)
        policy = Policy(has.year, has.cited, figures, has.amendments, has.mends)
        check_whole(policy)
    except ValueError as fault:
        raise Refusal("policy_invalid", year=document.get("year"), why=str(fault)) from fault
    return policy


@cache
def policy_of(year: int) -> Policy:
    """The year's policy as the package has it; Refusal year_unknown if it has none.

    Raises:
        Refusal: policy_invalid, which names the file at fault: its own or that of a year before.
    """
    if year not in years():
        raise Refusal("year_unknown", year=year)
    return read_policy(FOLDER / f"{year}.toml", contents_before(year))


def read_policy(file: Path, before: Contents | None) -> Policy:
    """Read a year's file, `<year>.toml`, as differences to what is said of the year before.

    Raises:
        Refusal: as `parse_policy`, with the file's name; also where it is no TOML.
    """
    try:
        return parse_policy(_document(file), before)
    except Refusal as refusal:
        raise of_file(refusal, file) from refusal


def _document(file: Path) -> dict[str, Any]:
    """A year's document, of the year that its file's name says."""
    try:
        document = read_toml(file)
    except ValueError as fault:
        raise Refusal("policy_invalid", year=file.stem, why=str(fault)) from fault
    if str(document.get("year")) != file.stem:
        raise Refusal("policy_invalid", year=file.stem, why=f"year应为{file.stem}")
    return document


@cache
def contents_before(year: int) -> Contents | None:
    """What the files say up to a year, which that one changes; None before the first.

    Raises:
        Refusal: policy_invalid, with the year at fault.
    """
    if year - 1 not in years():
        return None
    policy_of(year - 1)  # whose file is refused here, by its own year, if it is at fault
    return read_contents(read_toml(FOLDER / f"{year - 1}.toml"), contents_before(year - 1))


@cache
def years() -> tuple[int, ...]:
    """Every year that has a policy, the earliest first."""
    return tuple(sorted(int(file.stem) for file in FOLDER.glob("20[0-9][0-9].toml")))


def parse_year(text: str) -> int:
    """The year named in a path, four ASCII digits; Refusal year_unknown for one without policy."""
    known = {str(year): year for year in years()}
    if text not in known:
        raise Refusal("year_unknown", year=text[:20])
    return known[text]
