"""Files of courses that have come: of a lesson, to be checked; a whole course as a package (R52, R53)."""

import json
from typing import Any
from urllib.parse import unquote_plus

from chalicelib.courses.actions.check_media import check_media
from chalicelib.courses.gateways.course_bucket import PACKAGES
from chalicelib.courses.rules.media import Media
from chalicelib.http.batch import Piece, PieceOutcome
from chalicelib.imports.actions.import_course import OutOfTimeError, import_course
from chalicelib.imports.gateways.package import StillTime
from chalicelib.imports.rules.course_import import CourseImport
from chalicelib.platform.gateways import messages
from chalicelib.platform.store.correlation import current_request


def course_file_piece(message: dict[str, Any], request: str, is_time_left: StillTime) -> Piece:
    """A message of S3, or of an action in the same words; SQS says how often it has been brought.

    Args:
        message: as Lambda brings it.
        request: what it belongs to.
        is_time_left: whether a package may be read on by this run.
    """
    tries = int(message["attributes"].get("ApproximateReceiveCount", "1"))

    def check_once() -> PieceOutcome:
        states: dict[str, str | float | None] = {}
        for record in json.loads(message["body"]).get("Records", []):
            done = _looked_at(unquote_plus(record["s3"]["object"]["key"]), tries, is_time_left)
            states |= {done.id: done.state.value} if done else {}
        return PieceOutcome(states)

    number = message["messageId"]
    place = {"work": "check", "message": number}
    return Piece(id=number, kind="message", place=place, request=request, work=check_once)


def _looked_at(key: str, tries: int, is_time_left: StillTime) -> Media | CourseImport | None:
    """A file of a lesson, checked; a package, made into a draft, by several runs if need be."""
    if not key.startswith(PACKAGES):
        return check_media(key, tries)
    try:
        return import_course(key.removeprefix(PACKAGES), tries, is_time_left)
    except OutOfTimeError:
        messages.send_media(key, current_request())
        return None
