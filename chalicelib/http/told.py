"""The texts that answers are made of, so that openapi.json says of each what a client may rely on.

They narrow nothing at run time: an answer is made by us. What they say is held against every answer
of the tests (tests/told.py), so a pattern here that is not true fails there.
"""

from typing import Annotated

from msgspec import Meta


def _text(longest: int) -> Meta:
    """A text for people, no longer than this."""
    return Meta(max_length=longest)


Instant = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3})?\+08:00$",
        description="时刻 (RFC 3339)，北京时间",
        examples=["2020-06-01T09:00:00+08:00"],
        extra_json_schema={"format": "date-time"},
    ),
]
Day = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        description="日期，北京时间",
        examples=["2020-06-01"],
        extra_json_schema={"format": "date"},
    ),
]
Amount = Annotated[
    str,
    Meta(
        pattern=r"^(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$",
        description="十进制数，不带多余的零",
        examples=["2.5"],
        extra_json_schema={"format": "decimal"},
    ),
]
"""Credits, hours: a decimal that is never negative."""
Url = Annotated[str, Meta(extra_json_schema={"format": "uri"})]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9._~-]{1,255}$",
        description="标识，不含义；可直接用于地址",
        examples=["2020-0pQ7mZ3xK1"],
    ),
]
"""An opaque id, safe in a path."""
Code = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9_]*$", description="稳定的代码，以后的版本会增加")
]
"""Why something is refused: open, as the `code` of a problem is."""
Place = Annotated[
    str, Meta(pattern=r"^44[0-9]{4}$", description="广东省的行政区划代码", examples=["440703"])
]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256，小写十六进制")]
Next = Annotated[
    str,
    Meta(max_length=2048, description="下一页的cursor；没有下一页时为null", examples=["eyJ0Ijoi"]),
]
Label = Annotated[str, _text(100)]
"""What something is called in Chinese."""
Line = Annotated[str, _text(500)]
"""A line of text for people."""
Sentences = Annotated[str, _text(4000)]
"""A sentence or several for people."""
