"""Many certificates as one PDF for printing (R38a): a cover list, then their pages, each with a line.

Their signatures end with that: no signature field goes over, so that no reader takes it for a broken one.
The QR code of each page proves it still.

The file is sent away in parts while it is being written, object by object: what is kept of it is where each
object lies, and the digest of each, so that what many certificates have in common, as fonts, is in it once.
All of that is left to the next run where one has no time left, as with a ZIP (zip_files.py).
"""

import io
import os
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from chalicelib.certificates.gateways.pdf_objects import OUTLINE, Objects, Written
from chalicelib.certificates.gateways.zip_files import print_key
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.platform.gateways.parts import Parts, SentParts, begin_parts, go_on_with

_ANNOTATIONS, _KIND, _FIELD = "/Annots", "/Subtype", "/Widget"
_OF_STRUCTURE = ("/StructParents", "/Tabs")
"""What names the structure of the file that a page comes from."""


class PrintLeft(msgspec.Struct, frozen=True, kw_only=True):
    """What one run leaves to the next: the upload, what is written, the line of each page.

    `titles` are what the certificates put into it are called, and the pages at which they begin;
    `certificates` are those of the order, put into it and not, in order.
    """

    sent: SentParts
    written: Written
    line: bytes
    pages: tuple[int, ...]
    titles: tuple[tuple[str, int], ...]
    certificates: tuple[Certificate, ...]


class PrintFile:
    """A print file while it is written; it is there once it is finished, and never in part."""

    def __init__(
        self,
        parts: Parts,
        written: Written,
        line: bytes,
        pages: Sequence[int] = (),
        titles: Sequence[tuple[str, int]] = (),
    ) -> None:
        self._parts = parts
        self._objects = Objects(parts, written)
        self._line = line
        self._pages, self._titles = list(pages), list(titles)

    @property
    def done(self) -> int:
        """How many certificates are in it."""
        return len(self._titles)

    def add(self, title: str, paper: bytes) -> None:
        """Put a certificate behind the others; `title` is what the table of contents calls it."""
        self._titles.append((title, len(self._pages)))
        writer = PdfWriter()
        (line,) = PdfReader(io.BytesIO(self._line)).pages
        for page in PdfReader(io.BytesIO(paper)).pages:
            self._put(_printed(writer, page, line), writer)

    def add_cover(self, pages: Iterable[PageObject]) -> None:
        """Put the pages of the cover in front."""
        writer = PdfWriter()
        for page in pages:
            self._put(_bare(writer.add_page(page)), writer)

    def _put(self, page: PageObject, writer: PdfWriter) -> None:
        self._pages.append(self._objects.put_page(page, writer))

    def left(self, certificates: Sequence[Certificate]) -> PrintLeft:
        """What another run needs to go on from here."""
        return PrintLeft(
            sent=self._parts.left(),
            written=self._objects.written(),
            line=self._line,
            pages=tuple(self._pages),
            titles=tuple(self._titles),
            certificates=tuple(certificates),
        )

    def give_up(self) -> None:
        """Send nothing more."""
        self._parts.give_up()

    def finish(self) -> None:
        """Write the table of contents and where everything lies; only now the object is there."""
        objects, refer = self._objects, self._objects.reference
        first = objects.reserve(len(self._titles))
        for at, (title, page) in enumerate(self._titles):
            item = {
                "/Title": TextStringObject(title),
                "/Parent": refer(OUTLINE),
                "/Dest": ArrayObject([refer(self._pages[page]), NameObject("/Fit")]),
            }
            if at:
                item["/Prev"] = refer(first + at - 1)
            if at + 1 < len(self._titles):
                item["/Next"] = refer(first + at + 1)
            objects.put(first + at, _dictionary(item))
        objects.finish(self._pages, range(first, first + len(self._titles)))
        self._parts.finish()


def begin(parcel: str, cover: bytes) -> PrintFile:
    """Begin a print file.

    Args:
        parcel: its order's id.
        cover: a PDF whose last page is what each page of a certificate gets besides.
    """
    *pages, line = PdfReader(io.BytesIO(cover)).pages
    alone = PdfWriter()
    alone.add_page(line)
    kept = io.BytesIO()
    alone.write(kept)
    parts = begin_parts(os.environ["IMPORT_BUCKET"], print_key(parcel), "application/pdf")
    file = PrintFile(parts, Written(), kept.getvalue())
    file.add_cover(pages)
    return file


def go_on(parcel: str, left: PrintLeft) -> PrintFile:
    """Go on with a print file that another run has left."""
    parts = go_on_with(os.environ["IMPORT_BUCKET"], print_key(parcel), left.sent)
    return PrintFile(parts, left.written, left.line, left.pages, left.titles)


def _printed(writer: PdfWriter, page: PageObject, line: PageObject) -> PageObject:
    """A page of a certificate without fields, with the line."""
    added = _bare(writer.add_page(page))
    added.merge_page(line)
    return added


def _bare(page: PageObject) -> PageObject:
    """A page without fields, which knows nothing of the structure of the file that it comes from."""
    links = [
        each
        for each in page.get(_ANNOTATIONS, ArrayObject())
        if each.get_object().get(_KIND) != _FIELD
    ]
    page[NameObject(_ANNOTATIONS)] = ArrayObject(links)
    for name in _OF_STRUCTURE:
        page.pop(name, None)
    return page


def _dictionary(members: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject({NameObject(name): value for name, value in members.items()})
