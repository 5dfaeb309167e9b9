"""A certificate as it is printed, and the text of its pages."""

from datetime import date
from functools import cache
from io import BytesIO

from pypdf import PdfReader

from chalicelib.certificates.gateways.renderer import Printed, PrintedRecord, render

RECORD = PrintedRecord("企业会计准则解释", "面授培训", "10", date(2020, 5, 9))
CERTIFICATE = Printed(
    name="李䶮",
    document_number="440703********1234",
    year=2020,
    public="30",
    public_waived=False,
    professional="62.5",
    general_knowledge=None,
    records=(RECORD, PrintedRecord("数字经济", "在线学习", "2.5", date(2020, 5, 31))),
    number="M3UBV-UACAF-UK62B",
    version=1,
    issued_on=date(2020, 6, 1),
    authority="江门市人力资源和社会保障局",
    verify_url="https://example.org/verify/M3UBV-UACAF-UK62B?v=1",
)


@cache
def pages(printed: Printed) -> tuple[str, ...]:
    """What stands on each page of the PDF."""
    return tuple(page.extract_text() for page in PdfReader(BytesIO(render(printed))).pages)


def text(printed: Printed) -> str:
    """What stands on all of them."""
    return "\n".join(pages(printed))
