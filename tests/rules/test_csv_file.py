"""Files of every kind, with every kind of fault: no good row lost, none doubled, each bad one named."""

import tracemalloc
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.csv_file import read_csv
from chalicelib.rules.import_row import WHOLE, RawRow, raw_rows, refused_line, require_readable
from chalicelib.rules.legacy_row import HEADINGS, parse_row
from chalicelib.rules.refusal import Refusal

TODAY = date(2020, 6, 1)
PLACES = {heading: place for place, heading in enumerate(HEADINGS)}
GOOD = {
    "流水号": "",
    "姓名": "史环勤",
    "证件类型": "居民身份证",
    "证件号码": "440784198211044120",
    "年度": "2019",
    "科目类型": "公需科目",
    "学习内容": "管理会计应用指引",
    "学时": "30",
    "学分": "30",
    "完成日期": "2019-03-09",
    "认定日期": "2019-12-17",
    "行政区划代码": "441900",
    "备注": "无",
}
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
    for raw in raw_rows(read_csv(pieces), HEADINGS):
        try:
            require_readable(raw)
            good.append(parse_row(PLACES, raw.cells, today=TODAY).row.serial)
        except Refusal as refusal:
            bad[raw.line] = str(refusal.facts["field"])
    return good, bad


@settings(deadline=None)  # a line without end is large
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
    rows = list(raw_rows(read_csv(pieces()), HEADINGS))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [(row.line, row.field) for row in rows] == [(2, WHOLE), (3, "")]
    assert peak < 2_000_000


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_r28_given_what_a_spreadsheet_takes_for_a_formula_then_it_is_made_harmless(
    start: str,
) -> None:
    row = RawRow(2, (f"{start}cmd", *[""] * 11))

    line = refused_line(row, Refusal("row_invalid", field="流水号", why="应为数字"), HEADINGS)

    assert line.split(",")[1].strip('"').startswith("'" if start != "\t" else "cmd")


def test_r7_given_a_refused_row_then_its_document_number_is_masked() -> None:
    cells = ["HR1", "史环勤", "居民身份证", "440784198211044121", *[""] * 8]

    line = refused_line(
        RawRow(2, tuple(cells)), Refusal("row_invalid", field="证件号码", why="x"), HEADINGS
    )

    assert line == "2,HR1,440784********4121,证件号码,x\r\n"


@given(st.binary(max_size=3000), st.sampled_from([1, 100]))
def test_r28_given_garbage_then_reading_never_fails(content: bytes, size: int) -> None:
    pieces = (content[start : start + size] for start in range(0, len(content), size))
    assert list(read_csv(pieces)) is not None
