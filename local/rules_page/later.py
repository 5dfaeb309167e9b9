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


LATER = (Later(28, "导入已有的信息采集和人社账号", "import_accounts"),)


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
