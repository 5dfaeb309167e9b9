"""Check an uploaded file: is it what was announced, and can a reviewer open it (R15)?"""

import msgspec

from chalicelib.gateways import files
from chalicelib.rules.record import Evidence
from chalicelib.rules.refusal import Refusal
from chalicelib.store import evidence


def check_own_upload(person: str, upload: str) -> Evidence:
    """Check a file of one's own as soon as it has been posted; it is asked again when it is submitted.

    Raises:
        Refusal: `not_found` for what this person never announced; `evidence_invalid`.
    """
    announced = evidence.find_evidence([person], [upload])
    if not announced:
        raise Refusal("not_found")
    return check_upload(person, announced[0])


def check_upload(person: str, file: Evidence) -> Evidence:
    """The file with the version that was checked; `person` is whose upload it is.

    Raises:
        Refusal: `evidence_invalid` for a file that is absent, altered, not to be opened, or of
            another type than it says.
    """
    stored = files.check_evidence(person, file.id, file.content_type, file.size)
    if stored.fault:
        raise Refusal(
            "evidence_invalid", field="evidence", filename=file.filename, why=stored.fault
        )
    return msgspec.structs.replace(file, object_version=stored.object_version)
