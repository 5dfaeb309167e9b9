"""What stands in the place of a parameter of a path: one type for each name, the same in every path."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from chalicelib.http.told import CertificateNumberText, EmployerNumber, Id, LoginName, Sha256

PATH_PARAMETERS: Mapping[str, Any] = {
    "id": Id,
    "year": Annotated[int, Meta(description="年度", examples=[2020])],
    "code": EmployerNumber,
    "login": LoginName,
    "lesson": Id,
    "upload": Id,
    "row": Id,
    "file": Sha256,
    "list": Id,
    "number": CertificateNumberText,
    "name": Annotated[str, Meta(max_length=100, description="名称")],
}
