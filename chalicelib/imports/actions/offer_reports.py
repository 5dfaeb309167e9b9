"""Offer the import of a provider's reports (R18, R40): where it posts a workbook or CSV file of them."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.imports.actions.offer_import import OfferedImport, offered
from chalicelib.imports.rules.import_job import ImportKind, Job
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.actions.recuse import widened


def offer_reports(
    provider: Staff, filename: str, kind: str, *, asks: bool = False, at: datetime, cause: Cause
) -> OfferedImport:
    """Take down that a table of reports is to come, and sign a POST for it; a repeat is answered alike.

    Args:
        provider: who reports.
        filename: what the file is called, for the list of imports alone.
        kind: what it holds.
        asks: whether nothing is written before somebody has seen what would be.
        at: the instant by which its rows are judged.
        cause: the request, for repeats.

    Raises:
        Refusal: `import_invalid` for another kind or type of file; `idempotency_key_reused`.
    """
    if kind != ImportKind.ROSTERS:
        why = f"施教机构导入的应为{ImportKind.ROSTERS}"
        raise Refusal("import_invalid", field="kind", why=why)
    job = Job(
        id=derived("import", cause.token),
        kind=ImportKind.ROSTERS,
        filename=filename,
        owner=provider.login,
        login=provider.login,
        person=ask_people.find_person(provider.login) or "",
        proof=widened(provider.proof),
        offered_at=at,
        content=cause.body,
        asks=asks,
        version=1,
    )
    return offered(job)
