"""What a problem (RFC 9457) may carry, member by member: for openapi.json, and held against every answer of the tests.

`code` is open: a version to come may refuse what this one does not know. Whoever meets an unknown one
goes by `status`, and shows `detail`, which is whole sentences for people.
"""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.shapes import Answered
from chalicelib.http.told import Code, Day, DecimalText, Id, Label, Line, Place, Sentences
from chalicelib.platform.rules.refusal_kinds import KINDS


def _fact(description: str, example: object) -> Meta:
    return Meta(description=description, examples=[example])


class ProblemFault(Answered, frozen=True, kw_only=True):
    """One of several faults: what is at fault, and why; `detail` is whole sentences, `why` a part of one."""

    field: Line
    code: Code
    detail: Sentences
    why: Sentences | UnsetType = UNSET


class ProblemShape(Answered, frozen=True, kw_only=True):
    """What happened, why, what to do now and whom to ask (RFC 9457), with the facts that a code has."""

    type: Annotated[
        str,
        Meta(
            pattern=r"^/problems/[a-z][a-z0-9_]*$",
            examples=["/problems/window_closed"],
            extra_json_schema={"format": "uri-reference"},
        ),
    ]
    title: Label
    status: Annotated[int, Meta(ge=400, le=599)]
    code: Annotated[
        str,
        Meta(
            pattern=r"^[a-z][a-z0-9_]*$",
            examples=["window_closed"],
            description="稳定的代码。以后的版本会增加：遇到不认识的，请按status处理，并把detail显示给人看。",
            extra_json_schema={"x-extensible-enum": list(KINDS)},
        ),
    ]
    detail: Annotated[
        str, Meta(max_length=4000, description="给人看的整句：发生了什么、为什么、现在该怎么办")
    ]
    field: Annotated[Line, _fact("有误的一项", "document.number")] | UnsetType = UNSET
    suggestion: Annotated[Line, _fact("该项可改为的内容", "李䶮")] | UnsetType = UNSET
    faults: Annotated[list[ProblemFault], Meta(description="几处有误时逐一列出")] | UnsetType = (
        UNSET
    )
    why: Annotated[Sentences, _fact("原因", "应为整数")] | UnsetType = UNSET
    because: Annotated[Code, _fact("访问令牌因何无效", "expired")] | UnsetType = UNSET
    request_id: Annotated[Line, _fact("请求的标识，咨询时请提供", "a1b2c3")] | UnsetType = UNSET
    retry_after: Annotated[int, Meta(ge=0), _fact("多少秒后可再试", 3600)] | UnsetType = UNSET
    max_bytes: Annotated[int, _fact("至多多少字节", 262_144)] | UnsetType = UNSET
    method: Annotated[Label, _fact("请求的方法", "DELETE")] | UnsetType = UNSET
    allowed: Annotated[Sentences, _fact("可用的各项", "GET, HEAD")] | UnsetType = UNSET
    value: Annotated[Line, _fact("所填的内容", "999999")] | UnsetType = UNSET
    place: Annotated[int, _fact("第几个字符起，自1计", 3)] | UnsetType = UNSET
    what: Annotated[Line, _fact("所指的一项", "结束日期")] | UnsetType = UNSET
    year: Annotated[int | Line, _fact("年度", 2020)] | UnsetType = UNSET
    years: Annotated[list[int] | Line, _fact("有关的各年度", "2020、2021")] | UnsetType = UNSET
    first: Annotated[int, _fact("最早的年度", 2018)] | UnsetType = UNSET
    last: Annotated[int, _fact("最晚的年度", 2027)] | UnsetType = UNSET
    of: Annotated[Line, _fact("所涉的各年度", "2020、2021")] | UnsetType = UNSET
    territory: Annotated[Place, _fact("属地", "440703")] | UnsetType = UNSET
    bureau: Annotated[Label, _fact("现由谁办理", "广东省江门市")] | UnsetType = UNSET
    role: Annotated[Label, _fact("角色的名称", "施教机构")] | UnsetType = UNSET
    state: Annotated[Label, _fact("现在的状态", "已认定")] | UnsetType = UNSET
    move: Annotated[Label, _fact("要办的事", "撤回")] | UnsetType = UNSET
    result: Annotated[Code, _fact("已有的结果", "accredited")] | UnsetType = UNSET
    reason: Annotated[Sentences, _fact("已说明的原因", "已当面答复")] | UnsetType = UNSET
    version: Annotated[int, _fact("现在的版本", 3)] | UnsetType = UNSET
    revision: Annotated[int, _fact("现在的版本，即ETag中点号前的数", 1591000000000)] | UnsetType = (
        UNSET
    )
    window: Annotated[Line, _fact("哪个登记期间", "登记期间")] | UnsetType = UNSET
    opens: Annotated[Day, _fact("自哪一天起", "2020-01-01")] | UnsetType = UNSET
    opened: Annotated[Line, _fact("曾开放的期间", "2021-03-01至2021-04-30")] | UnsetType = UNSET
    cut_off: Annotated[Day, _fact("截止的日期，含当日", "2020-12-31")] | UnsetType = UNSET
    until: Annotated[Line, _fact("到何时为止", "2020年6月30日24时")] | UnsetType = UNSET
    source: Annotated[Sentences, _fact("依据", "财会〔2018〕10号 第十二条")] | UnsetType = UNSET
    date: Annotated[Day, _fact("所填的日期", "2019-12-31")] | UnsetType = UNSET
    earliest: Annotated[Day, _fact("最早的日期", "2020-01-01")] | UnsetType = UNSET
    latest: Annotated[Day, _fact("最晚的日期", "2020-12-31")] | UnsetType = UNSET
    starts_on: Annotated[Day, _fact("培训开始的日期", "2020-05-18")] | UnsetType = UNSET
    ends_on: Annotated[Day, _fact("培训结束的日期", "2020-05-23")] | UnsetType = UNSET
    form: Annotated[Line, _fact("学习形式的名称", "面授培训")] | UnsetType = UNSET
    fact: Annotated[Line, _fact("哪一项事实", "天数")] | UnsetType = UNSET
    has: Annotated[Sentences, _fact("该年度的学习形式", "面授培训、远程继续教育")] | UnsetType = (
        UNSET
    )
    cap: Annotated[Line, _fact("上限", "每年至多30学分")] | UnsetType = UNSET
    had: Annotated[Line, _fact("此前已认定的", "30学分")] | UnsetType = UNSET
    credits: Annotated[DecimalText, _fact("至多多少学分", "60")] | UnsetType = UNSET
    kinds: Annotated[Sentences, _fact("所需的证明材料", "参训证明")] | UnsetType = UNSET
    filename: Annotated[Line, _fact("哪个文件", "证明.pdf")] | UnsetType = UNSET
    file: Annotated[Line, _fact("哪个清单", "course.json")] | UnsetType = UNSET
    missing: Annotated[list[int], _fact("尚缺的各段，自1计", [1, 2])] | UnsetType = UNSET
    most: Annotated[int | Line, _fact("至多几次、几项", 20)] | UnsetType = UNSET
    count: Annotated[int, _fact("共几项", 30)] | UnsetType = UNSET
    record: Annotated[Id, _fact("有关的记录", "x7k2m4q6w3r5t7yz-2020-a2b3c4d5e6f7")] | UnsetType = (
        UNSET
    )
    reference: Annotated[Line, _fact("编号", "JM-2020-0017")] | UnsetType = UNSET
    serial: Annotated[Line, _fact("流水号", "20200001")] | UnsetType = UNSET
    hint: Annotated[Sentences, _fact("另须注意的", "")] | UnsetType = UNSET
    appeal: (
        Annotated[Id, _fact("有关的复核申请", "x7k2m4q6w3r5t7yz-2020-a2b3c4d5e6f7")] | UnsetType
    ) = UNSET
    duty: Annotated[Id, _fact("有关的年度义务申请", "x7k2m4q6w3r5t7yz")] | UnsetType = UNSET
    into: Annotated[Id, _fact("并入的账号", "x7k2m4q6w3r5t7yz")] | UnsetType = UNSET
    employer: Annotated[Line, _fact("单位的统一社会信用代码", "91440703MA4W12345X")] | UnsetType = (
        UNSET
    )
    name: Annotated[Line, _fact("单位的名称", "江门市示范会计有限公司")] | UnsetType = UNSET
    number: Annotated[Line, _fact("证书编号", "GD-2020-1")] | UnsetType = UNSET
    headings: Annotated[Sentences, _fact("有误的列名", "姓名")] | UnsetType = UNSET
    course: Annotated[Id, _fact("有关的课程", "2020-public")] | UnsetType = UNSET
    attempt: Annotated[int, _fact("第几次考试", 2)] | UnsetType = UNSET
    attempts: Annotated[int, _fact("至多考几次", 3)] | UnsetType = UNSET
    best: Annotated[int, _fact("最好的得分", 50)] | UnsetType = UNSET
    pass_mark: Annotated[int, _fact("合格的得分", 60)] | UnsetType = UNSET
    seconds_left: Annotated[int, _fact("尚须学习多少秒", 900)] | UnsetType = UNSET
