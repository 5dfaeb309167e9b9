"""The page on results of national examinations, which the province imports (R41)."""

from chalicelib.law.rules.examination import EXAMINATIONS, OTHER, NationalExamination
from local.rules_page.markdown import Section, bullets, table


def examinations() -> Section:
    """What is imported, what it does, and the papers that are known."""
    return Section(
        "考试成绩导入",
        (41,),
        (
            bullets(
                "在本省参加的全国会计类考试的合格成绩由省级管理员导入，每科一行，自动认定：本人无需申请。"
                "学分和是否单独完成当年，按该年度考试的折算标准（见上）。",
                "年度为合格日期所在年度，不符的整行退回。2020年度起不受登记期限制〔假定：无人申请，故不因导入迟而落空〕；"
                "2018、2019年度仍受补登期和补登条件限制（R24）。",
                "科目和年度即为一次考试：本人已为同一科目登记的记录，无论怎样填写标识，处于草稿、待认定、已退回或不予认定的，"
                "导入时就地认定；已由财政部门认定的不变。未写考试类别的，按导入的考试认定。记录列有多个科目的，只认定成绩所证明的科目，"
                "其余科目可另行登记或待其成绩导入。申请人自报的专业通识知识不随成绩认定。",
                "导入之后本人再登记同一科目的，告知已有记录，不重复登记。重复导入不改变任何记录；被撤销的不因再次导入而恢复。",
                "尚未信息采集的，成绩待其信息采集时自动认定；已转出的不导入。",
                "科目按下表识别，不计全角半角、空格、括号、书名号、“科目”字样和科目前后的考试名称、级别、年度；表中四项考试以外的科目视为有误，"
                "列明应填什么。其他会计类考试（须如此注明）的科目按所填导入。",
            ),
            table(("考试", "科目", "来源"), [_row(each) for each in EXAMINATIONS.values()]),
        ),
    )


def _row(examination: NationalExamination) -> tuple[str, str, str]:
    papers = "、".join(
        f"{each.name}（{each.level}）" if each.level else each.name for each in examination.papers
    )
    stated = "按导入单位所填" if examination.code == OTHER else papers
    return examination.name, stated, examination.source
