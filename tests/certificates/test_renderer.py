"""R32: the certificate is right in its text, its QR code, its pages and as a file.

The fonts must be there: `python -m local.fonts`.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from chalicelib.certificates.gateways.renderer import Printed, render
from tests.certificates.printed import CERTIFICATE, RECORD, pages, text
from tests.certificates.statements import digits

MARKUP = [
    "#strong[x]",
    "a*b_c",
    "$x$",
    r"\u{41} \n \\",
    "--- ... ~",
    "<label> @reference",
    "// no /* comment */",
    "= heading",
    "`raw`",
    "\"quoted\" 'single'",
    '#image("/etc/passwd")',
    '","year":"1999',
]
STATEMENT = digits()
A4 = (595.28, 841.89)  # points


def with_records(count: int, title: str = "企业会计准则") -> Printed:
    records = tuple(replace(RECORD, title=f"{title}之{at}。") for at in range(1, count + 1))
    return replace(CERTIFICATE, records=records)


def has(printed: Printed, *expected: str) -> bool:
    return all(part in text(printed) for part in expected)


# What it says


def test_r32_given_a_complete_year_when_rendered_then_everything_it_must_show_is_there() -> None:
    assert has(CERTIFICATE, "李䶮", "440703********1234", "2020年度", "江门市人力资源和社会保障局")
    assert has(CERTIFICATE, "公需科目\n30 学分", "专业科目\n62.5 学分")
    assert has(CERTIFICATE, "1 企业会计准则解释 面授培训 10 2020年5月9日")
    assert has(CERTIFICATE, "2 数字经济 在线学习 2.5 2020年5月31日")
    assert has(CERTIFICATE, "证书编号 M3UBV-UACAF-UK62B", "第1版", "发证日期 2020年6月1日")
    assert has(CERTIFICATE, "用人单位盖章", "第1页 共1页", CERTIFICATE.verify_url)
    assert "免修" not in text(CERTIFICATE)
    assert "通识" not in text(CERTIFICATE)


def test_r11_given_a_waived_public_subject_when_rendered_then_it_is_waived_never_earned() -> None:
    waived = replace(CERTIFICATE, public_waived=True, public="30")
    assert has(waived, "公需科目\n免修\n专业科目\n62.5 学分")
    assert "30 学分" not in text(waived)


def test_r8_given_general_knowledge_when_rendered_then_it_stands_within_the_professional() -> None:
    printed = replace(CERTIFICATE, year=2025, general_knowledge="20")
    assert has(printed, "2025年度", "专业科目\n62.5 学分\n其中专业通识知识 20 学分")


def test_r31_given_a_later_version_when_rendered_then_it_says_so() -> None:
    assert has(replace(CERTIFICATE, version=3), "第3版")


@pytest.mark.parametrize("name", MARKUP)
def test_r32_given_markup_in_a_name_when_rendered_then_it_stands_verbatim(name: str) -> None:
    assert has(replace(CERTIFICATE, name=name), f"\n{name}\n证件号码")


@pytest.mark.parametrize("markup", MARKUP)
def test_r32_given_markup_in_a_title_when_rendered_then_it_stands_verbatim(markup: str) -> None:
    printed = replace(CERTIFICATE, records=(replace(RECORD, title=markup),))
    assert has(printed, f"1 {markup} 面授培训 10 ")


# Pages


@pytest.mark.parametrize("count", [1, 2, 3, 4, 12, 13, 16, 25, 26, 40, 60])
def test_r32_given_many_records_when_rendered_then_each_is_listed_once_in_order(count: int) -> None:
    printed = with_records(count)
    positions = [text(printed).index(f"{at} 企业会计准则之{at}。") for at in range(1, count + 1)]
    assert positions == sorted(positions)
    assert text(printed).count("企业会计准则之") == count


@pytest.mark.parametrize("count", [1, 3, 4, 12])
def test_r32_given_a_usual_year_when_rendered_then_it_is_one_page(count: int) -> None:
    (page,) = pages(with_records(count))
    assert page.count("序号 计入的学习内容 学习形式 学分 认定日期") == 1


@pytest.mark.parametrize("count", [16, 20, 26, 40, 60])
def test_r32_given_a_long_table_when_it_flows_on_then_every_page_says_what_it_is(
    count: int,
) -> None:
    printed = with_records(count)
    total = len(pages(printed))
    assert total > 1
    for number, page in enumerate(pages(printed), start=1):
        assert page.count("序号 计入的学习内容 学习形式 学分 认定日期") == 1
        assert f"第{number}页 共{total}页" in page
        assert "M3UBV-UACAF-UK62B" in page
        assert ("（续页）" in page) == (number > 1)
        assert "李䶮" in page


@pytest.mark.parametrize("count", range(13, 30))
def test_r32_given_any_length_when_it_ends_then_the_closing_never_stands_alone(count: int) -> None:
    *others, last = pages(with_records(count))
    assert "用人单位盖章" in last
    assert f"企业会计准则之{count}。" in last
    assert not any("用人单位盖章" in page for page in others)


@pytest.mark.parametrize("title", ["会" * 200, "W" * 200, "é" * 200, "a b " * 50])
def test_r32_given_a_long_title_when_rendered_then_it_wraps_within_the_frame(title: str) -> None:
    printed = replace(with_records(16, title), name="名" * 50)
    assert text(printed).replace("\n", "").replace(" ", "").count(title.replace(" ", "")) == 16
    for page in pypdfium2.PdfDocument(render(printed)):
        drawn = page.get_textpage()
        boxes = [drawn.get_charbox(at) for at in range(drawn.count_chars())]
        assert min(left for left, *_ in boxes) > 60
        assert max(right for _, _, right, _ in boxes) < A4[0] - 60
        assert min(bottom for _, bottom, _, _ in boxes) > 40


def test_r32_given_a_long_address_when_rendered_then_it_stays_on_one_line() -> None:
    address = f"https://{'x' * 60}.example.org/production/verify/M3UBV-UACAF-UK62B?v=12"
    assert has(replace(CERTIFICATE, verify_url=address), f"：{address}\n")


@pytest.mark.parametrize("printed", [CERTIFICATE, with_records(40)], ids=["one", "many"])
@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_r34_given_the_last_page_when_scanned_then_the_code_is_the_address(
    printed: Printed, dpi: int
) -> None:
    signed = f"{printed.verify_url}#{STATEMENT}"
    for each, said in (
        (printed, printed.verify_url),
        (replace(printed, statement=STATEMENT), signed),
    ):
        document = pypdfium2.PdfDocument(render(each))
        picture = document[len(document) - 1].render(scale=dpi / 72).to_pil()
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [said]


# The file


def test_r32_given_a_certificate_when_opened_then_it_is_a4_pdf_a_2a_and_pdf_ua_1() -> None:
    reader = PdfReader(BytesIO(render(with_records(40))))
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4, abs=1)
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2<" in metadata
    assert "<pdfaid:conformance>A<" in metadata
    assert "<pdfuaid:part>1<" in metadata


def test_r7_given_a_certificate_when_its_metadata_is_read_then_it_names_no_person() -> None:
    reader = PdfReader(BytesIO(render(CERTIFICATE)))
    assert reader.metadata.title == "会计专业技术人员继续教育电子证书 M3UBV-UACAF-UK62B"
    assert reader.metadata.author == "江门市人力资源和社会保障局"
    assert reader.metadata.creation_date.date() == date(2020, 6, 1)
    told = str(reader.metadata) + reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "李䶮" not in told
    assert "440703" not in told


def test_r32_given_a_certificate_when_looked_at_then_its_title_is_bold_and_fonts_are_inside() -> (
    None
):
    fonts = PdfReader(BytesIO(render(CERTIFICATE))).pages[0]["/Resources"]["/Font"].values()
    names = [font.get_object()["/BaseFont"] for font in fonts]
    assert any("Bold" in name for name in names)
    assert all(name[7] == "+" for name in names)  # a subset, embedded


def test_r32_given_equal_input_when_rendered_again_then_the_bytes_are_equal() -> None:
    assert render(CERTIFICATE) == render(replace(CERTIFICATE))
    assert render(CERTIFICATE) != render(replace(CERTIFICATE, version=2))


def test_r32_given_threads_when_they_render_at_once_then_each_gets_its_own() -> None:
    wanted = [replace(CERTIFICATE, version=version) for version in range(1, 9)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(render, wanted)) == list(map(render, wanted))


def test_r29_given_a_warm_renderer_when_forty_records_come_then_it_takes_under_a_second() -> None:
    render(CERTIFICATE)
    started = time.perf_counter()
    render(with_records(40, "一次也没有画过的题目"))
    assert time.perf_counter() - started < 1
