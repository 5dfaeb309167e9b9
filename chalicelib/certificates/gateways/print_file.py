"""Many certificates as one PDF for printing (R38a): a cover list, then their pages, each with a line.

Their signatures end with that: no signature field goes over, so that no reader takes it for a broken one.
The QR code of each page proves it still.
"""

import io
from collections.abc import Iterable

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

_ANNOTATIONS, _KIND, _FIELD = "/Annots", "/Subtype", "/Widget"


def merged(cover: bytes, papers: Iterable[tuple[str, bytes]]) -> bytes:
    """Put certificates behind their cover.

    Args:
        cover: a PDF whose last page is what each page of a certificate gets besides.
        papers: what each is called in the table of contents, and its PDF.
    """
    writer = PdfWriter()
    *pages, line = PdfReader(io.BytesIO(cover)).pages
    for page in pages:
        writer.add_page(page)
    for title, paper in papers:
        first = len(writer.pages)
        for page in PdfReader(io.BytesIO(paper)).pages:
            _add(writer, page, line)
        writer.add_outline_item(title=title, page_number=first)
    writer.compress_identical_objects()
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _add(writer: PdfWriter, page: PageObject, line: PageObject) -> None:
    """Put a page of a certificate behind the others, without fields, with the line."""
    added = writer.add_page(page)
    links = [
        each
        for each in added.get(_ANNOTATIONS, ArrayObject())
        if each.get_object().get(_KIND) != _FIELD
    ]
    added[NameObject(_ANNOTATIONS)] = ArrayObject(links)
    added.merge_page(line)
