"""What each parameter of an address is, in words: a name means the same wherever it stands."""

from collections.abc import Mapping
from typing import Any

Object = dict[str, Any]
WORDS: Mapping[str, str] = {
    "audience": "面向哪一类读者的",
    "bureau": "现由何处财政部门办理的：行政区划代码",
    "code": "单位的统一社会信用代码",
    "cursor": "上一页答复的next；不填为第一页",
    "employer": "单位的名称",
    "file": "文件的标识，即其SHA-256",
    "form": "哪种学习形式的",
    "id": "标识，不含义",
    "kind": "哪一类的",
    "lesson": "课时的标识",
    "limit": "一页至多几条",
    "list": "名单的标识",
    "login": "登录账号",
    "mine": "只列由本人办理的",
    "name": "名称；核对证书时为姓名，只答是否相符",
    "number": "编号，末位为校验位",
    "order": "先后：newest新的在前，oldest旧的在前",
    "masked": "true：姓名打码，也不留下查看记录；不填则对有权认定的人显示全名并留痕",
    "overdue": "只列逾期的，或只列未逾期的；不填为全部",
    "q": "要找的内容",
    "reason": "理由，将告知当事人",
    "role": "哪种角色的",
    "row": "名单一行的标识",
    "state": "处于何种状态的",
    "territory": "何处及其以下的：行政区划代码；不填为本人权限所及的全部",
    "upload": "上传的标识",
    "v": "第几版；不填为现行的一版",
    "year": "年度",
}


def with_words(parameter: Object) -> Object:
    """A parameter with its description, unless it has one of its own."""
    words = WORDS.get(parameter["name"])
    return (
        parameter
        if "description" in parameter or not words
        else {**parameter, "description": words}
    )
