"""R16: what merely looks alike is told, with what it looks alike in; the same either way round."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.subject import Subject
from chalicelib.records.rules.likeness import MOST_TOLD, Study, likenesses, study_of, why_alike
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.sitting import papers_in
from tests.records.test_record import a_record

DAY = date(2022, 9, 10)
COURSE = Study(
    year=2022,
    subject=Subject.PROFESSIONAL,
    form="training",
    title="新收入准则专题培训",
    issuer="江门市会计学会",
    reference="JM-2022-0017",
    started_on=DAY - timedelta(days=4),
    ended_on=DAY,
)
TITLES = st.sampled_from(
    ["新收入准则专题培训", "新收入准则培训班", "内部控制（第一期）", "", "会计法"]
)
STUDIES = st.builds(
    Study,
    year=st.integers(2021, 2023),
    subject=st.sampled_from(Subject),
    form=st.sampled_from(["training", "online", "exam"]),
    title=TITLES,
    issuer=st.sampled_from(["", "江门市会计学会", "江门市 会计学会"]),
    reference=st.sampled_from(["", "JM-1", "ＪＭ－１", "JM-2"]),
    started_on=st.none(),
    ended_on=st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3)),
    papers=st.sampled_from([frozenset(), frozenset({"经济法"}), frozenset({"审计", "经济法"})]),
)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, {"编号相同", "题名相同", "同一天完成", "同一主办单位", "学习形式相同"}),
        ({"reference": "另"}, {"题名相同", "同一天完成", "同一主办单位", "学习形式相同"}),
        ({"form": "online", "reference": ""}, {"题名相同", "同一天完成", "同一主办单位"}),
        (
            {
                "started_on": None,
                "ended_on": DAY + timedelta(days=1),
                "reference": "",
                "issuer": "",
            },
            {"题名相同", "日期相连", "学习形式相同"},
        ),
        (
            {"title": "《新收入准则》专题培训班", "reference": "", "issuer": ""},
            {"题名相近", "同一天完成", "学习形式相同"},
        ),
        (
            {"title": "另一课程", "reference": "", "ended_on": DAY - timedelta(days=2)},
            {"学习日期重叠", "同一主办单位", "学习形式相同"},
        ),
        (
            {"title": "另一课程", "reference": "", "issuer": ""},
            {"同一天完成", "学习形式相同"},
        ),
        (
            {
                "title": "另一课程",
                "reference": "ｊｍ2022 0017",
                "year": 2023,
                "issuer": "",
                "form": "online",
                "started_on": None,
                "ended_on": date(2023, 5, 1),
            },
            {"编号相同"},
        ),
        ({"title": "另一课程", "reference": "", "issuer": "", "form": "online"}, set()),
        (
            {
                "reference": "",
                "year": 2023,
                "started_on": None,
                "ended_on": date(2023, 9, 10),
                "title": "新收入准则专题培训（二）",
            },
            set(),
        ),
    ],
)
def test_r16_given_a_study_beside_another_then_what_they_have_in_common_is_told(
    changes: dict[str, object], why: set[str]
) -> None:
    other = msgspec.structs.replace(COURSE, **changes)
    assert set(why_alike(COURSE, other)) == why
    assert why_alike(other, COURSE) == why_alike(COURSE, other)


def test_r16_given_one_paper_in_two_sittings_then_it_is_told() -> None:
    one = msgspec.structs.replace(
        COURSE,
        form="exam",
        title="考试",
        reference="2022年经济法",
        papers=papers_in("exam", "2022年经济法"),
    )
    two = msgspec.structs.replace(
        one,
        year=2023,
        reference="",
        title="经济法",
        issuer="",
        started_on=None,
        ended_on=date(2023, 9, 1),
        papers=papers_in("exam", "经济法"),
    )
    assert why_alike(one, two) == ("同一考试科目", "学习形式相同")


@given(STUDIES, STUDIES)
def test_r16_given_any_two_studies_then_likeness_is_the_same_either_way_round(
    one: Study, other: Study
) -> None:
    assert why_alike(one, other) == why_alike(other, one)
    assert not one.title or "题名相同" in why_alike(one, one)


@given(STUDIES)
def test_r16_given_nothing_but_a_form_in_common_then_nothing_is_told(study: Study) -> None:
    other = Study(
        year=study.year,
        subject=study.subject,
        form=study.form,
        title="完全无关之事",
        ended_on=study.ended_on + timedelta(days=90),
    )
    assert why_alike(study, other) == ()


@pytest.mark.parametrize("state", list(RecordState))
def test_r16_given_a_record_that_its_owner_gave_up_then_it_looks_like_nothing(
    state: RecordState,
) -> None:
    record = a_record(state, title="新收入准则专题培训")
    found = likenesses(study_of(record), [record])
    assert bool(found) is (state not in {RecordState.WITHDRAWN, RecordState.EXPIRED})


def test_r16_given_several_then_the_likest_comes_first() -> None:
    near = msgspec.structs.replace(a_record(title="新收入准则专题培训"), id="p-2020-b")
    far = msgspec.structs.replace(
        a_record(title="新收入准则专题培训", ended_on=date(2019, 1, 1), form="online"),
        id="p-2020-a",
    )
    found = likenesses(study_of(near), [far, near])
    assert [each.record for each in found] == [near, far]


def test_r16_given_very_many_alike_then_the_likest_of_them_are_told() -> None:
    one = a_record()
    like = [msgspec.structs.replace(one, id=f"{place:03}") for place in range(MOST_TOLD + 5)]
    likest = msgspec.structs.replace(one, id="zzz", reference="the same")
    study = msgspec.structs.replace(study_of(one), reference="the same")

    told = likenesses(study, [*like, likest])

    assert len(told) == MOST_TOLD
    assert told[0].record.id == "zzz"
