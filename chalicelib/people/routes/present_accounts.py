"""How accounts, and those that may be one person's, are shown to administrators."""

from collections.abc import Iterable

import msgspec
from msgspec import UNSET

from chalicelib.bureaus.rules.territory import covers
from chalicelib.http.wire import time_text
from chalicelib.people.routes import present, shapes_accounts
from chalicelib.people.rules.professional import Former, Professional
from chalicelib.people.store.alike import Alike


def professional(shown: Professional) -> shapes_accounts.ProfessionalShown:
    """A profile as an administrator sees it."""
    profile = msgspec.structs.asdict(present.profile(shown))
    return shapes_accounts.ProfessionalShown(
        **profile,
        moved_out=shown.moved_out,
        merged_into=shown.merged_into or UNSET,
        formers=[_former(each) for each in shown.formers] or UNSET,
    )


def alike(found: Iterable[Alike], territory: str) -> list[shapes_accounts.AlikeShown]:
    """The accounts of an administrator's territory that look like one."""
    return [
        shapes_accounts.AlikeShown(professional=professional(each), because=list(common))
        for each, common in found
        if covers(territory, each.territory)
    ]


def _former(former: Former) -> shapes_accounts.FormerShown:
    return shapes_accounts.FormerShown(
        id=former.id,
        document=present.document(former.document_type, former.masked_number),
        merged_at=time_text(former.merged_at),
    )
