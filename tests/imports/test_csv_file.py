"""Files of every kind, with every kind of fault: no good row lost, none doubled, each bad one named."""

import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.imports.rules.csv_file import Line, LineFault, read_csv
from chalicelib.imports.rules.heading_line import are_headings
from chalicelib.imports.rules.import_row import WHOLE, RawRow, cells_of, raw_rows
from chalicelib.imports.rules.legacy_row import HEADINGS, Read, parse_row
from chalicelib.imports.rules.refused_table import refused_line, refused_row
from chalicelib.platform.rules.file_bounds import USUAL
from chalicelib.platform.rules.refusal import Refusal
from tests.imports import legacy_faults

TODAY = date(2020, 6, 1)
GOOD = {**legacy_faults.GOOD, "流水号": "", "备注": "无"}
ODD = {
    "comma": {"学习内容": '"准则, 新"'},
    "quotes": {"学习内容": '"准则""新"""'},
    "literal quotes": {"学习内容": '准则"新"'},
    "lines": {"学习内容": '"准则\n\n新,旧"'},
    "full width": {"年度": "２０１９", "证件号码": "４４０７８４１９８２１１０４４１２０"},
    "serial day": {"完成日期": "43533"},
    "plain": {},
    "remark in bad bytes": {"备注": "\udcff"},
}
BAD = {
    "bad bytes": ({"学习内容": "准\udcff则"}, "学习内容"),
    "astray": ({"学习内容": '"准则'}, WHOLE),
    "junk": ({"学习内容": '"准"则'}, WHOLE),
    "too many": ({"备注": "无,无,无"}, WHOLE),
    "too long": ({"学习内容": "长" * 33_000}, WHOLE),
    "long": ({"学习内容": "长" * 1001}, "学习内容"),
    "formula": ({"学分": "=15+15"}, "学分"),
    "negative": ({"学分": "-30"}, "学分"),
    "short": (dict.fromkeys(list(GOOD)[5:]), "科目类型"),
}
HAS_HEADINGS = partial(are_headings, wanted=HEADINGS)
kinds = st.sampled_from([*ODD, *BAD, "blank"])


def line_of(number: int, kind: str, order: list[str]) -> str:
    if kind == "blank":
        return ""
    changes = ODD[kind] if kind in ODD else BAD[kind][0]
    cells = {**GOOD, "流水号": f"HR{number}", **changes}
    return ",".join(cells[heading] for heading in order if cells[heading] is not None)


def judged(content: bytes, size: int) -> tuple[list[str], dict[int, str]]:
    pieces = (content[start : start + size] for start in range(0, len(content), size))
    good, bad = [], {}
    for raw in raw_rows(read_csv(pieces, HAS_HEADINGS), HEADINGS):
        try:
            good.append(parse_row(cells_of(raw, HEADINGS), today=TODAY).row.serial)
        except Refusal as refusal:
            bad[raw.line] = str(refusal.facts["field"])
    return good, bad


@given(
    wanted=st.lists(kinds, max_size=12),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    size=st.sampled_from([4096, 10**7]),
    order=st.permutations(list(GOOD)),
)
def test_r28_given_any_file_then_no_good_row_is_lost_none_doubled_and_each_bad_one_named(
    wanted: list[str], encoding: str, end: str, size: int, order: list[str]
) -> None:
    if "short" in wanted:
        order = list(GOOD)
    lines = [",".join(order)]
    good: list[str] = []
    bad: dict[int, str] = {}
    line = 2
    for number, kind in enumerate(wanted):
        text = line_of(number, kind, order).replace("\n", end)
        lines.append(text)
        if kind in ODD:
            good.append(f"HR{number}")
        elif kind in BAD:
            bad[line] = BAD[kind][1]
        line += 1 + text.count(end)

    content = end.join(lines).encode(encoding, "surrogateescape")

    assert judged(content, size) == (good, bad)


def test_r28_given_a_cell_of_ten_megabytes_then_its_line_is_named_and_memory_stays_small() -> None:
    def pieces() -> Iterator[bytes]:
        yield ",".join(HEADINGS).encode() + b'\n1,"'
        for _ in range(160):
            yield b"x" * 65_536
        yield b'"\n'
        yield ",".join([*{**GOOD, "流水号": "HR2"}.values()][:-1]).encode()

    tracemalloc.start()
    rows = list(raw_rows(read_csv(pieces(), HAS_HEADINGS), HEADINGS))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [(row.line, [fault.field for fault in row.faults]) for row in rows] == [
        (2, [WHOLE]),
        (3, []),
    ]
    assert peak < 2_000_000


def told(row: RawRow, refusal: Refusal) -> str:
    return refused_line(refused_row(row, refusal, HEADINGS), HEADINGS)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_r28_given_what_a_spreadsheet_takes_for_a_formula_then_it_is_made_harmless(
    start: str,
) -> None:
    row = RawRow(2, (f"{start}cmd", *[""] * 11))

    line = told(row, Refusal("row_invalid", field="流水号", why="应为数字"))

    assert line.split(",")[1].strip('"').startswith("'" if start != "\t" else "cmd")


def test_r7_given_a_refused_row_then_its_document_number_is_masked() -> None:
    cells = ["HR1", "史环勤", "居民身份证", "440784198211044121", *[""] * 8]

    line = told(RawRow(2, tuple(cells)), Refusal("row_invalid", field="证件号码", why="x"))

    assert line == "2,HR1,440784********4121,证件号码,x,史环勤,居民身份证,,,,,,,,\r\n"


@given(st.binary(max_size=3000), st.sampled_from([1, 100]))
def test_r28_given_garbage_then_reading_never_fails(content: bytes, size: int) -> None:
    pieces = (content[start : start + size] for start in range(0, len(content), size))
    with suppress(Refusal):  # of what is no table at all
        assert list(read_csv(pieces, bool))


def lines_of(*rows: str) -> bytes:
    return "\n".join([",".join(GOOD), *rows]).encode()


def good(**changes: str) -> str:
    return ",".join({**GOOD, **changes}.values())


def test_r28_given_a_mark_astray_and_one_below_then_the_row_below_is_not_swallowed() -> None:
    content = lines_of(
        good(流水号="A1", 学习内容='"甲'), good(流水号="A2", 学习内容='乙"'), good(流水号="A3")
    )
    assert judged(content, 4096) == (["A2", "A3"], {2: WHOLE})


@pytest.mark.parametrize("end", [",", ",,", ""])
@pytest.mark.parametrize("after", [0, 60])
def test_r28_given_cells_of_several_lines_in_rows_of_another_width_then_each_is_one_row(
    end: str, after: int
) -> None:
    title = '"甲' + "\n乙" * (after + 1) + '"'
    rows = [good(流水号=f"A{at}", 学习内容=title, 备注="").removesuffix(",") for at in (1, 2)]
    content = lines_of(*(f"{each}{end}" for each in rows))
    assert judged(content, 4096) == (["A1", "A2"], {})


@pytest.mark.parametrize("above", ["sep=,", "2018、2019年度继续教育学分", "制表：某处,,2020-01-01"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_r28_given_a_title_above_the_headings_then_it_is_passed_over(
    above: str, encoding: str
) -> None:
    content = f"{above}\n\n".encode(encoding) + lines_of(good(流水号="A1"), good(学分="无")).decode(
        "utf-8"
    ).encode("gb18030" if encoding == "gb18030" else "utf-8")
    assert judged(content, 4096) == (["A1"], {5: "流水号"})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "没有内容"),
        (b"\xef\xbb\xbf\r\n \r\n", "没有内容"),
        ("流水号,姓名".encode("utf-16"), "UTF-16"),
        ("流水号,姓名".encode("utf-16-le"), "UTF-16"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
        (b"\n <html><table>", "网页"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_r28_given_what_is_no_table_then_it_says_what_it_is(content: bytes, told: str) -> None:
    with pytest.raises(Refusal) as refusal:
        list(read_csv([content], HAS_HEADINGS))
    assert told in refusal.value.detail


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("证件号码", "440784198211044120\t"),
        ("证件号码", "\u00a0440784198211044120\u200b"),
        ("证件号码", "'440784198211044120"),
        ("证件号码", '"=""440784198211044120"""'),
        ("证件类型", "身份证"),
        ("年度", "2019年度"),
        ("年度", "2019.0"),
        ("姓名", "史环勤\t"),
        ("学分", "30."),
        ("学分", "30.000000000000004"),
        ("完成日期", "20190309"),
        ("完成日期", "2019-03-09 00:00:00"),
        ("完成日期", "2019/3/9 0:00"),
        ("完成日期", "2019-03-09T00:00:00.000"),
        ("完成日期", "43533.0"),
    ],
)
def test_r28_given_what_spreadsheets_and_exports_add_then_the_row_is_read_as_meant(
    heading: str, written: str
) -> None:
    assert read_row(**{heading: written}) == read_row()


def read_row(**changes: str) -> Read:
    (raw,) = raw_rows(
        read_csv([lines_of(good(**{"流水号": "粤2019-001", **changes}))], HAS_HEADINGS), HEADINGS
    )
    return parse_row(cells_of(raw, HEADINGS), today=TODAY)


def test_r28_given_the_space_of_gb18030_then_it_is_one_in_every_cell() -> None:
    text = lines_of(good(流水号="HR1", 学习内容="新 准则", 姓名="史 环勤")).decode()
    lines = text.encode("gb18030").replace(b" ", b"\xa3\xa0")

    (raw,) = raw_rows(read_csv([lines], HAS_HEADINGS), HEADINGS)
    read = parse_row(cells_of(raw, HEADINGS), today=TODAY)

    assert (read.row.name, read.row.title) == ("史\u3000环勤", "新\u3000准则")


def test_r28_given_an_empty_cell_then_it_says_that_nothing_was_filled_in() -> None:
    for heading in HEADINGS:
        if heading == "学时":
            continue
        with pytest.raises(Refusal) as refusal:
            read_row(**{heading: " "})
        assert refusal.value.facts["faults"] == ((heading, "未填写"),)


def test_r28_given_cells_at_fault_then_each_column_that_counts_is_named() -> None:
    lines = [
        Line(1, ("序号", *HEADINGS)),
        Line(
            2,
            ("1", *[""] * 12),
            (LineFault(0, "公式"), LineFault(4, "丢失末尾数字"), LineFault(7, "公式")),
        ),
        Line(3, ("2", "A3", *[""] * 11), (LineFault(0, "公式"),)),
    ]
    rows = list(raw_rows(lines, HEADINGS))
    assert [row.faults for row in rows] == [
        (("证件号码", "丢失末尾数字"), ("学习内容", "公式")),
        (),
    ]


def test_r28_given_a_row_cut_short_then_a_later_cell_of_several_lines_is_still_one_row() -> None:
    content = lines_of("A1,史环勤", good(流水号="A2", 学习内容='"甲\n乙,丙\n丁"'))
    assert judged(content, 4096) == (["A2"], {2: "证件类型"})


@pytest.mark.parametrize("above", ["", "2019年度学分汇总表\n", "标题;标题\n\n"])
@pytest.mark.parametrize(
    ("separator", "called"),
    [(";", "分号"), ("\t", "制表符"), ("；", "分号"), ("，", "中文逗号"), ("|", "竖线")],
)
def test_r28_given_another_separator_below_a_title_too_then_it_is_named_with_what_to_do(
    above: str, separator: str, called: str
) -> None:
    rows = f"{separator.join(HEADINGS)}\n{separator.join(list(GOOD.values())[:-1])}\n"
    with pytest.raises(Refusal) as told:
        list(read_csv([f"{above}{rows}".encode()], HAS_HEADINGS))
    assert f"各列以{called}分隔，应以英文逗号分隔" in told.value.detail


@pytest.mark.parametrize("above", ["", "2019年度学分汇总表\n"])
@pytest.mark.parametrize(("separator", "called"), [(";", "分号"), ("\t", "制表符")])
def test_r28_given_another_separator_between_quoted_headings_then_it_is_named(
    above: str, separator: str, called: str
) -> None:
    headings = separator.join(f'"{heading}"' for heading in HEADINGS)
    with pytest.raises(Refusal) as told:
        list(read_csv([f"{above}{headings}\n".encode()], HAS_HEADINGS))
    assert f"各列以{called}分隔" in told.value.detail


@pytest.mark.parametrize(
    "serial", ["265459.0", "265459.", "265459.00", '"265,459"', '"1,265,459.00"']
)
def test_r28_given_a_serial_written_as_an_amount_then_it_is_refused_lest_it_counts_twice(
    serial: str,
) -> None:
    with pytest.raises(Refusal) as refusal:
        read_row(流水号=serial)
    assert refusal.value.facts["field"] == "流水号"


@pytest.mark.parametrize("serial", ["2018.1.05", "1,2", "HR1.0", "12,345,67"])
def test_r28_given_a_serial_of_other_signs_then_it_is_read(serial: str) -> None:
    assert read_row(流水号=f'"{serial}"').row.serial == serial


def test_r28_given_the_space_of_gbk_then_headings_and_cells_are_what_they_look_like() -> None:
    head = ",".join(f" {heading} " for heading in HEADINGS).encode("gb18030")
    row = ",".join([*{**GOOD, "流水号": "HR1", "姓名": "史 环勤"}.values()][:-1]).encode("gb18030")
    content = (head + b"\r\n" + row).replace(b" ", b"\xa3\xa0")
    _, line = read_csv([content], HAS_HEADINGS)
    assert line.cells[1] == "史\u3000环勤"


def test_r28_given_too_many_lines_then_the_file_is_refused_after_those_that_are_read() -> None:
    content = "\n".join([",".join(HEADINGS), *["x," * (len(HEADINGS) - 1)] * 3]).encode()
    assert len(list(read_csv([content], HAS_HEADINGS, USUAL._replace(lines=4)))) == 4
    lines = read_csv([content], HAS_HEADINGS, USUAL._replace(lines=3))
    with pytest.raises(Refusal, match="file_unreadable"):
        list(lines)


def test_r28_given_marks_that_are_never_closed_then_joining_is_tried_so_often_and_no_more() -> None:
    good = ",".join([*{**GOOD, "学习内容": '"准则\n新"'}.values()][:-1])
    content = "\n".join([",".join(HEADINGS), *['"a'] * 3, good]).encode()

    def faulty(most: int) -> list[int]:
        lines = read_csv([content], HAS_HEADINGS, USUAL._replace(vain_joins=most))
        return [line.number for line in lines if line.faults]

    assert faulty(3 + 1) == [2, 3, 4]
    assert faulty(3) == [2, 3, 4, 5]


@pytest.mark.parametrize(("breaks", "numbers"), [(3, [2]), (4, [2, 3, 4, 5, 6])])
def test_r28_given_a_cell_of_many_lines_then_so_many_are_joined_and_no_more(
    breaks: int, numbers: list[int]
) -> None:
    content = lines_of(good(学习内容='"准则' + "\n新" * breaks + '"'))
    _, *lines = read_csv([content], HAS_HEADINGS, USUAL._replace(joined_lines=3))
    assert [line.number for line in lines] == numbers
    assert bool(lines[0].faults) == (len(numbers) > 1)
