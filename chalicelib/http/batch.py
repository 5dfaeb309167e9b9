"""A batch of a stream or a queue: each piece is done by itself, and the answer says which failed.

Lambda brings a failed piece again and parks it in the end. What follows it in the batch is done all
the same: doing a piece twice or early is harmless, and one bad piece keeps nobody waiting.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from chalicelib.platform.fault import LOG, description
from chalicelib.platform.log import tell
from chalicelib.platform.store.correlation import correlated

Answer = dict[str, list[dict[str, str]]]
"""What Lambda is told of a batch: the pieces that failed."""


class PieceOutcome(NamedTuple):
    """What came of a piece, for the log, and what is counted of it."""

    facts: Mapping[str, str | float | None] = {}
    metrics: Mapping[str, float] = {}


class Piece(NamedTuple):
    """One event or message: `id` is Lambda's for it, `kind` and `place` are what the log says of it.

    `request` is what it belongs to. `work` does it; whatever it raises makes the piece failed.
    """

    id: str
    kind: str
    place: Mapping[str, str]
    request: str | None
    work: Callable[[], PieceOutcome]


def answered(batch: Iterable[Piece]) -> Answer:
    """Do the work of every piece and answer which failed."""
    failed = [{"itemIdentifier": piece.id} for piece in batch if not _is_done(piece)]
    return {"batchItemFailures": failed}


def _is_done(piece: Piece) -> bool:
    """Do the work of one piece and tell what came of it."""
    with correlated(piece.request):
        try:
            outcome = piece.work()
        except Exception as fault:  # noqa: BLE001 - the edge: one bad piece must not stop the others
            facts = {**piece.place, "fault": description(fault)}
            LOG.warning(f"{piece.kind}_failed", extra={"facts": facts})
            return False
        tell(piece.kind, {**piece.place, **outcome.facts}, outcome.metrics)
        return True
