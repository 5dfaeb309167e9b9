"""What people call the members of a request, for messages; the problem's `field` stays as sent."""

import re

LABELS = {
    "name": "姓名",
    "type": "证件类型",
    "number": "证件号码",
    "document": "证件",
    "territory": "属地",
    "employment": "人员类别",
    "employer": "单位名称",
    "mobile": "手机号码",
    "worked_since": "开始从事会计工作的日期",
    "form": "学习形式",
    "title": "标题（学习内容）",
    "text": "内容",
    "choices": "选项",
    "answer": "答案",
    "explanation": "解析",
    "draw": "每次抽题数",
    "issuer": "主办或出具单位",
    "reference": "编号或文号",
    "started_on": "开始日期",
    "ended_on": "完成日期",
    "evidence": "证明材料",
    "credits": "学分",
    "reason": "理由",
    "reasons": "申请复核的理由",
    "purpose": "用途",
    "valid_until": "有效期至",
    "faults": "有误的内容",
    "sub": "登录账号",
    "login": "登录账号",
    "since": "生效日期",
    "value": "新值",
    "figure": "项目",
    "source": "依据",
    "year": "年度",
    "filename": "文件名",
    "content_type": "文件类型",
    "size": "文件大小",
    "opens": "开始日期",
    "closes": "截止日期",
    "territories": "属地",
    "holidays": "放假日期",
    "workdays": "上班日期",
    "from": "开始日期",
    "to": "结束日期",
    "moved_out": "转出",
    "merged": "并入的账号",
    "merged_into": "并入",
    "code": "统一社会信用代码",
    "q": "查找内容",
    "kind": "类型",
    "employer_code": "单位的统一社会信用代码",
    "employer_consent": "同意单位查看",
    "clerk": "经办人",
    "first_clerk": "首位经办人",
    "application": "申请",
    "state": "状态",
    "content": "培训内容",
    "class": "班次",
    "general_knowledge": "专业通识知识",
    "days": "天数",
    "hours": "小时数",
    "starts_on": "开始日期",
    "ends_on": "结束日期",
    "place": "地点",
    "expected": "预计人数",
    "lecturers": "授课人",
}


OF_ITEMS = {"certificates.number": "证书编号"}
"""Members of a list's items that are called otherwise there."""
_PLACE = re.compile(r"\.\d+(?=\.)")


def label(field: str) -> str:
    """The words for a member, by the last part of its path; the path itself where there are none."""
    of_item = OF_ITEMS.get(_PLACE.sub("", field))
    return of_item or LABELS.get(field.rpartition(".")[2], field)
