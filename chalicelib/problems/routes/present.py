"""How problems and questions are shown."""

from datetime import datetime

from msgspec import UNSET

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.wire import time_text
from chalicelib.platform.rules.cause import PARTY_LABELS, Actor, Party
from chalicelib.problems.actions.find_caller import ProblemCaller
from chalicelib.problems.routes import shapes
from chalicelib.problems.rules.problem import (
    PROBLEM_LABELS,
    STATE_OF_PROBLEM,
    About,
    Problem,
    ProblemStep,
)
from chalicelib.problems.rules.problem_notice import desk_label
from chalicelib.problems.rules.question import CommonQuestion

_OF_BUREAUS = frozenset({Party.BUREAU, Party.BUREAU_ABOVE, Party.ADMINISTRATOR})


def problem(caller: ProblemCaller, shown: Problem, at: datetime) -> shapes.ProblemShown:
    """A problem as whoever reported it sees it, or whoever is in charge."""
    in_charge = caller.is_in_charge(shown)
    return shapes.ProblemShown(
        id=shown.id,
        kind=shown.kind,
        kind_label=PROBLEM_LABELS[shown.kind],
        state=shown.state,
        state_label=STATE_OF_PROBLEM[shown.state],
        text=shown.entries[0].text,
        about=_about(shown.about) if shown.about else None,
        side=shown.side,
        territory=shown.desk,
        desk=desk_label(shown.side, shown.desk),
        since=time_text(shown.since),
        due=time_text(shown.due),
        overdue=shown.is_overdue(at),
        history=[_entry(each) for each in shown.entries],
        version=shown.version,
        reporter=_reporter(shown) if in_charge else UNSET,
    )


def _about(about: About) -> shapes.AboutShown:
    return shapes.AboutShown(type=about.kind, id=about.id or None, line=about.line or None)


def _entry(entry: ProblemStep) -> shapes.ProblemEntry:
    to = desk_label(entry.side, entry.desk) if entry.side else None
    return shapes.ProblemEntry(
        at=time_text(entry.at), by=_by(entry.by), what=entry.kind, text=entry.text, to=to
    )


def _by(actor: Actor) -> str:
    """Who did something: of a bureau which one, of others the party alone."""
    if actor.party in _OF_BUREAUS and actor.territory:
        return f"{parse_territory(actor.territory).name}财政部门"
    return PARTY_LABELS[actor.party]


def _reporter(shown: Problem) -> shapes.WhoReported:
    return shapes.WhoReported(
        party=_by(shown.reporter),
        id=shown.person or None,
        name=shown.name or None,
        document=shown.masked_number or None,
    )


def question(shown: CommonQuestion) -> shapes.QuestionShown:
    """A question and its answer."""
    return shapes.QuestionShown(
        id=shown.id,
        question=shown.question,
        answer=shown.answer,
        order=shown.order,
        audiences=list(shown.audiences),
        version=shown.version,
    )
