"""A quiet province: where every event comes once, counts do not drift, whatever people do."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.views.actions.recount import CounterFinding
from tests.torture.acts import prepared
from tests.torture.counts import COUNTERS, require_right
from tests.torture.machine import DEGREES, STEPS, TOWARDS
from tests.torture.province import Played
from tests.torture.steps import Step
from tests.torture.truth import tables_of
from tests.views.recounting import recount

EXAMPLES = 15
MOVES = st.lists(st.tuples(STEPS, st.booleans()), min_size=5, max_size=20)


@given(degrees=st.tuples(DEGREES, DEGREES, DEGREES), moves=MOVES)
@settings(
    max_examples=EXAMPLES,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_given_a_quiet_province_then_no_counter_drifts(
    played: Played, degrees: tuple[int, ...], moves: list[tuple[Step, bool]]
) -> None:
    played.begin()
    filled = {each for each, _ in recount(COUNTERS, played.now).values()}
    assert filled == {CounterFinding.FILLED}
    for who, degree in enumerate(degrees):
        for step in TOWARDS[:degree]:
            played.send(prepared(played, step._replace(who=who)))
    for step, delivered in moves:
        played.send(prepared(played, step))
        if delivered:
            played.streams.bring_all()
    settle(played)
    require_right(tables_of(played))
    assert set(recount(COUNTERS, played.now).values()) == {(CounterFinding.AGREES, 0)}


def settle(played: Played) -> None:
    """Bring everything once, and what comes of it."""
    played.streams.bring_all()
    played.queues.finish()
    played.streams.bring_all()
    played.queues.finish()
