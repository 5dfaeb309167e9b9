"""Say what an import would do once all of its rows were looked at (R28); whoever comes twice changes nothing."""

import msgspec

from chalicelib.imports.actions.write_refused import write_refused
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.rules.import_preview import Check, Foretold, Preview, looked_at
from chalicelib.imports.store import imports
from chalicelib.platform.actions.settle import settled


def finish_preview(job: str) -> None:
    """Finish a preview if nothing of its file is left to be looked at."""
    kept = imports.find_job(job)
    preview = _open(kept)
    if kept is None or preview is None:
        return
    checks = imports.find_checks(job)
    if len(checks) < preview.chunks:
        return
    write_refused(kept, (each.number for each in checks if each.foretold.refused))
    settled(lambda: _finish_once(job, checks))


def _open(job: Job | None) -> Preview | None:
    """The preview of which is not said yet what would become of its rows; one of before never was asked."""
    if job is None or not job.is_shown or job.preview is None or job.preview.foretold is not None:
        return None
    return None if job.preview.rows and not job.preview.chunks else job.preview


def _finish_once(job: str, checks: list[Check]) -> None:
    kept = imports.find_job(job)
    preview = _open(kept)
    if kept is None or preview is None:
        return
    foretold = sum((each.foretold for each in checks), Foretold())
    whole = msgspec.structs.replace(looked_at(preview, checks), foretold=foretold)
    after = msgspec.structs.replace(kept, preview=whole, version=kept.version + 1)
    imports.put_job(after, kept.version)
