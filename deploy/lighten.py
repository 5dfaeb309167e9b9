"""Leaves out of the bundle what packages bring for everybody and Xuefen never uses.

botocore describes every service of AWS; Pillow brings codecs of formats that no evidence has.
"""

from fnmatch import fnmatchcase
from pathlib import Path
from zipfile import ZipFile

SERVICES = frozenset({"dynamodb", "dynamodbstreams", "kms", "s3", "sns", "sqs"})
"""The services of AWS that the product calls."""
LEFT_OUT = ("PIL/_avif.*", "pillow.libs/libavif-*", "boto3/examples/*")
_OF_SERVICES = "botocore/data/"


def unpack_used(archive: Path, folder: Path) -> None:
    """Unpack an archive without what is never used."""
    with ZipFile(archive) as whole:
        whole.extractall(folder, [each for each in whole.namelist() if not is_left_out(each)])


def is_left_out(name: str) -> bool:
    """Whether a file of the bundle is never used, by its path in the archive."""
    if name.startswith(_OF_SERVICES):
        service, _, within = name.removeprefix(_OF_SERVICES).partition("/")
        return bool(within) and service not in SERVICES
    return any(fnmatchcase(name, each) for each in LEFT_OUT)
