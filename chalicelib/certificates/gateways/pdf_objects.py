"""The objects of a PDF while it is written from its beginning to its end (ISO 32000-1, 7.5).

pypdf reads pages and changes them; it writes a file once all of it is in memory. This writes each page's
objects as soon as the page is there, each once: an object whose bytes were written before is referred to.
"""

import io
from hashlib import sha256
from typing import Any, Protocol

import msgspec
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
CATALOG, PAGES, OUTLINE = 1, 2, 3
"""The numbers of the objects that are written last."""
DIGEST_BYTES = 16
LANGUAGE = "zh-CN"


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of what is written: where each object begins, 0 for one that is to come, and their digests."""

    begins: tuple[int, ...] = (0, 0, 0)
    known: dict[bytes, int] = {}


class Taker(Protocol):
    """What bytes are written to."""

    def tell(self) -> int:
        """How many it has taken."""

    def write(self, content: bytes) -> int:
        """Take some."""


class Objects:
    """Writes objects behind each other."""

    def __init__(self, to: Taker, written: Written) -> None:
        self._to = to
        self._begins, self._known = list(written.begins), dict(written.known)
        # References are to objects of this file by their number: pypdf asks for a file that holds them.
        self._self = PdfWriter()
        if not to.tell():
            to.write(HEAD)

    def written(self) -> Written:
        """What another run needs to know."""
        return Written(begins=tuple(self._begins), known=self._known)

    def reference(self, number: int) -> IndirectObject:
        """A reference to an object of this file."""
        return IndirectObject(number, 0, self._self)

    def reserve(self, many: int) -> int:
        """Numbers for objects that are to come; the first of them."""
        self._begins += [0] * many
        return len(self._begins) - many + 1

    def put(self, number: int, value: PdfObject) -> None:
        """Write an object whose number was reserved, and which refers to this file's alone."""
        self._write(number, _bytes_of(value))

    def put_page(self, page: PageObject, of: PdfWriter) -> int:
        """Write a page and all that it refers to; the number that it has here."""
        page[NameObject("/Parent")] = NullObject()
        _Page(self, of).turn(page)
        page[NameObject("/Parent")] = self.reference(PAGES)
        number = self.reserve(1)
        self.put(number, page)
        return number

    def known(self, value: PdfObject) -> int:
        """The number of an object that is the same, written by this if there is none."""
        content = _bytes_of(value)
        digest = sha256(content).digest()[:DIGEST_BYTES]
        number = self._known.get(digest)
        if number is None:
            number = self._known[digest] = self.reserve(1)
            self._write(number, content)
        return number

    def _write(self, number: int, content: bytes) -> None:
        self._begins[number - 1] = self._to.tell()
        self._to.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    def finish(self, pages: list[int], titles: range) -> None:
        """Write what holds all together, and where everything lies."""
        kids = ArrayObject([self.reference(each) for each in pages])
        self.put(PAGES, _of(Type=NameObject("/Pages"), Kids=kids, Count=NumberObject(len(pages))))
        outline = _of(Type=NameObject("/Outlines"), Count=NumberObject(len(titles)))
        if titles:
            outline[NameObject("/First")] = self.reference(titles[0])
            outline[NameObject("/Last")] = self.reference(titles[-1])
        self.put(OUTLINE, outline)
        catalog = _of(
            Type=NameObject("/Catalog"),
            Pages=self.reference(PAGES),
            Outlines=self.reference(OUTLINE),
            PageMode=NameObject("/UseOutlines"),
            Lang=TextStringObject(LANGUAGE),
        )
        self.put(CATALOG, catalog)
        self._write_table()

    def _write_table(self) -> None:
        begins, size = self._to.tell(), len(self._begins) + 1
        rows = "".join(f"{each:010d} 00000 n \n" for each in self._begins)
        self._to.write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode())
        trailer = _bytes_of(_of(Size=NumberObject(size), Root=self.reference(CATALOG)))
        self._to.write(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, begins))


class _Page:
    """Turns the references of a page into references to this file, what they lead to being written first."""

    def __init__(self, objects: Objects, of: PdfWriter) -> None:
        self._objects, self._of = objects, of
        self._numbers: dict[int, int] = {}
        self._under_way: set[int] = set()

    def turn(self, value: DictionaryObject | ArrayObject) -> None:
        """Turn all references within a value, in its place."""
        places: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        for place in places:
            held = value.raw_get(place) if isinstance(value, DictionaryObject) else value[place]
            value[place] = self._turned(held)

    def _turned(self, held: Any) -> PdfObject:  # noqa: ANN401 - whatever a dictionary holds
        if isinstance(held, IndirectObject):
            return self._referred(held)
        if isinstance(held, (DictionaryObject, ArrayObject)):
            self.turn(held)
        if isinstance(held, StreamObject):  # a stream is always an object of its own
            return self._objects.reference(self._objects.known(held))
        turned: PdfObject = held
        return turned

    def _referred(self, reference: IndirectObject) -> PdfObject:
        """A reference to what this one leads to; none to another page, nor to what leads back to itself."""
        number = self._numbers.get(reference.idnum)
        if number is None:
            value = reference.get_object()
            if value is None or reference.idnum in self._under_way or _is_page(value):
                return NullObject()
            self._under_way.add(reference.idnum)
            turned = self._turned(value)
            self._under_way.discard(reference.idnum)
            if isinstance(turned, IndirectObject):
                number = turned.idnum
            else:
                number = self._objects.known(turned)
            self._numbers[reference.idnum] = number
        return self._objects.reference(number)


def _is_page(value: PdfObject) -> bool:
    return isinstance(value, DictionaryObject) and value.get("/Type") in {"/Page", "/Pages"}


def _of(**members: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in members.items()})


def _bytes_of(value: PdfObject) -> bytes:
    content = io.BytesIO()
    value.write_to_stream(content)
    return content.getvalue()
