"""The texts that answers are made of, so that openapi.json says of each what a client may rely on.

They narrow nothing at run time: an answer is made by us. What they say is held against every answer
of the tests (tests/told.py), so a pattern here that is not true fails there.
"""

from typing import Annotated

from msgspec import Meta

from chalicelib.platform.rules.cause import Party


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
DecimalText = Annotated[
    str,
    Meta(
        pattern=r"^(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$",
        description="十进制数，不带多余的零",
        examples=["2.5"],
        extra_json_schema={"format": "decimal"},
    ),
]
"""Credits, hours: a decimal that is never negative."""
Url = Annotated[str, Meta(examples=["https://example.org/"], extra_json_schema={"format": "uri"})]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9._~-]{1,255}$",
        description="标识，不含义；可直接用于地址",
        examples=["x7k2m4q6w3r5t7yz-2020-a2b3c4d5e6f7"],
    ),
]
"""An opaque id, safe in a path."""
Code = Annotated[
    str,
    Meta(
        examples=["window_closed"],
        pattern=r"^[a-z][a-z0-9_]*$",
        description="稳定的代码，以后的版本会增加",
    ),
]
"""Why something is refused: open, as the `code` of a problem is."""
Verb = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_-]*$", description="所办的事，以后的版本会增加", examples=["submit"]
    ),
]
"""A move, as its route or a decision calls it."""
Place = Annotated[
    str,
    Meta(
        pattern=r"^44[0-9]{2}[0-9A-Z][0-9]$",
        description="广东省的行政区划代码",
        examples=["440703"],
    ),
]
Sha256 = Annotated[
    str,
    Meta(
        examples=["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],
        pattern=r"^[0-9a-f]{64}$",
        description="SHA-256，小写十六进制",
    ),
]
Next = Annotated[
    str,
    Meta(
        max_length=2048,
        description="下一页的cursor；没有下一页时为null",
        examples=["WyIyMDIwLTA2LTAxIl0"],
    ),
]
Label = Annotated[str, _text(100)]
"""What something is called in Chinese."""
Line = Annotated[str, _text(500)]
"""A line of text for people."""
Sentences = Annotated[str, _text(4000)]
"""A sentence or several for people."""
By = Annotated[
    str,
    Meta(
        pattern=f"^({'|'.join(Party)})(:.{{1,300}})?$",
        description="何人所为：哪一方，属财政部门的加其行政区划代码，给管理员看的再加登录账号",
        examples=["bureau:440703"],
    ),
]
"""Who acted: the party, of a bureau its territory, for administrators the login."""
MediaType = Annotated[str, Meta(pattern=r"^[a-z]+/[a-z0-9.+-]+$", examples=["application/pdf"])]
Filename = Annotated[str, Meta(max_length=200, examples=["证明.pdf"])]
LoginName = Annotated[
    str, Meta(examples=["wang"], max_length=255, description="登录服务所称的登录账号，或其摘要")
]
Phone = Annotated[str, Meta(max_length=100, examples=["020-12345678"])]
Masked = Annotated[
    str,
    Meta(
        pattern=r"^[^*]{0,20}\*{1,40}[^*]{0,20}$",
        description="打码，只显示首尾几位",
        examples=["4407**********107X"],
    ),
]
"""A number of a document or a telephone of which a few characters at the ends show."""
EmployerNumber = Annotated[
    str,
    Meta(
        examples=["91440703MA0000001L"], pattern=r"^[0-9A-Z]{18}$", description="统一社会信用代码"
    ),
]
CertificateNumberText = Annotated[
    str,
    Meta(
        examples=["2J4CI-WVJ25-2EORL"],
        pattern=r"^[0-9A-Z]+(-[0-9A-Z]+)*$",
        description="编号，末位为校验位",
    ),
]
Kid = Annotated[
    str,
    Meta(
        examples=["sxCHZfPc96wD1SflKWjHTBHooLeNRX6ofC0bzJ1-abc"],
        pattern=r"^[A-Za-z0-9._~-]{1,100}$",
        description="公钥的标识，见/.well-known/jwks.json",
    ),
]
FigureName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)*$",
        description="年度政策中的一项数值",
        examples=["conversion.training"],
    ),
]
FactName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.]{1,100}$", examples=["days"])]
"""A fact of a form of study, a choice of one, a role: as their declaration names it."""
Base64Text = Annotated[
    str,
    Meta(
        examples=["UEsDBA=="],
        extra_json_schema={"contentEncoding": "base64"},
        pattern=r"^[A-Za-z0-9+/]*={0,2}$",
    ),
]
Jwt64 = Annotated[
    str,
    Meta(
        examples=["e30.e30.c2ln"],
        pattern=r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$",
        description="JWT",
    ),
]
Jwk64 = Annotated[
    str,
    Meta(
        examples=["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
        pattern=r"^[A-Za-z0-9_-]{43}$",
        description="base64url",
    ),
]
