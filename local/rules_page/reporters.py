"""The page on who holds the proof and reports it (R40, R42)."""

from chalicelib.reports.rules.kept_report import REPORT_LABELS
from local.rules_page.markdown import Section, bullets, table


def reporters() -> Section:
    """What becomes of what others report of a person's study."""
    return Section(
        "谁掌握依据谁报送",
        (40, 42),
        (
            "### 报送的结果（R40、R42）",
            table(
                ("结果", "代码"), [(label, f"`{state}`") for state, label in REPORT_LABELS.items()]
            ),
            _told(),
        ),
    )


def _told() -> str:
    return bullets(
        "报送单位只看自己报送的，逐条列明结果；姓名、证件号码打码，编号不出现在地址中（R42）。",
        "报送单位说明理由，随时可以调低或撤回；报送期内（截止后另有补报的工作日）可以调高。证件、年度、编号不同的，撤回后另行报送（R40）。",
        "更正即撤销原记录、同时登记新记录，历史互相载明；年度、证书随之更新或失效（R31），通知本人。管理员可以代为更正。",
        "本人尚未信息采集的，报送等待其信息采集后自动计入；列明已等候的天数，满30天提示报送单位一次，满两年清除姓名和证件号码并告知报送单位（R40）〔假定〕。",
    )
