"""Confirm an import whose file has what nobody sees, so that it goes on, or discard it (R28)."""

from collections.abc import Callable

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.imports.rules.import_job import Job, Totals
from chalicelib.imports.store import imports
from chalicelib.people.actions import ask_people
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.gateways import messages
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.correlation import current_request
from chalicelib.staff.actions.recuse import widened


def confirm_import(staff: Staff, job: str) -> Job:
    """Let an import go on; saying so again brings its file on its way once more, should that be lost.

    Whoever confirms imports no row of their own by it, as whoever offered it (R20).

    Raises:
        Refusal: `forbidden`; `not_found`; `import_not_previewed` where there is nothing to confirm.
    """
    require_province(staff)
    confirmed = {
        "confirmed_by": staff.login,
        "confirmed_person": ask_people.find_person(staff.login) or "",
        "confirmed_proof": widened(staff.proof),
    }
    kept = settled(lambda: _decided(job, lambda job: job.confirmed_by, **confirmed))
    if not kept.is_split:
        messages.send_file(kept.id, kept.etag, current_request())
    return kept


def discard_import(staff: Staff, job: str) -> Job:
    """End an import before anything of it is written; saying so again changes nothing.

    Raises:
        Refusal: `forbidden`; `not_found`; `import_not_previewed` where there is nothing to discard.
    """
    require_province(staff)
    ended = {"discarded_by": staff.login, "chunks": 0, "totals": Totals()}
    return settled(lambda: _decided(job, lambda job: job.discarded_by, **ended))


def _decided(job: str, by: Callable[[Job], str], **changes: object) -> Job:
    """The import with a decision, by whoever was first."""
    kept = imports.get_job(job)
    if by(kept):
        return kept
    if not kept.is_previewed:
        raise Refusal("import_not_previewed")
    after = msgspec.structs.replace(kept, version=kept.version + 1, **changes)
    imports.put_job(after, kept.version)
    return after
