"""How a reader of the local cloud goes round: at once while something comes, ever slower while not."""

import threading
from collections.abc import Callable

IDLE_SECONDS = 0.1
MOST_DOUBLINGS = 3
QUIET_ROUNDS = 10
"""After so many rounds that brought nothing, a reader waits twice as long before it looks again."""


def idle_seconds(quiet: int) -> float:
    """Return how long a reader waits that found nothing so many times in a row; 0 after something.

    Who works on something sees what follows at once; a cloud that nobody uses costs little.
    """
    if not quiet:
        return 0.0
    return IDLE_SECONDS * 2.0 ** min(quiet // QUIET_ROUNDS, MOST_DOUBLINGS)


def go_round(
    stop: threading.Event,
    name: str,
    step: Callable[[], int],
    wait: Callable[[int], float] = idle_seconds,
    is_through: Callable[[], bool] = lambda: False,
) -> None:
    """Step until told to stop, or through; what fails is told and tried again.

    Args:
        stop: tells to stop.
        name: of the reader, for what is told.
        step: one round; answers how much it brought.
        wait: how many seconds pass before the next round, by the rounds in a row that brought nothing.
        is_through: asked before each round, whether nothing is left to be done.
    """
    quiet = 0
    while not stop.is_set() and not is_through():
        try:
            brought = step()
        except Exception as error:  # noqa: BLE001 - the endpoint may go first when all stops
            if not stop.is_set():
                print(f"{name}: {type(error).__name__}: {error}")
            brought = 0
        quiet = 0 if brought else quiet + 1
        if seconds := wait(quiet):
            stop.wait(seconds)
