"""A policy's document: what it may not say, so that no slip of the pen passes for law (R8, R14)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.policy import parse_policy
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal
from tests.law.whole_year import leaves, whole_document

Document = dict[str, Any]

NOON = datetime(2020, 6, 1, 12, tzinfo=SHANGHAI)


def changed(path: str, value: object, year: int = 2022) -> Document:
    result = whole_document(year)
    *tables, last = path.split("/")
    table = result
    for each in tables:
        table = table[each]
    if value is None:
        del table[last]
    else:
        table[last] = value
    return result


AMENDED = {"figure": "window.closes", "since": date(2023, 4, 1), "value": date(2023, 5, 31)}
GOOD = AMENDED | {"source": "A"}
MENDED = {"figure": "public.hours", "on": date(2026, 11, 30), "was": "12"}


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("year", None, "year应为整数"),
        ("year", "2022", "year应为整数"),
        ("year", True, "year应为整数"),
        ("sources", None, "缺少[sources]"),
        ("sources", {}, "缺少[sources]"),
        ("sources", ["A"], "sources应写作[sources]"),
        ("sources/B", "某通知", "来源B没有被引用"),
        ("sources/A-file", "文件未规定，可由管理员调整", "来源A、A-file的标题与另一来源相同"),
        ("whole", "是", "whole应为true或false"),
        ("sources/A", " ", "来源A缺少标题"),
        ("sources/A", 1, "来源A缺少标题"),
        ("sources/A", None, "不在[sources]中"),
        ("required/public", None, "缺少required.public"),
        ("required/public", "30", "required.public应写明value和source"),
        ("required/elective", {"value": "10", "source": "A"}, "不认识的数值required.elective"),
        ("bonus", {"gift": {"value": "10", "source": "A"}}, "不认识的数值bonus.gift"),
        ("public/pass_mark", {"value": 0, "source": "A"}, "public.pass_mark应为大于0的整数"),
        ("public/pass_mark", {"value": True, "source": "A"}, "应为大于0的整数"),
        ("required/public", {"value": "30"}, "required.public缺少source"),
        ("required/public", {"source": "A"}, "required.public缺少value"),
        ("required/public", {"value": "30", "source": "B"}, "来源B不在[sources]中"),
        ("required/public", {"value": "30", "source": ["A"]}, "不在[sources]中"),
        ("required/public", {"value": "30", "source": "A", "unit": "学分"}, "多余的unit"),
        ("required/public/value", 30.0, "十进制字符串"),
        ("required/public/value", 30, "十进制字符串"),
        ("required/public/value", "-30", "十进制字符串"),
        ("required/public/value", "3e1", "十进制字符串"),
        ("conversion/online/value", 2.5, "conversion.online应为不超过两位小数的十进制字符串"),
        ("conversion/online/value", "2.505", "两位小数"),
        ("window/closes/value", "2022-13-01", "没有这一天"),
        ("window/closes/value", "20221231", "应为日期"),
        ("window/closes/value", 2022, "应为日期"),
        ("window/closes/value", NOON, "应为日期"),
        ("window/closes/value", date(2021, 12, 31), "window.closes早于window.opens"),
        ("window/kind/value", "second", "应为regular或make-up"),
        ("window/kind/value", "make-up", "缺少window.bars_public_incomplete"),
        ("window/bars_public_incomplete", {"value": 1, "source": "A"}, "应为true或false"),
        ("period/resubmit_workdays/value", 10.0, "应为大于0的整数"),
        ("period/reminder_days/value", [1, 7, 30], "应为由大到小的整数列表"),
        ("period/reminder_days/value", [7, 7], "应为由大到小的整数列表"),
        ("period/reminder_days/value", [], "应为由大到小的整数列表"),
        ("period/reminder_days/value", 30, "应为由大到小的整数列表"),
        ("period/reminder_days/value", [0], "应为大于0的整数"),
        ("evidence", {"exam": {"value": [], "source": "A"}}, "应为文字列表"),
        ("evidence", {"exam": {"value": "成绩单", "source": "A"}}, "应为文字列表"),
        ("evidence", {"exam": {"value": ["成绩单", " "], "source": "A"}}, "不能有空项"),
        ("evidence", {"exam": {"value": [1], "source": "A"}}, "不能有空项"),
        ("amendment", {}, "[[amendment]]"),
        ("amendment", ["window.closes"], "[[amendment]]"),
        ("amendment", [AMENDED], "window.closes缺少source"),
        ("amendment", [GOOD | {"source": "B"}], "来源B不在[sources]中"),
        ("amendment", [GOOD | {"reason": "疫情"}], "多余的reason"),
        ("amendment", [GOOD | {"since": "2023-04-01"}], "since应为日期"),
        ("amendment", [GOOD | {"since": NOON}], "since应为日期"),
        ("amendment", [GOOD | {"figure": "window.shuts"}], "不认识的数值window.shuts"),
        ("amendment", [GOOD | {"value": 2.5}], "应为日期"),
        ("amendment", [GOOD | {"value": date(2021, 1, 1)}], "早于window.opens"),
        ("amendment", [GOOD | {"territory": "440700"}], "全省统一"),
        ("amendment", [GOOD, GOOD | {"value": date(2023, 6, 1)}], "同一日期修订了两次"),
        ("amendment", [GOOD | {"since_source": "B"}], "来源B不在[sources]中"),
        ("mended", {}, "[[mended]]"),
        ("mended", ["public.hours"], "[[mended]]"),
        ("mended", [{"figure": "public.hours"}], "public.hours缺少on"),
        ("mended", [MENDED | {"on": "2026年"}], "public.hours的on应为日期"),
        ("mended", [MENDED | {"why": "误"}], "多余的why"),
        ("mended", [MENDED | {"was": 12.0}], "十进制字符串"),
        ("mended", [MENDED | {"figure": "public.days"}], "不认识的数值public.days"),
        ("mended", [MENDED | {"through": 2021}], "public.hours的through应为本年度或以后的年度"),
        ("mended", [MENDED | {"through": True}], "through应为"),
        ("public/pass_mark", {"ended": True, "source": "A"}, "上一年度没有public.pass_mark"),
        ("public/pass_mark", {"ended": False, "source": "A"}, "public.pass_mark的ended应为true"),
        ("public/pass_mark", {"ended": True}, "public.pass_mark缺少source"),
        ("public/pass_mark", {"ended": True, "source": "B"}, "来源B不在[sources]中"),
        ("public/pass_mark", {"ended": True, "source": "A", "value": 60}, "多余的value"),
        (
            "mended",
            [MENDED | {"figure": "required.general_knowledge", "was": "10"}],
            "更正的required.general_knowledge没有现行数值",
        ),
        (
            "amendment",
            [GOOD | {"figure": "public.hours", "value": "10"}],
            "public.hours不能修订",
        ),
        (
            "amendment",
            [GOOD | {"figure": "required.public", "value": "40", "territory": "110000"}],
            "属地110000无效",
        ),
    ],
)
def test_r8_a_document_with_a_fault_is_refused(path: str, value: object, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_policy(changed(path, value))

    assert refused.value.code == "policy_invalid"
    assert why in str(refused.value.facts["why"])
    assert refused.value.detail


@given(
    st.sampled_from(sorted(leaves(whole_document(2025)))),
    st.floats() | st.none() | st.just({}) | st.binary(),
)
def test_r14_no_figure_is_a_float_or_of_a_foreign_kind(path: str, value: object) -> None:
    faulty = whole_document(2025)
    table = faulty
    for each in path.split("."):
        table = table[each]
    table["value"] = value

    with pytest.raises(Refusal, match="policy_invalid"):
        parse_policy(faulty)


def test_r8_a_file_may_require_more_in_a_territory() -> None:
    local = {"figure": "required.public", "since": date(2022, 1, 1), "value": "40", "source": "A"}
    policy = parse_policy(changed("amendment", [local | {"territory": "440700"}]))
    at = datetime(2022, 3, 1, tzinfo=SHANGHAI)

    assert law_of(policy, at=at, territory="440703").required.public.value == Decimal(40)
    assert law_of(policy, at=at, territory="440103").required.public.value == Decimal(30)
    assert law_of(policy, at=at).required.public.value == Decimal(30)


def test_r8_of_a_figure_mended_twice_what_the_file_had_at_first_counts() -> None:
    mends = [MENDED | {"on": date(2026, 12, 31), "was": "20"}, MENDED]
    policy = parse_policy(changed("mended", mends))

    assert (policy.public_hours, policy.public_hours_before) == (Decimal("22.5"), Decimal(12))
