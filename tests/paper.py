"""Evidence for tests, as real programs write it: small PDFs and photos that can be opened."""

import io

from PIL import Image


def pdf(words: str = "evidence", *, catalog: str = "", text: bytes = b"") -> bytes:
    """A PDF of one empty page.

    Args:
        words: what makes it another file than others.
        catalog: further members of its root.
        text: the page's content.
    """
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
    ]
    written, places = b"%%PDF-1.4\n%%%s\n" % words.encode(), []
    for number, body in enumerate(bodies, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    index = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, rows)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(places) + 1,
        len(written),
    )
    return written + index + end


def photo(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture of that kind (`JPEG` or `PNG`), every pixel another."""
    written = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(written, kind)
    return written.getvalue()
