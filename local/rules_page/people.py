"""The page on people: documents, names, territories (R1-R7)."""

from datetime import date

from chalicelib.bureaus.rules.territory import PROVINCE, Level, Territory, below, parse_territory
from chalicelib.identity.rules import identity
from chalicelib.identity.rules import name as names
from chalicelib.identity.rules.identity import DOCUMENT_LABELS, DocumentType
from chalicelib.people.rules.employment import EMPLOYMENT_LABELS, PLACE_LABELS
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import KINDS
from local.rules_page.markdown import Section, bullets, table
from local.rules_page.refusals import message

_CARD = (
    "18位（GB 11643-1999）：第7至14位为真实存在的出生日期，"
    f"不早于{identity.EARLIEST_BIRTH.year}年、不晚于当天；末位校验码按ISO 7064 MOD 11-2核对"
)
_FORMS = {
    DocumentType.RESIDENT_ID: f"{_CARD}；前两位须为省级行政区划代码",
    DocumentType.RESIDENCE_PERMIT: f"{_CARD}；以810000、820000或830000开头",
    DocumentType.FOREIGNER_PERMANENT_RESIDENT: (
        "3位字母加12位数字（旧版）；或以9开头的18位号码（2023年12月起），出生日期和校验码同居民身份证"
    ),
}
_NEVER_A_NUMBER = "?"


def people() -> Section:
    """Who may enrol, with which document and name, and where they belong."""
    return Section(
        "人员：身份、姓名与属地",
        (1, 2, 3, 4, 5, 6, 7),
        (
            _accounts(),
            "### 证件（R2）",
            "全角数字和字母视同半角，前后空格略去，小写字母视同大写。有误时指明哪一项、错在哪里。",
            _documents(),
            "### 姓名（R3、R4）",
            _names(),
            "### 属地（R5、R6）",
            _territory_rules(),
            _territories(),
        ),
    )


def _accounts() -> str:
    return bullets(
        "一人一户（R1）：同一证件只能采集一次，同一登录账号只能对应一人；再次采集被拒绝，原有信息不变。",
        "本人实名（R1）：登录账号的实名信息（姓名、证件号码）须与所填一致，"
        "财政、人社两个系统均如此；不一致的拒绝。",
        "证件号码加密保存（R7），查询只用加密摘要，显示时打码：18位号码留前6位和后4位"
        f"（如`{identity.masked_number('4' * 18)}`），其他号码留首位和末2位，姓名只留首字。",
        "已有证书以现在的姓名和证件签发的，本人不能自行更正，由管理员办理（R6）。",
    )


def _documents() -> str:
    rows = [(label, f"`{kind}`", _form_of(kind)) for kind, label in DOCUMENT_LABELS.items()]
    return table(("证件", "代码", "号码要求"), rows)


def _form_of(kind: DocumentType) -> str:
    """What is asked of a number, in the words of the refusal where the form is all there is."""
    if kind in _FORMS:
        return _FORMS[kind]
    try:
        identity.parse_document(kind, _NEVER_A_NUMBER, today=date.min)
    except Refusal as refusal:
        return str(refusal.facts["why"])
    raise AssertionError(kind)


def _names() -> str:
    return bullets(
        f"1至{names.LONGEST}个字符：汉字（GB 18030-2022所收全部汉字，含扩展区生僻字，如㛃、䶮、𫖯、𬱖、𠅤）、"
        "间隔号、拉丁字母、撇号、连字符和空格；其余字符指明位置后拒绝，绝不丢弃或改写。",
        "按所填原样保存。比较时以规范形式为准：全角半角视同、各种间隔号视同“·”、汉字间空格略去、"
        "字母不分大小写；旧编码写入自定义区（U+E815至U+E864）的汉字视同标准汉字。",
        "证书上印标准汉字。",
    )


def _territory_rules() -> str:
    return bullets(
        f"{_places()}（R5）；用GB/T 2260行政区划代码，一般到县（区），省、市直属的用省、市代码。",
        "不是县级行政区、但由其财政局自行登记和认定的（如开发区），列在所在市下，用本系统自定的代码："
        "市代码前四位加一个字母和一位数字，不会与任何县（市、区）相同。证件号码的地区码与此无关。",
        f"其他代码不受理：{message(KINDS['territory_unknown'])}",
        f"深圳市（4403开头）不在本系统登记：{KINDS['shenzhen_excluded'].detail}",
        "属地或单位变更只影响以后提交的记录；已提交的仍由原属地认定（R6）。",
    )


def _places() -> str:
    return "，".join(
        f"{label}的为{PLACE_LABELS[each]}" for each, label in EMPLOYMENT_LABELS.items()
    )


def _territories() -> str:
    places = [parse_territory(code) for code in below(PROVINCE)]
    rows = [_city_row(each, places) for each in places if each.level is Level.CITY]
    shenzhen = ("4403xx", "深圳市", "另有规定，不受理")
    rows = sorted([*rows, shenzhen])
    return table(("代码", "市", "县（市、区）"), rows)


def _city_row(city: Territory, places: list[Territory]) -> tuple[str, str, str]:
    counties = [_named(each) for each in places if each.parent == city.code]
    return city.code, city.name, "、".join(counties) or "（不设县、区）"


def _named(place: Territory) -> str:
    because = f"（自定代码；{place.own_code_source}）" if place.has_own_code else ""
    return f"{place.name} {place.code}{because}"
