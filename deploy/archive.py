"""Writes an archive for Lambda: the same contents make the same bytes.

So a deployment without a change changes nothing.
"""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644
"""Lambda runs the code as another user than the one who packaged it."""


def add_files(archive: ZipFile, folder: Path, below: str = "") -> None:
    """Add every file of a folder but hidden ones, in the order of their names."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            entry = ZipInfo(f"{below}{file.relative_to(folder).as_posix()}", EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = READABLE << 16
            archive.writestr(entry, file.read_bytes())
