"""Offer an import: where an administrator of the province posts a file of existing records (R28)."""

from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.import_job import ImportKind, Job
from chalicelib.imports.store import imports
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import Conflict
from chalicelib.staff.actions.recuse import widened

SUFFIXES = (".csv", ".xlsx")
OF_THE_PROVINCE = tuple(each for each in ImportKind if each is not ImportKind.ROSTERS)
"""A roster names a plan, and has a verb of its own: offer_roster.py."""


class OfferedImport(msgspec.Struct, frozen=True):
    """The import's id, and where to post its file."""

    id: str
    url: str
    fields: dict[str, str]


def offer_import(
    staff: Staff, filename: str, kind: str, *, asks: bool = False, at: datetime, cause: Cause
) -> OfferedImport:
    """Take down that a file is to come, and sign a POST for it; a repeat is answered alike.

    Args:
        staff: the administrator.
        filename: what the file is called, for the list of imports alone.
        kind: what it holds.
        asks: whether nothing is written before somebody has seen what would be; so is what its headings
            are to say the kind of.
        at: the instant by which its rows are judged.
        cause: the request, for repeats.

    Raises:
        Refusal: `forbidden`; `import_invalid` for another kind or type of file;
            `idempotency_key_reused`.
    """
    require_province(staff)
    if kind not in OF_THE_PROVINCE:
        why = f"暂不支持导入「{kind}」，可用：{'、'.join(OF_THE_PROVINCE)}"
        raise Refusal("import_invalid", field="kind", why=why)
    job = Job(
        id=derived("import", cause.token),
        kind=ImportKind(kind),
        filename=filename,
        login=staff.login,
        person=ask_people.find_person(staff.login) or "",
        proof=widened(staff.proof),
        offered_at=at,
        content=cause.body,
        asks=asks or kind == ImportKind.RECOGNISED,
        version=1,
    )
    return offered(job)


def offered(job: Job) -> OfferedImport:
    """Keep a new import, and sign a POST for its file; a repeat is answered alike.

    Raises:
        Refusal: `import_invalid` for another type of file; `idempotency_key_reused`.
    """
    if not job.filename.lower().endswith(SUFFIXES):
        why = "应为.csv或.xlsx文件，旧的.xls文件请另存为.xlsx"
        raise Refusal("import_invalid", field="filename", why=why)
    try:
        imports.put_job(job, 0)
    except Conflict:
        kept = imports.find_job(job.id)
        if kept is None or kept.content != job.content:
            raise Refusal("idempotency_key_reused") from None
    signed = import_bucket.offer_file(job.id)
    return OfferedImport(job.id, signed.url, signed.fields)
