"""What the demonstration's lessons show is good by the very checks that an administrator's files go through."""

from pathlib import Path

import pytest

from chalicelib.courses.gateways.captions_file import caption_faults
from chalicelib.courses.gateways.film_file import FarFile, measured
from chalicelib.courses.gateways.text_page import page_of
from chalicelib.courses.rules.film import film_faults
from chalicelib.courses.rules.page import most_seconds
from local.films import STANDS, make_film
from local.lesson_files import AFTERWARDS, READING_SECONDS, RULES, TEXT, captions
from local.slides import MARK, drawn

SECONDS = 2 * STANDS + 30


def test_r52_given_two_slides_then_a_film_shows_them_again_and_again_for_so_many_seconds(
    tmp_path: Path,
) -> None:
    target = tmp_path / "film.mp4"
    make_film([drawn(each, "示例") for each in (RULES, AFTERWARDS)], SECONDS, target)
    content = target.read_bytes()
    found = measured(FarFile(len(content), lambda start, end: content[start:end]))
    assert film_faults(found, "video/mp4") == ()
    assert found.whole_seconds == SECONDS
    assert [each.name for each in tmp_path.iterdir()] == ["film.mp4"]
    # A slide costs some 15 kB each time that it comes: two hours are less than 2 MB.
    assert len(content) / SECONDS * 7200 < 2_000_000


@pytest.mark.parametrize("seconds", [1, STANDS, SECONDS])
def test_r52_given_slides_then_captions_say_them_in_time(seconds: int) -> None:
    said = captions((RULES, AFTERWARDS), seconds)
    assert caption_faults(said.encode()) == ()
    assert f"00:00:00.000 --> {'00:00:01.000' if seconds == 1 else ''}" in said


def test_r52_given_the_text_then_reading_it_may_count_what_it_is_said_to_take() -> None:
    assert most_seconds(page_of(TEXT)) >= READING_SECONDS
    assert MARK in TEXT
