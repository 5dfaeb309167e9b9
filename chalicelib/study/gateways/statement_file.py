"""Files of statements (S3): JSON that is sent away in parts while it is being written, a statement a line.

One lies in the bucket of imports, whose lifecycle forgets it, and beside it what a run that had no time
left leaves to the next. Their keys hold the order's id alone.
"""

import os
from collections.abc import Iterable

import msgspec

from chalicelib.platform.gateways.files import Signed, client, signed
from chalicelib.platform.gateways.parts import Parts, begin_parts
from chalicelib.platform.rules.listing import Position

JSON = "application/json"


class StatementsLeft(msgspec.Struct, frozen=True, kw_only=True):
    """What one run leaves to the next: the upload with its parts, what is not sent yet, where it goes on.

    `people` have been told of, by so many `statements`.
    """

    upload: str
    parts: tuple[str, ...]
    rest: bytes
    after: Position
    people: int
    statements: int


class StatementFile:
    """An array of statements while it is written; it is there once it is finished, and never in part."""

    def __init__(self, parts: Parts, statements: int) -> None:
        self._parts = parts
        self.statements = statements

    def add(self, statements: Iterable[object]) -> None:
        """Write statements, each a line of its own."""
        for each in statements:
            self._parts.write(b",\n" if self.statements else b"[\n")
            self._parts.write(msgspec.json.encode(each))
            self.statements += 1

    def left(self, after: Position, people: int) -> StatementsLeft:
        """What another run needs to go on from here."""
        return StatementsLeft(
            upload=self._parts.upload,
            parts=tuple(self._parts.sent),
            rest=bytes(self._parts.kept),
            after=after,
            people=people,
            statements=self.statements,
        )

    def finish(self) -> None:
        """End the array; only now the object is there."""
        self._parts.write(b"\n]\n" if self.statements else b"[]\n")
        self._parts.finish()


def begin(order: str) -> StatementFile:
    """Begin an order's file."""
    return StatementFile(begin_parts(_bucket(), _key(order), JSON), 0)


def go_on(order: str, left: StatementsLeft) -> StatementFile:
    """Go on with a file that another run has left."""
    parts = Parts(_bucket(), _key(order), left.upload, sent=left.parts, rest=left.rest)
    return StatementFile(parts, left.statements)


def put_left(order: str, stops: int, left: StatementsLeft) -> None:
    """Keep what a run leaves to the next; `stops` counts the runs that have stopped, with it."""
    client().put_object(
        Bucket=_bucket(), Key=_left_key(order, stops), Body=msgspec.msgpack.encode(left)
    )


def read_left(order: str, stops: int) -> StatementsLeft:
    """What the run left with which so many have stopped."""
    found = client().get_object(Bucket=_bucket(), Key=_left_key(order, stops))
    return msgspec.msgpack.decode(found["Body"].read(), type=StatementsLeft)


def statements_url(order: str, course: str) -> Signed:
    """Sign a download of a file, for the province's administrators."""
    return signed(_bucket(), _key(order), f"statements-{course}.json", JSON, {})


def _bucket() -> str:
    return os.environ["IMPORT_BUCKET"]


def _key(order: str) -> str:
    return f"archives/{order}.json"


def _left_key(order: str, stops: int) -> str:
    return f"archives/{order}.{stops}.left"
