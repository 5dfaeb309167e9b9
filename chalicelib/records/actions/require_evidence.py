"""Ask for the evidence of what is submitted (R15): read once, whatever else has to be done again."""

from functools import partial

import msgspec

from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.refusal import Refusal, attempted, several
from chalicelib.platform.store.abreast import abreast
from chalicelib.records.actions.check_upload import check_upload
from chalicelib.records.gateways import evidence_bucket
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.record import Record

Checked = dict[Evidence, Evidence]
"""Files as a record names them, each with the version that was checked, which nobody can alter."""


def require_evidence(record: Record, law: YearLaw, checked: Checked) -> Record:
    """Hold every file against what was announced, pin the version that was checked, keep it (R15).

    Args:
        record: the record to be submitted.
        law: which evidence its form asks for.
        checked: what this request has checked already, before a rival made it look again.

    Raises:
        Refusal: `evidence_missing`; `evidence_invalid` for a file that is absent, altered or of
            another type than it says.
    """
    if not record.evidence:
        raise lacking(record.form, law)
    pinned = pin_evidence(record.person, record.evidence, checked)
    return msgspec.structs.replace(record, evidence=pinned)


def lacking(form: str, law: YearLaw) -> Refusal:
    """Say which evidence a form asks for, where there is none."""
    return Refusal("evidence_missing", field="evidence", kinds="、".join(law.evidence(form)))


def pin_evidence(
    person: str, files: tuple[Evidence, ...], checked: Checked
) -> tuple[Evidence, ...]:
    """Check files as a reviewer would, pin the versions that were checked, and keep them for good.

    Args:
        person: whose uploads they are, where a file does not say so.
        files: as they were announced.
        checked: what this request has checked already.

    Raises:
        Refusal: `evidence_invalid`, all such files at once.
    """
    anew = [file for file in files if file not in checked]
    read = {file: attempted(partial(check_upload, file.owner or person, file)) for file in anew}
    if faults := [fault for _, fault in read.values() if fault]:
        raise several(faults)
    pinned = {file: after for file, (after, _) in read.items() if after}
    unkept = [after for before, after in pinned.items() if after != before]
    abreast(partial(_keep, person), unkept)
    checked.update(pinned)
    return tuple(checked[file] for file in files)


def _keep(person: str, file: Evidence) -> None:
    evidence_bucket.keep_evidence(file.owner or person, file.id, file.object_version)
