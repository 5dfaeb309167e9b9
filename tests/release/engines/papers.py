"""A PDF as offices make them: its Chinese font is not inside, nor is the one of its signs."""


def chinese_paper(text: str) -> bytes:
    """Two pages, each with a text and a tick."""
    written = text.encode("utf-16-be").hex()
    shown = f"BT /F1 28 Tf 60 150 Td <{written}> Tj ET BT /F2 24 Tf 60 90 Td (4) Tj ET".encode()
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 250] /Contents 8 0 R"
        b" /Resources << /Font << /F1 4 0 R /F2 7 0 R >> >> >>"
    )
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>",
        page,
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [5 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(shown), shown),
        page,
    )


def _file(*objects: bytes) -> bytes:
    content, places = b"%PDF-1.5\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, at = len(places) + 1, len(content)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, at)
    return content + head + end
