"""Bring a certificate to what drawing it today keeps: by which digests its files are known (R48)."""

from collections.abc import Iterator

import msgspec

from chalicelib.certificates.gateways.certificate_bucket import find_file
from chalicelib.certificates.rules.certificate import Certificate, IssuedFile
from chalicelib.certificates.store import certificates
from chalicelib.platform.actions.settle import settled


def complete_files(person: str, year: int) -> bool:
    """Keep the digests of the versions' PDFs that lie in the bucket and are not known yet.

    A version that waits to be drawn is left to the renderer.

    Args:
        person: the holder's id.
        year: the certificate's.

    Returns:
        Whether any was missing.
    """

    def once() -> bool:
        kept = certificates.find_certificate(person, year)
        missing = [*_missing(kept)] if kept else []
        if kept is None or not missing:
            return False
        files = tuple(sorted((*missing, *kept.files), key=lambda file: file.version))
        completed = msgspec.structs.replace(kept, files=files, revision=kept.revision + 1)
        certificates.put_certificate(completed, kept, None)
        return True

    return settled(once)


def _missing(kept: Certificate) -> Iterator[IssuedFile]:
    for version in range(1, kept.version + 1):
        is_waiting = version == kept.version and kept.drawn != version
        if is_waiting or kept.files_of(version):
            continue
        if found := find_file(kept.number, version):
            yield IssuedFile(version, found.sha256, found.key)
