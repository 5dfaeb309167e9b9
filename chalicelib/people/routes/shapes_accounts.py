"""Accounts as administrators see them, in the HTTP contract."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.shapes import Answered, Reasoned
from chalicelib.http.told import Id, Instant, Next
from chalicelib.people.routes.shapes import DocumentShape, Profile
from chalicelib.people.rules.alike import PersonLikeness


class FormerShown(Answered, frozen=True, kw_only=True):
    """An account of the same person that was merged into this one: its id, its document masked."""

    id: Id
    document: DocumentShape
    merged_at: Instant


class ProfessionalShown(Profile, frozen=True, kw_only=True):
    """A profile as an administrator sees it: the document number masked as everywhere (R7).

    `merged_into` is the id of the account that goes on in its place; `formers` are those merged
    into this one. Neither is there where nothing was merged.
    """

    moved_out: bool
    merged_into: Id | UnsetType = UNSET
    formers: list[FormerShown] | UnsetType = UNSET


class MergeSent(Reasoned, frozen=True, kw_only=True):
    """Which account of the same person is merged into this one, and why."""

    with_: Annotated[str, Meta(min_length=1, max_length=64)] = msgspec.field(name="with")


class AlikeShown(Answered, frozen=True, kw_only=True):
    """Another account that may be the same person's: `because` of `mobile`, `birth`, or both.

    Both have one name (R4) and, besides, one mobile number or one date of birth.
    """

    professional: ProfessionalShown
    because: list[PersonLikeness]


class AlikeAccount(Answered, frozen=True, kw_only=True):
    """An account and those that may be the same person's."""

    professional: ProfessionalShown
    alike: list[AlikeShown]


class AlikeAccounts(Answered, frozen=True, kw_only=True):
    """A page of accounts that may be one person's with another one; a page may hold fewer."""

    items: list[AlikeAccount]
    next: Next | None
