"""Reading the messages of a batch before anything is done: what one of them tells is kept by its id."""

from typing import TypeVar

import msgspec

from chalicelib.http.batch import Piece, PieceOutcome

T = TypeVar("T")


def reading(
    message: str,
    body: str,
    told: dict[str, T],
    kind: type[T],
    work: str,
    request: str | None = None,
) -> Piece:
    """A piece that reads a message's body as `kind` into what is told; `work` is what the log calls it."""

    def read() -> PieceOutcome:
        told[message] = msgspec.json.decode(body, type=kind)
        return PieceOutcome()

    place = {"work": work, "message": message}
    return Piece(id=message, kind="message", place=place, request=request, work=read)
