"""What the rules say and this version does not do yet: said on the page, watched by a test."""

from dataclasses import dataclass

from local.rules_page.markdown import Section, table


@dataclass(frozen=True, slots=True)
class Later:
    """A part of a rule that is not built. It is, once `arrives_with` exists: a route or an action.

    `is_whole`: nothing of the rule is built, so no test can name it.
    """

    rule: int
    what: str
    arrives_with: str
    is_whole: bool = False


LATER = (
    Later(1, "管理员为遗失登录账号的人员重新绑定", "POST /v1/admin/professionals/{id}/login"),
    Later(19, "管理员撤销已认定的学分", "POST /v1/admin/records/{id}/revoke"),
    Later(28, "导入省继续教育系统2018、2019年度学分", "import_legacy"),
    Later(33, "管理员下载证书", "POST /v1/admin/certificates/{number}/download"),
    Later(
        36,
        "登记人员转出本省、转往深圳市及转回",
        "PATCH /v1/admin/professionals/{id}",
    ),
)


def later() -> Section:
    """What is still to come."""
    return Section(
        "尚未启用的规定",
        (),
        (
            "下列规定已列入规则，但本版本尚未提供相应功能：",
            table(("规则", "内容"), [(f"R{each.rule}", each.what) for each in LATER]),
        ),
    )
