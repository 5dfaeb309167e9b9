"""What stands in the place of a parameter of a path: one type for each name, the same in every path."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from chalicelib.http.told import EmployerNumber, Id, LoginName, Place, Sha256

PATH_PARAMETERS: Mapping[str, Any] = {
    "id": Id,
    "year": Annotated[int, Meta(description="年度", examples=[2020])],
    "code": EmployerNumber,
    "login": LoginName,
    "lesson": Id,
    "upload": Id,
    "row": Id,
    "file": Sha256,
    "territory": Place,
    "list": Id,
    "number": Annotated[
        str,
        Meta(
            pattern=r"^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$",
            description="编号，末位为校验位，不分大小写",
            examples=["2J4CI-WVJ25-2EORL"],
        ),
    ],
    "name": Annotated[str, Meta(max_length=100, description="名称")],
}
