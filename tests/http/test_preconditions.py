"""If-Match and If-None-Match as RFC 9110 has them: lists of tags, weak ones, `*`, and what is none of these."""

import pytest

from chalicelib.http.preconditions import is_known, seen_of, tags_of, version_tag
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen

MALFORMED = ("", "  ", ",", "7", '"7', '"7" "8"', 'W"7"', 'w/"7"', '"7";x', '*, "7"', '"学"')


@pytest.mark.parametrize(
    ("header", "versions"),
    [
        (None, None),
        (" * ", None),
        ('"7"', {7}),
        ('"7.0123456789abcdef", "8"', {7, 8}),
        (',"7",, "8" ,', {7, 8}),
        ('W/"7.a"', set()),
        ('W/"7.a", "8.b"', {8}),
        ('"a,b", "7"', {7}),
        ('"other"', set()),
        ('""', set()),
        (f'"{"9" * 21}"', set()),
    ],
)
def test_given_a_list_of_tags_then_the_strong_ones_of_ours_say_what_was_seen(
    header: str | None, versions: set[int] | None
) -> None:
    assert seen_of(header) == (UNSEEN if versions is None else Seen(frozenset(versions)))


@pytest.mark.parametrize("header", MALFORMED)
def test_given_what_is_no_list_of_tags_then_it_is_refused_and_knows_nothing(header: str) -> None:
    with pytest.raises(Refusal) as refusal:
        seen_of(header)
    assert refusal.value.code == "if_match_malformed"
    assert not is_known('"7"', header)


def test_given_a_long_header_then_it_is_read_once_through() -> None:
    assert len(tags_of(", ".join(['W/"a"'] * 1000)) or ()) == 1000
    assert tags_of('"' + "a" * 10_000) is None
    assert tags_of("," * 10_000 + "x") is None


@pytest.mark.parametrize(
    ("header", "known"),
    [('W/"7.a"', True), ('"x", "7.a"', True), ("*", True), ('"7.b"', False), (None, False)],
)
def test_given_a_kept_answer_then_a_weak_tag_of_it_will_do(
    header: str | None, *, known: bool
) -> None:
    assert is_known('"7.a"', header) is known


def test_given_another_answer_or_reader_then_the_tag_is_another_and_the_version_the_same() -> None:
    tags = [version_tag(7, *each) for each in (("{}", "li"), ("[]", "li"), ("{}", "wu"))]
    assert len(set(tags)) == 3
    assert {seen_of(each) for each in tags} == {Seen(frozenset({7}))}


def test_given_a_version_in_the_body_too_then_both_must_be_what_is_there() -> None:
    assert UNSEEN.and_version(None) == UNSEEN
    assert UNSEEN.and_version(7) == Seen(frozenset({7}))
    assert Seen(frozenset({7, 8})).and_version(8) == Seen(frozenset({8}))
    assert not Seen(frozenset({7})).and_version(8).is_current(8)
    assert not seen_of('W/"7"').and_version(7).is_current(7)
