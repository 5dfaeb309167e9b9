"""Histories that hypothesis draws, shrinks and plays again: steps, bad luck, and the truth at the end."""

import sys
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import NamedTuple

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.torture.acts import ASKING, KINDS, prepared
from tests.torture.counts import COUNTERS
from tests.torture.province import FAULTS, REPEATED, TERRITORIES, Luck, Played
from tests.torture.reach import reached
from tests.torture.steps import Step
from tests.torture.truth import require_truth
from tests.views.recounting import recount

OFTEN = (
    "register",
    "register",
    "decide",
    "decide",
    "study",
    "open account",
    "submit",
    "report",
    "import",
    "appeal",
    "answer",
    "import results",
    "bring",
    "bring",
    "correct report",
    "correct report",
    "withdraw report",
    "name employer",
    "change plan",
    "submit plan",
    "decide plan",
    "decide plan",
)
PEOPLE = len(TERRITORIES)
WHO = st.integers(0, PEOPLE - 1)
SMALL = st.integers(0, 7)
STEPS = st.builds(Step, st.sampled_from([*KINDS, *OFTEN]), WHO, SMALL, SMALL)
NTH = st.integers(1, 8)
LUCK = st.builds(Luck, st.sampled_from(["", *FAULTS, REPEATED]), NTH)
SEEDS = st.integers(0, 2**16)
PASSED = [timedelta(minutes=10), timedelta(hours=1), timedelta(days=1), timedelta(days=30)]
DEGREES = st.integers(0, 7)
TOWARDS = [
    Step("enrol", 0, 1, 1),
    Step("open account", 0, 1, 1),
    Step("study", 0, 1, 1),
    Step("register", 0, 0, 1),
    Step("decide", 0, 1, 0),
    Step("register", 0, 1, 1),
    Step("decide", 0, 2, 3),
]
CONTENDED = st.sampled_from(
    [
        *("decide", "decide", "decide many", "withdraw", "withdraw", "submit", "change"),
        *(
            "register",
            "take over",
            "reopen",
            "appeal",
            "appeal",
            "answer",
            "answer",
            "revoke",
            "revoke",
            "restore",
            "restore",
        ),
        *("report", "study", "administrate"),
        "import",
    ]
)
BEFORE_WRITING = st.sampled_from([2, 3, 3, 3, 3, 3, 4, 5])
"""A request reads who calls and the year, as a rule, and its third call writes."""


STORIES = (
    ("bring", "correct report", "withdraw report", "bring"),
    ("bring", "enrol", "deliver", "correct report", "correct report"),
    ("bring", "correct report", "enrol", "deliver", "withdraw report", "appeal", "answer"),
    ("report", "correct report", "enrol", "deliver", "correct report", "withdraw report"),
    ("enrol", "report", "withdraw report", "appeal", "answer", "report"),
    ("enrol", "name employer", "bring", "decide", "withdraw report"),
    ("enrol", "name employer", "bring", "withdraw report", "bring", "decide", "correct report"),
    ("bring file", "deliver", "correct report", "deliver", "bring file", "withdraw report"),
    ("enrol", "bring file", "deliver", "revoke", "restore", "correct report"),
    ("draw up plan", "submit plan", "take plan over", "decide plan", "submit plan", "decide plan"),
    ("draw up plan", "submit plan", "decide plan", "change plan", "submit plan", "decide plan"),
    ("draw up plan", "submit plan", "decide plan", "day", "bring", "correct report"),
    ("change plan", "bring", "submit plan", "decide plan", "bring"),
    ("change plan", "submit plan", "withdraw plan", "bring", "withdraw report"),
    ("apply for employer", "open employer", "see to clerks", "name employer", "see to clerks"),
    ("apply for employer", "open employer", "name employer", "close employer", "name employer"),
    ("see to clerks", "see to clerks", "bring", "correct report", "see to clerks"),
    ("enrol", "name employer", "correct me", "name employer", "close employer"),
    ("enrol", "study", "bring", "correct report", "deliver", "withdraw report", "deliver"),
)
"""What often follows on what. `deliver` brings what has happened to who listens, `day` lets one pass."""
UNLUCKY, MET = 0.3, 0.5
"""How often something goes wrong with a step of a story, and how often somebody is beside it."""


class Contest(NamedTuple):
    """Two acts on one person: what each does, and before which call of the one the other is done."""

    one: str
    other: str
    who: int
    what: int
    how: int
    other_how: int
    nth: int


CONTESTS = st.builds(Contest, CONTENDED, CONTENDED, WHO, SMALL, SMALL, SMALL, BEFORE_WRITING)
RUNS = ["cut-off", "cut-off", "close_windows", "sweep"]
JUNE = 6
LONG = timedelta(days=213)
"""From the first of June to the last day of December."""


class Histories(RuleBasedStateMachine):
    """A little province: every run is a history in one cloud, from the beginning."""

    played: Played

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, ...]] = []
        self.played.begin()

    @initialize(degrees=st.tuples(DEGREES, DEGREES, DEGREES), stories=st.tuples(SEEDS, SEEDS))
    def begin(self, degrees: tuple[int, ...], stories: tuple[int, int]) -> None:
        """Bring people some way towards a certificate, but for the last: chance alone seldom comes so far.

        In half of the histories the counters are filled, and follow; else they are filled at the end.
        """
        if degrees[0] % 2:
            recount(COUNTERS, self.played.now)
        for who, degree in enumerate(degrees):
            for step in TOWARDS[:degree]:
                self.played.send(prepared(self.played, step._replace(who=who)))
        self._tell(stories[0])
        self._tell_meanwhile(stories[1])

    @rule(step=STEPS, luck=LUCK)
    def act(self, step: Step, luck: Luck) -> None:
        self.played.send(prepared(self.played, step), luck)

    @rule(step=STEPS, nth=NTH, other=STEPS)
    def act_meanwhile(self, step: Step, nth: int, other: Step) -> None:
        request = prepared(self.played, step)
        self.played.send_meanwhile(
            request, nth, lambda: self.played.send(prepared(self.played, other))
        )

    @rule(steps=st.lists(STEPS, min_size=2, max_size=6))
    def act_on(self, steps: list[Step]) -> None:
        for step in steps:
            self.played.send(prepared(self.played, step))

    @rule(seed=SEEDS, luck=LUCK)
    def deliver(self, seed: int, luck: Luck) -> None:
        """What has happened is brought; now and then its person has asked for a credential."""
        if seed % 2:
            asked = Step(ASKING, seed // 2 % PEOPLE, 0, 0)
            self.played.send(prepared(self.played, asked), luck)
        self.played.deliver(seed, luck)

    @rule(seed=SEEDS, nth=st.integers(1, 16), other=STEPS)
    def deliver_meanwhile(self, seed: int, nth: int, other: Step) -> None:
        self.played.deliver_meanwhile(
            seed, nth, lambda: self.played.send(prepared(self.played, other))
        )

    @rule(passed=st.sampled_from(PASSED))
    def pass_time(self, passed: timedelta) -> None:
        self.played.pass_time(passed)

    @rule(run=st.sampled_from(RUNS), nth=st.integers(1, 30), other=STEPS, luck=LUCK)
    def tick(self, run: str, nth: int, other: Step, luck: Luck) -> None:
        """A schedule runs and breaks off, or somebody acts meanwhile; the year may have ended."""
        if run == "cut-off":
            self.played.pass_time(LONG if self.played.now.month == JUNE else timedelta(days=1))
        name = "sweep" if run == "sweep" else "close_windows"
        if nth % 2:
            self.played.tick_meanwhile(
                name, nth, lambda: self.played.send(prepared(self.played, other))
            )
        else:
            self.played.tick(name, luck)

    @rule(seed=SEEDS)
    def tell(self, seed: int) -> None:
        self._tell(seed)

    @rule(seed=SEEDS)
    def tell_meanwhile(self, seed: int) -> None:
        self._tell_meanwhile(seed)

    def _tell(self, seed: int) -> None:
        """One thing leads to another, and now and then something goes wrong on the way."""
        random = Random(seed)  # noqa: S311 - a history is to be played again
        for step in self._next(random):
            unlucky = random.choice([*FAULTS, REPEATED]) if random.random() < UNLUCKY else ""
            luck = Luck(unlucky, random.randint(1, 8))
            note(f"{step} {luck}")
            if step.kind == "day":
                self.played.pass_time(timedelta(days=1))
            elif step.kind == "deliver":
                self.played.deliver(seed, luck)
            else:
                self.played.send(prepared(self.played, step), luck)

    def _tell_meanwhile(self, seed: int) -> None:
        """The same, and before a call of some steps somebody does the next one already, or what they like."""
        random = Random(seed)  # noqa: S311 - as above
        steps = self._next(random)
        for step, following in zip(steps, [*steps[1:], steps[0]], strict=True):
            nth, is_met = random.choice([2, 3, 3, 4, 4, 5, 6]), random.random() < MET
            other = following if following.kind in KINDS else self._any(random)
            note(f"{step} {nth} {other if is_met else ''}")
            if step.kind == "day":
                self.played.pass_time(timedelta(days=1))
            elif step.kind == "deliver":
                self.played.deliver_meanwhile(seed, nth, self._doing(other))
            elif is_met:
                self.played.send_meanwhile(prepared(self.played, step), nth, self._doing(other))
            else:
                self.played.send(prepared(self.played, step))

    def _next(self, random: Random) -> list[Step]:
        """The steps of another story than those before it in this history, about one person."""
        if not self.told:
            self.told = random.sample(STORIES, len(STORIES))
        who, what = random.randrange(PEOPLE), random.randrange(8)
        return [Step(kind, who, what, random.randrange(7)) for kind in self.told.pop()]

    @staticmethod
    def _any(random: Random) -> Step:
        kind = random.choice(list(KINDS))
        return Step(kind, random.randrange(PEOPLE), random.randrange(8), random.randrange(8))

    def _doing(self, step: Step) -> Callable[[], None]:
        return lambda: self.played.send(prepared(self.played, step))

    @rule(contests=st.lists(CONTESTS, min_size=1, max_size=4))
    def contend(self, contests: list[Contest]) -> None:
        """Two act on the same person and most likely the same thing, one between the other's calls."""
        for contest in contests:
            self._contend(contest)

    def _contend(self, contest: Contest) -> None:
        who, what = contest.who, contest.what
        for kind in ("enrol", "register"):
            self.played.send(prepared(self.played, Step(kind, who, what, 1)))
        request = prepared(self.played, Step(contest.one, who, what, contest.how))
        other = Step(contest.other, who, what, contest.other_how)
        self.played.send_meanwhile(
            request, contest.nth, lambda: self.played.send(prepared(self.played, other))
        )

    def teardown(self) -> None:
        if sys.exc_info()[0] is not None:
            return  # what has failed already must not be hidden by what follows from it
        self.played.pass_time(timedelta(hours=1))
        self.played.queues.finish()
        self.played.tick("close_windows")
        self.played.tick("sweep")
        # What the sweep lets others do, and what comes of it.
        while any([self.played.streams.bring_all(), self.played.queues.finish()]):
            pass
        tables = require_truth(self.played)
        self.played.reached.update(reached(tables.registry, tables.hr))


def machine(played: Played) -> type[RuleBasedStateMachine]:
    """The state machine of a province."""
    return type("Histories", (Histories,), {"played": played})
