"""What a film is, the library finds in the file; what it must be, the rules say (R53)."""

from collections.abc import Callable
from html import escape

import pytest

from chalicelib.courses.gateways.captions_file import caption_faults
from chalicelib.courses.gateways.film_file import FarFile, measured
from chalicelib.courses.gateways.text_page import page_of
from chalicelib.courses.rules.film import MOST_SECONDS, Film, Picture, film_faults
from chalicelib.courses.rules.page import most_seconds, pictures_of, with_pictures
from chalicelib.courses.rules.upload import MOST_PARTS, UploadPart, missing_parts, wanted_parts
from tests.courses.films import SECONDS, film

GOOD = Film("MPEG-4", (Picture("AVC", "4:2:0", 8, 960, 540, 60.9),), ("AAC",), 61.0, is_cut=False)


def far(content: bytes, asked: list[int]) -> FarFile:
    def read(start: int, end: int) -> bytes:
        asked.append(end - start)
        return content[start:end]

    return FarFile(len(content), read)


@pytest.mark.parametrize(
    ("content", "content_type", "codes"),
    [
        (lambda: film("mp4"), "video/mp4", []),
        (lambda: film("webm"), "video/webm", []),
        (lambda: film("webm"), "video/mp4", ["type_differs"]),
        (lambda: film("mkv"), "video/mp4", ["container_unsupported"]),
        (lambda: film("mov.mp4"), "video/mp4", ["codec_unsupported"]),
        (lambda: film("deep.mp4"), "video/mp4", ["colours_unsupported"]),
        (lambda: film("sound.mp4"), "video/mp4", ["picture_missing"]),
        (lambda: film()[: len(film()) - 500], "video/mp4", ["film_cut_short"]),
        (lambda: b"no film at all", "video/mp4", ["container_unsupported"]),
        (lambda: b"", "video/mp4", ["container_unsupported"]),
    ],
)
def test_r53_given_a_file_then_it_says_itself_what_it_is(
    content: Callable[[], bytes], content_type: str, codes: list[str]
) -> None:
    found = measured(far(content(), []))
    assert [each.code for each in film_faults(found, content_type)] == codes
    if not codes:
        assert found.whole_seconds == SECONDS


def test_r53_given_a_long_file_then_some_pieces_of_it_are_read() -> None:
    asked: list[int] = []
    content = film() + (40_000_000).to_bytes(4, "big") + b"free" + bytes(40_000_000 - 8)
    assert measured(far(content, asked)).whole_seconds == SECONDS
    assert sum(asked) < 2_000_000


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"seconds": float(MOST_SECONDS)}, None),
        ({"seconds": MOST_SECONDS + 1.0}, "film_too_long"),
        ({"seconds": None}, "duration_unknown"),
        ({"seconds": 0.9}, "duration_unknown"),
        ({"sounds": ()}, None),
        ({"sounds": ("AAC", "AC-3")}, "codec_unsupported"),
        ({"pictures": GOOD.pictures * 2}, "picture_missing"),
        ({"container": "WebM"}, "type_differs"),
    ],
)
def test_r53_given_what_was_found_then_all_that_phones_do_not_play_is_told(
    changed: dict[str, object], code: str | None
) -> None:
    silent = tuple(each._replace(seconds=None) for each in GOOD.pictures)
    found = GOOD._replace(pictures=silent)._replace(**changed)  # type: ignore[arg-type]  # as the table has it
    codes = [each.code for each in film_faults(found, "video/mp4")]
    assert (codes[0] if codes else None) == code


def test_r53_given_all_at_once_then_all_is_told() -> None:
    bad = Film("WebM", (Picture("VP6", "4:4:4", 10, 1, 1, 0),), ("AC-3",), None, is_cut=False)
    assert [each.code for each in film_faults(bad, "video/mp4")] == [
        "type_differs",
        "duration_unknown",
        "codec_unsupported",
        "colours_unsupported",
        "codec_unsupported",
    ]


def test_r53_given_pictures_that_end_first_then_the_film_is_as_long_as_they_are() -> None:
    assert GOOD.whole_seconds == 60


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n字幕\n", None),
        ("\ufeffWEBVTT\n\n00:00.000 --> 00:01.000\n字幕\n", None),
        ("1\n00:00:00,000 --> 00:00:01,000\nx\n", "首行应为WEBVTT"),
        ("WEBVTT\n\n00:00,000 --> 00:01,000\nx\n", "不合格式的一条"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nx\n", "有1条字幕的结束时间"),
        ("WEBVTT\n", "没有字幕"),
    ],
)
def test_r53_given_captions_then_they_are_read_as_the_format_is_written(
    content: str, told: str | None
) -> None:
    faults = caption_faults(content.encode())
    assert [told in each.detail for each in faults if told] == ([True] if told else [])
    assert bool(faults) == bool(told)


def test_r53_given_captions_in_gb18030_then_they_are_to_be_saved_as_utf_8() -> None:
    (fault,) = caption_faults("WEBVTT\n\n00:00.000 --> 00:01.000\n字幕\n".encode("gb18030"))
    assert "UTF-8" in fault.detail


TEXT = """# 第一课

正文 **重点** <script>alert(1)</script> [链接](https://example.cn/) [别处](javascript:x) [相对](/v1/me)

![流程图](流程.png) ![外来](https://example.cn/x.png) ![路径](a/b.png)

| 学时 | 秒 |
| --- | --- |
| 1 | 2700 |
"""


def test_r53_given_a_text_then_its_page_does_no_harm_and_shows_the_pictures_beside_it() -> None:
    page = page_of(TEXT)
    assert "<h1>第一课</h1>" in page
    assert "<td>2700</td>" in page
    assert "<script" not in page
    assert escape("<script>") in page
    assert 'href="https://example.cn/"' in page
    assert "javascript:" not in page.replace("](javascript:x)", "")
    assert 'href="/v1/me"' not in page
    assert pictures_of(page) == {"流程.png"}
    shown = with_pictures(page, {"流程.png": "https://bucket/x?a=1&b=2"})
    assert '<img src="https://bucket/x?a=1&amp;b=2" alt="流程图">' in shown
    assert 'src="http' not in with_pictures(page, {})


def test_r53_given_a_page_then_a_second_counts_for_five_of_the_characters_that_it_shows() -> None:
    assert most_seconds("<p>一二三四五</p>") == 1
    assert most_seconds("<p>一二 三\n四 &lt;</p>") == 1
    assert most_seconds("<p>一二三四</p>") == 0


@pytest.mark.parametrize("size", [1, 8 * 1024**2, 8 * 1024**2 + 1, 4 * 1024**3])
def test_r53_given_a_size_then_its_pieces_are_all_of_it(size: int) -> None:
    wanted = wanted_parts(size)
    assert sum(wanted.values()) == size
    assert len(wanted) <= MOST_PARTS
    come = [UploadPart(number, size, "x") for number, size in wanted.items()]
    assert missing_parts(size, come) == []
    assert missing_parts(size, come[1:]) == [1]
    assert missing_parts(size, [come[0]._replace(size=0), *come[1:]]) == [1]
