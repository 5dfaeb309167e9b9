"""A year is its differences to the year before (R8): what goes on, what ends, what is refused."""

from contextlib import suppress
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.figure import FIGURES, FigureKind
from chalicelib.law.rules.form import FORMS
from chalicelib.law.rules.inheritance import CARRIED_ON, read_contents
from chalicelib.law.rules.policy import Policy, contents_before, parse_policy, policy_of, years
from chalicelib.law.rules.policy_document import Contents
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal
from tests.law.whole_year import Document, leaves, nested, whole_document

JULY = date(2028, 7, 1)
LAST = years()[-1]
TITLES = {
    "A": "文件未规定，可由管理员调整",
    "G-2028": "2028年度通知",
    "G-2028-2": "2028年度通知之二",
}
WINDOW = {
    "kind": {"value": "regular", "source": "A"},
    "opens": {"value": date(2029, 1, 1), "source": "A"},
    "closes": {"value": date(2029, 12, 31), "source": "A"},
}


def as_it_was_mended(policy: Policy) -> set[tuple[object, ...]]:
    return {(each.figure, each.on, each.was) for each in policy.mends}


@pytest.mark.parametrize("year", years())
def test_r8_a_year_is_what_its_document_written_out_whole_says(year: int) -> None:
    policy, whole = policy_of(year), parse_policy(whole_document(year))

    assert policy.figures == whole.figures
    assert list(policy.figures) == [name for name in FIGURES if name in policy.figures]
    assert policy.amendments == whole.amendments
    assert set(policy.sources) == set(whole.sources)
    assert as_it_was_mended(policy) == as_it_was_mended(whole)


def base(**changes: object) -> Document:
    """A whole year 2028: what 2023 had of its own, and the figures of the forms of 2028."""
    figures = leaves(whole_document(2023))
    document = nested(
        {n: leaf for n, leaf in figures.items() if not FIGURES[n].form} | figures_of_forms(figures)
    )
    for leaf in leaves(document).values():
        leaf["source"] = "A"
    window = {k: each | {"value": _of(2028, each["value"])} for k, each in WINDOW.items()}
    made = {"year": 2028, "sources": {"A": TITLES["A"]}, "window": window, "mended": []}
    return document | made | changes


def figures_of_forms(known: dict[str, Document]) -> dict[str, Document]:
    """The figures of every form that 2028 has, whenever it came: as known, or any that is taken."""
    kinds = {n: kind for n, kind in FIGURES.items() if kind.form and FORMS[kind.form].is_in(2028)}
    return {
        name: known.get(name) or {"value": any_value(kind)}
        for name, kind in kinds.items()
        if name in known or not kind.optional
    }


def any_value(kind: FigureKind) -> object:
    """A value that a figure of the kind takes."""
    for value in ("1", 1):
        with suppress(ValueError):
            kind.parse(value)
            return value
    raise AssertionError(kind)


def _of(year: int, value: object) -> object:
    return value.replace(year=year) if isinstance(value, date) else value


def contents(document: Document, before: Contents | None = None) -> Contents:
    return read_contents(document, before)


def after(before: Document, **says: object) -> Policy:
    """The year 2029 as its differences to a whole 2028."""
    return parse_policy({"year": 2029, "window": WINDOW} | says, contents(before))


def test_r8_a_year_without_differences_is_the_year_before_but_for_its_window() -> None:
    before, policy = parse_policy(base()), after(base())

    assert policy.year == 2029
    assert (policy.sources, policy.amendments, policy.mends) == (before.sources, (), ())
    differ = {n for n in FIGURES if policy.figures.get(n) != before.figures.get(n)}
    assert differ == {"window.opens", "window.closes"}


def test_r23_a_window_is_of_one_year_and_a_forgotten_one_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        parse_policy({"year": 2029}, contents(base()))

    assert refused.value.facts == {
        "year": 2029,
        "why": "缺少window.kind、window.opens、window.closes",
    }


NOTICE = {"figure": "conversion.training", "since": JULY, "value": "30", "source": "G-2028"}
LOCAL = NOTICE | {"territory": "440700", "value": "40", "since_source": "A"}


def amended(*amendments: Document) -> Document:
    return base(sources={n: TITLES[n] for n in ("A", "G-2028")}, amendment=list(amendments))


def training(policy: Policy, territory: str | None = None, on: date = JULY) -> tuple[object, str]:
    figure = policy.figure_on("conversion.training", on, territory)
    assert figure is not None
    return figure.value, figure.source


def test_r8_a_notice_s_amendment_goes_on_in_the_next_year_with_its_day_source_and_place() -> None:
    policy = after(amended(NOTICE, LOCAL))

    carried = f"2028年度通知{CARRIED_ON}"
    assert training(policy, on=date(2028, 6, 30)) == (Decimal(20), TITLES["A"])
    assert training(policy) == (Decimal(30), carried)
    assert training(policy, "440703") == (Decimal(40), carried)
    assert [(each.since, each.since_source) for each in policy.amendments] == [
        (JULY, None),
        (JULY, TITLES["A"]),
    ]


def test_r8_a_figure_said_anew_begins_anew_without_what_amended_it() -> None:
    policy = after(amended(NOTICE, LOCAL), conversion={"training": {"value": "20", "source": "A"}})

    assert policy.amendments == ()
    assert training(policy, "440703") == (Decimal(20), TITLES["A"])
    assert [each.name for each in policy.sources] == ["A"]


def test_r23_an_amended_window_is_the_window_of_its_year_alone() -> None:
    later = {"figure": "window.closes", "since": JULY, "value": date(2029, 4, 30), "source": "A"}

    policy = after(base(amendment=[later]))

    assert policy.amendments == ()
    assert policy.figures["window.closes"].value == date(2029, 12, 31)


def test_a_notice_of_one_year_is_said_to_be_carried_on_however_long() -> None:
    cited = base(sources={n: TITLES[n] for n in ("A", "G-2028")})
    cited["conversion"]["training"]["source"] = "G-2028"

    one = contents({"year": 2029, "window": WINDOW}, contents(cited))
    two = contents({"year": 2030, "window": WINDOW}, one)

    for each in (one, two):
        assert each.figures["conversion.training"].source == f"2028年度通知{CARRIED_ON}"
        assert each.figures["conversion.online"].source == TITLES["A"]


def test_r8_a_mend_goes_on_as_long_as_the_years_had_the_same_fault() -> None:
    mended = {"figure": "public.hours", "on": date(2028, 3, 1), "was": "12", "through": 2029}

    one = contents({"year": 2029, "window": WINDOW}, contents(base(mended=[mended])))
    two = contents({"year": 2030, "window": WINDOW}, one)
    anew = after(base(mended=[mended]), public={"hours": {"value": "20", "source": "A"}})

    assert [each.figure for each in one.mends] == ["public.hours"]
    assert two.mends == ()
    assert (anew.mends, anew.public_hours_before) == ((), Decimal(20))


def test_r8_a_figure_that_has_ended_is_gone_with_what_amended_it() -> None:
    policy = after(
        amended(NOTICE | {"figure": "conversion.degree.graduated", "value": "80"}),
        conversion={"degree": {"graduated": {"ended": True, "source": "A"}}},
        public={"topics": {"ended": True, "source": "G-2029"}},
        sources={"G-2029": "2029年度通知"},
    )

    assert policy.figure_on("conversion.degree.graduated", JULY) is None
    assert policy.topics == 1
    assert policy.amendments == ()


def test_r8_a_whole_year_inherits_nothing() -> None:
    document = base(year=2029, whole=True, window=WINDOW)
    document["conversion"]["training"]["value"] = "5"
    before = contents(amended(NOTICE))

    policy = parse_policy(document, before)
    del document["conversion"]["online"]
    with pytest.raises(Refusal) as refused:
        parse_policy(document, before)

    assert training(policy) == (Decimal(5), TITLES["A"])
    assert policy.amendments == ()
    assert refused.value.facts["why"] == "缺少conversion.online"


CITED = {"value": "11", "source": "G-2028"}


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (
            {"conversion": {"online": {"value": "2.5", "source": "A"}}},
            "conversion.online与上一年度相同，不必再写",
        ),
        (
            {"public": {"pass_mark": {"ended": True, "source": "A"}}},
            "上一年度没有public.pass_mark，不必写明不再规定",
        ),
        ({"public": {"hours": {"ended": True, "source": "A"}}}, "缺少public.hours"),
        ({"conversion": {"online": {"value": "3"}}}, "conversion.online缺少source"),
        ({"conversion": {"online": CITED}}, "conversion.online的来源G-2028不在[sources]中"),
        (
            {"conversion": {"flight": {"value": "3", "source": "A"}}},
            "不认识的数值conversion.flight",
        ),
        ({"sources": {"A": TITLES["A"]}}, "来源A与上一年度相同，不必再写"),
        ({"sources": {"A": "另一通知"}}, "来源A在沿用的数值中另有所指，请另取名称"),
        ({"sources": {"G-2029": "2029年度通知"}}, "来源G-2029没有被引用"),
        (
            {
                "sources": {"B": TITLES["A"]},
                "conversion": {"online": {"value": "3", "source": "B"}},
            },
            "来源B的标题与另一来源相同",
        ),
        (
            {"mended": [{"figure": "public.pass_mark", "on": JULY}]},
            "更正的public.pass_mark没有现行数值",
        ),
        (
            {"amendment": [NOTICE | {"source": "A"}, NOTICE | {"source": "A", "value": "5"}]},
            "conversion.training在同一日期修订了两次，请改为自次日起生效",
        ),
        ({"sources": {}, "year": "2029"}, "year应为整数"),
    ],
)
def test_r8_differences_with_a_fault_are_refused(says: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal) as refused:
        after(base(), **says)

    assert refused.value.code == "policy_invalid"
    assert refused.value.facts["why"] == why
    assert refused.value.detail


def test_r8_an_amendment_of_the_day_of_an_inherited_one_is_refused() -> None:
    with pytest.raises(Refusal, match="policy_invalid") as refused:
        after(amended(NOTICE), amendment=[NOTICE | {"value": "35"}])

    assert "同一日期修订了两次" in str(refused.value.facts["why"])


def test_r8_what_a_name_means_that_nothing_cites_may_change() -> None:
    before = base(sources={n: TITLES[n] for n in ("A", "G-2028")})
    before["conversion"]["training"]["source"] = "G-2028"

    policy = after(
        before,
        sources={"G-2028": "2028年度补充通知"},
        conversion={"training": {"value": "15", "source": "G-2028"}},
    )

    assert training(policy) == (Decimal(15), "2028年度补充通知")


def test_a_year_follows_the_one_before_it_and_the_first_follows_none() -> None:
    assert contents_before(2018) is None
    assert contents_before(2017) is None
    before = contents_before(LAST)
    assert before is not None
    assert before.year == LAST - 1


figure_leaves = st.fixed_dictionaries(
    {
        "conversion.training": st.fixed_dictionaries(
            {"value": st.sampled_from(["10", "20"]), "source": st.sampled_from(sorted(TITLES))}
        ),
        "required.public": st.fixed_dictionaries(
            {"value": st.sampled_from(["30", "40"]), "source": st.sampled_from(sorted(TITLES))}
        ),
    },
    optional={
        name: st.fixed_dictionaries(
            {"value": st.just(value), "source": st.sampled_from(sorted(TITLES))}
        )
        for name, value in {
            "required.general_knowledge": "20",
            "public.pass_mark": 60,
            "public.topics": 2,
            "completes_year.exam.cpa": True,
        }.items()
    },
)


def whole(year: int, figures: dict[str, Document]) -> Document:
    common = {n: leaf for n, leaf in leaves(base()).items() if not n.startswith("window.")}
    optional = {n for n in common if FIGURES[n].optional}
    kept = {n: leaf for n, leaf in common.items() if n not in optional} | deepcopy(figures)
    window = {k: each | {"value": _of(year, each["value"])} for k, each in WINDOW.items()}
    cited = {leaf["source"] for leaf in (*kept.values(), *window.values())}
    titles = {name: TITLES[name] for name in cited}
    return nested(kept) | {"year": year, "window": window, "sources": titles}


def differences(before: Document, document: Document) -> Document:
    """What changes from one whole year to the next, sources named anew where they are new."""
    was, now = leaves({k: before[k] for k in before if k != "window"}), leaves(document)
    said = {n: leaf for n, leaf in now.items() if was.get(n) != leaf or n.startswith("window.")}
    gone = {n: {"ended": True, "source": "A"} for n in was.keys() - now.keys()}
    named = {leaf["source"] for leaf in (*said.values(), *gone.values())}
    new = {name: TITLES[name] for name in named - before["sources"].keys()}
    return nested(said | gone) | {"year": document["year"]} | ({"sources": new} if new else {})


@given(figure_leaves, figure_leaves)
def test_r8_any_year_is_its_differences_to_any_other(
    first: dict[str, Document], second: dict[str, Document]
) -> None:
    one, two = whole(2028, first), whole(2029, second)

    written = parse_policy(differences(one, two), contents(one))

    plain = parse_policy(two)
    assert {n: each.value for n, each in written.figures.items()} == {
        n: each.value for n, each in plain.figures.items()
    }
    assert {n: each.source.removesuffix(CARRIED_ON) for n, each in written.figures.items()} == {
        n: each.source for n, each in plain.figures.items()
    }
    at = datetime(2029, 6, 1, tzinfo=SHANGHAI)
    assert (
        law_of(written, at=at, territory="440703").required.now
        == law_of(plain, at=at, territory="440703").required.now
    )
