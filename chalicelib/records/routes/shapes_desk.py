"""The shapes of the HTTP contract for the desk of a bureau: its head, its search, its reasons."""

from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Cursor, PlaceAsked, PlaceSent, Short, Text, unchecked
from chalicelib.http.told import Instant, Label, Place, Sentences
from chalicelib.records.rules.canned_reason import MOST, ReasonUse

Sought = Annotated[Short, unchecked("an identity number belongs here; it is looked up, never kept")]


class DeskQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose queue; without a territory that of the own one and all below it."""

    territory: PlaceAsked | None = None


class DeskShown(Answered, frozen=True, kw_only=True):
    """How many records wait for the bureaus of a territory, since when the oldest, and what was decided today.

    With `more` there are more than are counted. `decided_by_bureau` is of all reviewers of the own bureau, oneself among them; appeals are not in it.
    """

    territory: Place
    territory_name: Label
    waiting: int
    more: bool
    oldest_since: Instant | None
    decided_by_self: int
    decided_by_bureau: int
    counted_at: Instant


class RecordsSoughtSent(Sent, frozen=True, kw_only=True):
    """What is typed: a document's number or a whole name, or a part of the title or reference of what waits."""

    sought: Sought
    territory: PlaceSent | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50
    cursor: Cursor | None = None


class ReasonKept(Sent, frozen=True, kw_only=True):
    """A reason that a bureau keeps, and for which decision."""

    use: ReasonUse
    text: Text


class ReasonsSent(Sent, frozen=True, kw_only=True):
    """All reasons of the bureau, in their order; `version` is the one that was seen."""

    reasons: Annotated[list[ReasonKept], Meta(max_length=MOST)]
    version: Annotated[int, Meta(ge=0)] | None = None


class ReasonShown(Answered, frozen=True, kw_only=True):
    """A reason that a bureau keeps, and for which decision."""

    use: ReasonUse
    text: Sentences


class ReasonsShown(Answered, frozen=True, kw_only=True):
    """The reasons of a bureau; version 0 where it has none of its own, and has those that every bureau begins with."""

    territory: Place
    territory_name: Label
    reasons: list[ReasonShown]
    changed_at: Instant | None
    version: int
