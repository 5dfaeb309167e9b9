"""A part of XML read piece by piece by expat, which is never let to hold much of it.

Names come without their prefix: workbooks of every program, strict ones too, then look alike. Expat's
own resolving of namespaces would copy a long address before every name. A document type, and with it
every entity of one's own, is refused: no office file has any.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol
from xml.parsers import expat

from chalicelib.imports.gateways.package import DAMAGED, TOO_LARGE
from chalicelib.platform.rules.file_bounds import Bounds
from chalicelib.platform.rules.refusal import Refusal


class Sink(Protocol):
    """What takes the elements of a part."""

    def element_begins(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; its attributes come with their prefixes."""

    def element_ends(self, name: str) -> None:
        """An element ends."""

    def text_comes(self, said: str) -> None:
        """Some text of the element that began last and has not ended."""


def read_xml(pieces: Iterable[bytes], sink: Sink, bounds: Bounds) -> None:
    """Give a whole part to a sink.

    Raises:
        Refusal: `file_unreadable` for what is beyond the bounds.
        ExpatError: what is no XML.
    """
    for _ in reading(pieces, sink, bounds):
        pass


def reading(pieces: Iterable[bytes], sink: Sink, bounds: Bounds) -> Iterator[None]:
    """Give a part to a sink; comes back after every piece, so that what it found can be taken.

    Raises:
        Refusal: `file_unreadable` for what is beyond the bounds.
        ExpatError: what is no XML.
    """
    parser = _parser(sink, bounds)
    fed = 0
    for piece in pieces:
        parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by its place alone
        fed += len(piece)
        if fed - parser.CurrentByteIndex > bounds.token_bytes or len(parser.intern) > bounds.names:
            raise Refusal("file_unreadable", why=TOO_LARGE)
        yield
    parser.Parse(b"", True)  # noqa: FBT003 - as above
    yield


def _parser(sink: Sink, bounds: Bounds) -> expat.XMLParserType:
    depth, deepest = 0, bounds.depth
    begin, finish = sink.element_begins, sink.element_ends

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > deepest:
            raise Refusal("file_unreadable", why=TOO_LARGE)
        begin(name.rpartition(":")[2] if ":" in name else name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        finish(name.rpartition(":")[2] if ":" in name else name)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = sink.text_comes
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _refuse_document_type(*_: object) -> None:
    raise Refusal("file_unreadable", why=DAMAGED)
