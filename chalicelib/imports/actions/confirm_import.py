"""Confirm an import that waits to be looked at first, so that it goes on, or discard it (R28)."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.identity.rules.proof import Proof
from chalicelib.imports.rules.import_job import Job, Totals
from chalicelib.imports.store import imports
from chalicelib.people.actions import ask_people
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.gateways import messages
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.correlation import current_request
from chalicelib.staff.actions.recuse import widened


class Confirming(NamedTuple):
    """Who confirms or discards: the login, as far as proved the person, and whose imports they may."""

    login: str
    proof: Proof | None
    owner: str = ""


def of_the_province(staff: Staff) -> Confirming:
    """An administrator of the province, about any import.

    Raises:
        Refusal: `forbidden`.
    """
    require_province(staff)
    return Confirming(staff.login, staff.proof)


def confirm_import(by: Confirming, job: str) -> Job:
    """Let an import go on; saying so again brings its file on its way once more, should that be lost.

    Whoever confirms imports no row of their own by it, as whoever offered it (R20).

    Raises:
        Refusal: `not_found`; `import_not_previewed` where there is nothing to confirm; `import_being_read`
            while nobody can know yet what that is.
    """
    confirmed = {
        "confirmed_by": by.login,
        "confirmed_person": ask_people.find_person(by.login) or "",
        "confirmed_proof": widened(by.proof),
    }
    kept = settled(lambda: _confirmed(by, job, **confirmed))
    if not kept.is_split:
        messages.send_file(kept.id, kept.etag, current_request())
    return kept


def discard_import(by: Confirming, job: str) -> Job:
    """End an import before anything of it is written, and let a worker forget its file.

    Saying so again asks the worker once more, should that be lost.

    Raises:
        Refusal: `not_found`; `import_not_previewed` where there is nothing to discard.
    """
    kept = settled(lambda: _discarded(by, job))
    messages.send_file(kept.id, kept.etag, current_request())
    return kept


def _confirmed(by: Confirming, job: str, **changes: object) -> Job:
    kept = imports.get_job(job, by.owner)
    if kept.is_previewed and not kept.is_shown:
        raise Refusal("import_being_read")
    return _decided(by, job, lambda job: job.confirmed_by, **changes)


def _discarded(by: Confirming, job: str) -> Job:
    """The import, of whose rows nothing is kept, not even those that were shown."""
    kept = imports.get_job(job, by.owner)
    preview = kept.preview and msgspec.structs.replace(kept.preview, first_rows=())
    ended = {"discarded_by": by.login, "chunks": 0, "totals": Totals(), "preview": preview}
    return _decided(by, job, lambda job: job.discarded_by, **ended)


def _decided(by: Confirming, job: str, decided_by: Callable[[Job], str], **changes: object) -> Job:
    """The import with a decision, by whoever was first."""
    kept = imports.get_job(job, by.owner)
    if decided_by(kept):
        return kept
    if not kept.is_previewed:
        raise Refusal("import_not_previewed")
    after = msgspec.structs.replace(kept, version=kept.version + 1, **changes)
    imports.put_job(after, kept.version)
    return after
