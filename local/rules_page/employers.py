"""The page on employers: accounts, clerks, what an employer sees of a person (R37, R38)."""

from chalicelib.certificates.rules.parcel_job import MOST_OF_ROLL, PRINT_NOTE
from chalicelib.employers.rules.employer import EMPLOYER_LABELS, KIND_LABELS, MOST_CLERKS
from chalicelib.employers.rules.employer_name import FEWEST
from chalicelib.employers.rules.roll import FIELDS, HOLDS, PURPOSE, REMINDED_EACH, SOURCES, YEARS
from chalicelib.people.rules.identity_check import MOST_CHECKS
from local.rules_page.markdown import Section, bullets, table


def employers() -> Section:
    """What an employer is, who acts for it and who finds it."""
    return Section(
        "用人单位",
        (37, 38),
        (
            "### 单位账号（R37）",
            _accounts(),
            table(("类型", "代码"), [(label, f"`{kind}`") for kind, label in KIND_LABELS.items()]),
            table(
                ("状态", "代码"),
                [(label, f"`{state}`") for state, label in EMPLOYER_LABELS.items()],
            ),
            "### 单位与本人（R38）",
            _seen(),
        ),
    )


def _accounts() -> str:
    return bullets(
        "单位以统一社会信用代码（GB 32100-2015，含校验码）为准，名称写法不同不影响；类型为用人单位或组织培训的院校、学会。",
        "任何登录账号可申请，可附执照；同一代码可有多份申请，由单位属地财政部门或其上级为其中一份开户，或说明理由不予开户；"
        "申请人即首位经办人，不能审核本人的申请。",
        f"经办人由首位经办人或属地财政部门增加、取消，最多{MOST_CLERKS}名；更名、变更属地、销户由属地财政部门办理；"
        "销户后经办人的权限和个人的同意随之终止，已报送的不变。各项操作均留痕。",
        f"任何登录者可按名称中连续{FEWEST}个以上的字或代码查找已开户单位，只见代码、名称、类型和属地；"
        "括号全角半角、空格、有无“有限公司”均不影响查找。",
    )


def _seen() -> str:
    return bullets(
        "信息采集或变更信息时可按代码选择已开户单位；只填名称的照样保留，标明未确认。",
        "选择单位与同意单位查看是两件事：单位只在本人以代码选择该单位并同意之后可查看。"
        f"同意前告知接收方、目的（{PURPOSE}）和内容（{'、'.join(FIELDS)}）（{SOURCES}）。",
        f"可查看的年度：{YEARS}。{HOLDS}。",
        "单位经办人查看、提醒、核对均留痕，单位和本人都能看到谁在何时查看；"
        f"每人每{REMINDED_EACH.days}天至多被单位提醒一次；核对姓名与证件号码只答相符与否，每单位每天至多{MOST_CHECKS}次。",
        f"单位可将人员某年度的证书打包，一次至多{MOST_OF_ROLL}份：汇总打印件（每页注明“{PRINT_NOTE}”，不含签名域，R38a）"
        "或证书原件；其中有人撤回同意的，打包件不能再下载。",
    )
