"""The page on every "no": code, status, message, whom to ask (R35, R36)."""

from collections import defaultdict
from string import Formatter

from chalicelib.bureaus.rules.contact import Contact, contacts
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.platform.rules.refusal_kinds import KINDS, Ask, RefusalKind
from local.rules_page.markdown import Section, table

_ASK = {
    Ask.NOBODY: "—",
    Ask.FINANCE: "省会计信息平台",
    Ask.HR: "省继续教育系统",
    Ask.BUREAU: "属地财政局",
}
_STATUSES = {
    400: "请求无法识别",
    401: "未登录",
    403: "无权",
    404: "不存在",
    405: "方法不支持",
    409: "与现状冲突",
    413: "内容过大",
    415: "内容类型不支持",
    422: "填写有误",
    500: "系统故障",
    503: "暂时不可用",
}
_PLACES = {
    "role": "权限",
    "allowed": "可选内容",
    "cap": "上限",
    "credits": "系统计算的学分",
    "cut_off": "截止日期",
    "date": "所填日期",
    "earliest": "最早日期",
    "fact": "事实",
    "field": "字段",
    "filename": "文件名",
    "form": "学习形式",
    "had": "已认定的学分或项数",
    "has": "该年度的学习形式",
    "kinds": "所需材料",
    "latest": "最晚日期",
    "method": "方法",
    "move": "操作",
    "number": "编号",
    "opens": "开始日期",
    "reference": "标识",
    "seconds_left": "所差秒数",
    "source": "依据",
    "state": "状态",
    "value": "所填内容",
    "what": "项目",
    "why": "原因",
    "window": "期间名称",
    "year": "年度",
    "years": "有此形式的年度",
}


def refusals() -> Section:
    """Every refusal by HTTP status."""
    by_status: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for code, kind in KINDS.items():
        by_status[kind.status].append((f"`{code}`", kind.title, message(kind), _ASK[kind.ask]))
    blocks = []
    for status, rows in sorted(by_status.items()):
        blocks.append(f"### {status} {_STATUSES.get(status, '')}".rstrip())
        blocks.append(table(("代码", "标题", "告知内容", "向谁咨询"), rows))
    return Section(
        "拒绝与告知",
        (35, 36),
        (
            (
                "每一次拒绝都说明发生了什么、原因、现在该怎么办、向谁咨询（R35）。〈〉内为办理时填入的内容；"
                "需要咨询的，告知内容之后附咨询电话。"
            ),
            *blocks,
        ),
    )


def message(kind: RefusalKind) -> str:
    """A message with the places that are filled in named in Chinese."""
    parts = []
    for text, place, _, _ in Formatter().parse(kind.detail):
        parts.append(text + (f"〈{_PLACES.get(place, place)}〉" if place else ""))
    return "".join(parts)


def enquiries() -> Section:
    """The enquiry lines: editable data."""
    lines = contacts()
    rows = [
        _row("财政一方", lines.finance),
        _row("人社一方", lines.hr),
        _row("属地财政局（未另列的）", lines.bureau),
        *(_row(parse_territory(code).full_name, each) for code, each in lines.bureaus.items()),
    ]
    return Section(
        "咨询电话",
        (35,),
        (
            "可随时修改，无需改动程序（`chalicelib/bureaus/contacts.toml`）；属地财政局就近取用。",
            table(("范围", "名称", "电话", "依据"), rows),
        ),
    )


def _row(scope: str, contact: Contact) -> tuple[str, str, str, str]:
    return scope, contact.name, contact.phone, contact.source
