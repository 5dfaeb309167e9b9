"""The digests of certificates that were drawn before they were kept (R48).

Such a PDF is not signed, and stays as it is: it verifies by its number, and a file by its digest once this
is applied. Until then verifying names no file of it.
"""

from datetime import datetime

from chalicelib.certificates.actions.complete_files import complete_files
from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key

CERTIFICATE_PARTS = 2
"""`C#{year}`; what its versions say lies below it."""


def _change(key: Key, _at: datetime) -> bool:
    person, parts = key[0].removeprefix("P#"), key[1].split("#")
    return len(parts) == CERTIFICATE_PARTS and complete_files(person, int(parts[1]))


MIGRATION = Migration(3, "files_of_certificates", {Side.HR: ("C#",)}, _change)
