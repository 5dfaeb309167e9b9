"""Keep uploaded files for what is no record: an application, a plan. Checked and pinned as a record's are (R15)."""

import msgspec

from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.abreast import abreast
from chalicelib.records.actions.check_upload import check_upload
from chalicelib.records.gateways import evidence_bucket
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.store import evidence


def keep_files(owners: Several, uploads: tuple[str, ...]) -> tuple[Evidence, ...]:
    """The files with the versions that were checked, each of which names its owner; kept for good from now on.

    Args:
        owners: under which ids they may have been uploaded: a person's, or the digest of a login.
        uploads: the files' ids.

    Raises:
        Refusal: `field_invalid` for what none of them ever announced; `evidence_invalid`.
    """
    found = {each.id: _owned(each, owners) for each in evidence.find_evidence(owners, uploads)}
    for upload in uploads:
        if upload not in found:
            raise Refusal("field_invalid", field="evidence", why="没有找到您上传的这份材料")
    wanted = [found[upload] for upload in dict.fromkeys(uploads)]
    pinned = [check_upload(each.owner, each) for each in wanted]
    abreast(_keep, pinned)
    return tuple(pinned)


def _owned(file: Evidence, owners: Several) -> Evidence:
    return msgspec.structs.replace(file, owner=file.owner or next(iter(owners)))


def _keep(file: Evidence) -> None:
    evidence_bucket.keep_evidence(file.owner, file.id, file.object_version)
