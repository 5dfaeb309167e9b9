"""R15: evidence is opened as a reviewer would open it, and what nobody can read is refused."""

import io
import logging

import pytest
from PIL import Image
from pypdf import PdfWriter

from chalicelib.records.gateways.evidence_file import (
    ACTIVE,
    ANOTHER_TYPE,
    CUT_SHORT,
    EMPTY,
    ENCRYPTED,
    HEIC,
    LIMITS,
    SMALL_PICTURE,
    TOO_COMPLEX,
    TOO_LARGE_PICTURE,
    UNREADABLE,
    find_fault,
)
from tests.paper import pdf, photo

PDF = "application/pdf"
JPEG, PNG = photo("JPEG"), photo("PNG")


def written(*, pages: int = 1, password: str = "") -> bytes:
    """A PDF as a library writes it: with an index that is compressed, and pages of words."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt("", password)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), PDF),
        (written(pages=3), PDF),
        (b"Content-Type: application/pdf\r\n\r\n" + pdf(), PDF),
        (pdf() + b"\0" * 4096, PDF),
        (pdf() + b"\r\n" * 600, PDF),
        (pdf().replace(b"startxref\n", b"startxref\n1"), PDF),
        (pdf().partition(b"xref\n")[0] + b"trailer<</Root 1 0 R>>", PDF),
        (JPEG, "image/jpeg"),
        (PNG, "image/png"),
        (JPEG + b"\0" * 64, "image/jpeg"),
    ],
    ids=[
        "PDF", "three pages", "a line before its head", "zeros behind", "lines behind",
        "a wrong place of the index", "no index at all", "JPEG", "PNG", "zeros behind a photo",
    ],
)  # fmt: skip
def test_r15_given_what_readers_open_then_it_is_taken(content: bytes, kind: str) -> None:
    assert find_fault(content, kind) is None


@pytest.mark.parametrize(
    ("content", "kind", "fault"),
    [
        (pdf()[: len(pdf()) // 3], PDF, CUT_SHORT),
        (written(pages=9)[:400], PDF, CUT_SHORT),
        (b"%PDF-1.4", PDF, CUT_SHORT),
        (b"%PDF-1.4\nevidence\n%%EOF\n", PDF, UNREADABLE),
        (written(pages=0), PDF, EMPTY),
        (b"\0" * 2000 + pdf(), PDF, ANOTHER_TYPE),
        (b"", PDF, ANOTHER_TYPE),
        (JPEG, PDF, ANOTHER_TYPE),
        (pdf(), "image/jpeg", ANOTHER_TYPE),
        (PNG, "image/jpeg", ANOTHER_TYPE),
        (JPEG[:60], "image/jpeg", CUT_SHORT),
        (JPEG[: len(JPEG) // 2], "image/jpeg", CUT_SHORT),
        (PNG[: len(PNG) // 2], "image/png", CUT_SHORT),
        (PNG[:8], "image/png", UNREADABLE),
        (photo("JPEG", (31, 400)), "image/jpeg", SMALL_PICTURE),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "image/jpeg", HEIC),
        (b"\0\0\0\x18ftypmif1" + b"\0" * 40, PDF, HEIC),
    ],
)
def test_r15_given_what_nobody_can_read_then_it_is_refused_with_its_reason(
    content: bytes, kind: str, fault: str
) -> None:
    assert find_fault(content, kind) == fault


@pytest.mark.parametrize(
    ("catalog", "name"),
    [
        ("/OpenAction<</S/JavaScript/JS(1)>>", "/JS"),
        ("/OpenAction<</S/J#61vaScript/J#53 (1)>>", "/JS"),
        ("/Names<</EmbeddedFiles<</Names[(a)<</EF<<>>>>]>>>>", "/EmbeddedFiles"),
        ("/OpenAction<</S/Launch>>", "/Launch"),
        ("/AcroForm<</XFA[]>>", "/XFA"),
    ],
)
def test_r15_given_a_pdf_that_does_something_then_it_is_refused(catalog: str, name: str) -> None:
    fault = find_fault(pdf(catalog=catalog), PDF)
    assert fault is not None
    assert fault.startswith(ACTIVE[name])


def test_r15_given_a_pdf_with_a_password_then_it_is_refused_even_where_it_opens_without() -> None:
    assert find_fault(written(password="owner"), PDF) == ENCRYPTED


def test_r15_given_files_just_beyond_a_bound_then_they_are_too_much_to_look_at() -> None:
    assert find_fault(pdf(), PDF, LIMITS._replace(objects=3)) == TOO_COMPLEX
    few = LIMITS._replace(pixels=64 * 48 - 1, jpeg_pixels=64 * 48 - 1)
    assert find_fault(PNG, "image/png", few) == TOO_LARGE_PICTURE
    assert find_fault(JPEG, "image/jpeg", few) == TOO_LARGE_PICTURE
    just = LIMITS._replace(pixels=64 * 48, jpeg_pixels=64 * 48)
    assert find_fault(JPEG, "image/jpeg", just) is None


def test_r15_given_every_length_of_a_file_cut_short_then_none_of_them_fails_or_passes() -> None:
    whole = pdf()
    end = whole.index(b"trailer")
    for length in range(end):
        assert find_fault(whole[:length], PDF) in {CUT_SHORT, UNREADABLE, ANOTHER_TYPE}


def test_r7_given_a_damaged_file_then_nothing_of_it_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert find_fault(b"%PDF-440703 \n1 0 obj\n44070\nstartxref\n9\n%%EOF", PDF) == UNREADABLE
    assert caplog.records == []


def test_given_the_library_of_pictures_then_its_own_bound_is_above_ours() -> None:
    """Else it would warn or raise before our own words are found."""
    assert Image.MAX_IMAGE_PIXELS is not None
    assert LIMITS.pixels <= 2 * Image.MAX_IMAGE_PIXELS
