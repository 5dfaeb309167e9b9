"""The glossary: one Chinese word, one English name, the same in code, interface and documents."""

from dataclasses import dataclass

from chalicelib.access.role import Role
from local.rules_page.markdown import Section, table


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the domain and the name that it has everywhere."""

    chinese: str
    english: str
    meaning: str


WORDS = (
    Word("会计专业技术人员", "professional", "学分记在其名下的人"),
    Word("信息采集", "enrolment", "在省会计信息平台开立本人账户"),
    Word("省会计信息平台", "registry", "财政部门一方：人员、学分记录、年度完成情况"),
    Word("省继续教育系统", "HR system", "人社部门一方：省继续教育系统账号、证书"),
    Word("公需科目", "public subject", "各类专业技术人员共同必修的科目"),
    Word("专业科目", "professional subject", "会计专业科目"),
    Word("专业通识知识", "general knowledge", "专业科目中的一部分，自2023年度起有要求"),
    Word("学分", "credits", "按年度政策由所填事实折算，保留两位小数，多余位数舍去"),
    Word("学时", "study hours", "一学时为45分钟；登记事实中的小时（hours）为60分钟"),
    Word("年度完成情况", "standing", "某人某年度已认定的学分，以及还差什么"),
    Word("学分登记", "credit registration", "录入一条学分记录"),
    Word("学分认定", "accreditation", "财政部门（或系统）确认学分有效"),
    Word("退回", "returned", "发回申请人补正，可重新提交"),
    Word("不予认定", "rejected", "不认可；确有错误的，由上级财政部门重新受理"),
    Word("撤回", "withdrawn", "申请人自行取消"),
    Word("逾期失效", "expired", "截止时仍未提交，不再有效"),
    Word("撤销", "revoked", "管理员取消已认定的学分；证书随之撤销"),
    Word("已换发", "superseded", "证书有了新版，旧版不再有效"),
    Word("待核对", "held", "两个系统的信息不一致，证书暂缓签发"),
    Word("补登", "make-up registration", "在规定期间内登记往年的学分"),
    Word("截止", "cut-off", "登记期间的最后一天；当天计入，次日零时起关闭"),
    Word("数据对接", "sync", "年度结果送达省继续教育系统"),
    Word("属地", "territory", "决定由哪一级财政部门认定的行政区划"),
    Word("分级管理", "tiered review", "省、市、县（区）各管其属地，上级可看下级"),
    Word("上级接办", "take-over", "上级财政部门代替下级处理"),
    Word("财政局（厅）", "finance bureau", "省、市、县（区）三级"),
    *(Word(role.kind.label, role, role.kind.meaning) for role in Role),
    Word("继续教育电子证书", "certificate", "年度电子证书"),
    Word("用人单位", "employer", "以统一社会信用代码为准；在打印的证书上盖章"),
    Word("统一社会信用代码", "employer's code", "单位、施教机构、签发单位的标识，18位"),
    Word("单位经办人", "clerk", "代表单位办理的登录账号；首位经办人可增加、取消其他经办人"),
)


def words() -> Section:
    """Words used throughout the page."""
    return Section(
        "用语",
        (),
        (
            "下列词语在本文、接口和程序中含义一致；英文名即接口和程序所用的名称。",
            table(("中文", "英文名", "含义"), [(w.chinese, w.english, w.meaning) for w in WORDS]),
        ),
    )
