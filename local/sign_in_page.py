"""The page on which somebody chooses who to be: the demonstration's people and its staff."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from chalicelib.access.role import Role

NAMED = frozenset({Role.ADMINISTRATOR, Role.REVIEWER})
"""Roles whose demo logins have names and lines of their own; of every other there is one login."""


def login_of(role: Role) -> str:
    """The demo login of a role that has one alone, called as the role: `hr-officer`."""
    return role.replace("_", "-")


PEOPLE = (
    ("demo-2020", "李䶮", "专业人员：2020年度已完成，证书已签发"),
    ("demo-he", "何静", "专业人员：两条登记待认定，2019年度由省系统导入"),
    ("demo-su", "苏敏", "专业人员：一条登记被退回，待修改"),
    ("demo-zhong", "钟丽", "专业人员：两系统姓名不一致，证书暂缓签发"),
    ("clerk", "江门市示范商贸有限公司", "单位经办人：名册、提醒、证书打包、培训计划"),
    ("newcomer", "新账号", "专业人员：尚未信息采集"),
    ("reviewer-440703", "蓬江区财政局", "审核人员（县级）"),
    ("reviewer-440700", "江门市财政局", "审核人员（市级）"),
    ("reviewer-440000", "广东省财政厅", "审核人员（省级）"),
    ("admin", "省级管理员", "证书、导入、政策、统计、人员"),
    # Who has no page in the web client has nothing to sign in to there.
    *(
        (login_of(role), role.kind.label, role.kind.meaning)
        for role in Role
        if role.kind.home and role not in NAMED
    ),
)
STYLE = """
body{margin:0;font:17px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;background:#f4f6f8;color:#17202a}
main{max-width:30rem;margin:0 auto;padding:2rem 1rem}h1{font-size:1.5rem}p{color:#44505c}
a.who{display:block;background:#fff;border:1px solid #d5dbe1;border-radius:8px;padding:.8rem 1rem;margin:.6rem 0;
text-decoration:none;color:inherit}a.who:hover,a.who:focus{border-color:#0b5c8a;outline:3px solid #ffd54a}
a.who strong{display:block;color:#0b4f78}a.who span{color:#44505c;font-size:.95rem}
form{margin-top:1.6rem}label{display:block;font-weight:600}input{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;
border:2px solid #17202a;border-radius:4px}button{font:inherit;margin-top:.8rem;padding:.6rem 1.4rem;border:0;
border-radius:4px;background:#0b5c8a;color:#fff}
"""


def people_page(action: str, asked: Mapping[str, str]) -> str:
    """Write the page; each choice asks the same again, with who was chosen."""
    links = "".join(
        f'<a class="who" href="{escape(action)}?{escape(urlencode({**asked, "sub": subject}))}">'
        f"<strong>{escape(name)}</strong><span>{escape(what)}</span></a>"
        for subject, name, what in PEOPLE
    )
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in asked.items()
        if name != "sub"
    )
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,">'
        f"<title>选择演示账号</title><style>{STYLE}</style></head><body><main>"
        "<h1>选择演示账号</h1><p>本页是本地开发用的登录服务，不需要密码。请选择以谁的身份登录。</p>"
        f"{links}"
        f'<form method="get" action="{escape(action)}">{hidden}'
        '<label for="sub">其他账号（任意名称即新账号）</label>'
        '<input id="sub" name="sub" maxlength="100" required autocomplete="off">'
        "<button>登录</button></form></main></body></html>"
    )
