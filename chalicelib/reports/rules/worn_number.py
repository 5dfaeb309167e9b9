"""What a spreadsheet makes of numbers: it keeps fifteen digits of them, and no zeros before them (R28).

A CSV that once was open in one has `4.40784E+17`, `440784198211044000` or `1234` where other digits
were typed. That cannot be undone, and where another number may come of it, not be believed either.
"""

import re
from decimal import Decimal

KEPT_DIGITS = 15
"""Of a double; Excel and WPS set every further digit to 0."""
SCIENTIFIC = (
    "已被电子表格改成科学记数法（如1.23E+17的形式），原来的数字已丢失，"
    "请从原系统重新导出，或把该列设为文本格式后重新录入"
)
ROUNDED = (
    "末尾都是0，很可能已被电子表格改写，末尾的数字已丢失；请从原系统重新导出，并把该列设为文本格式。"
    "如原来确是这样，请另存为XLSX，该单元格用文本格式，再导入"
)
ROUNDED_DOCUMENT = f"{ROUNDED}，或由本人自行办理"
FORMATTED = (
    "像是电子表格或程序把号码当作数值写成的样子（如265,459或265459.0），原来的写法不明；请把该列设为文本格式后"
    "重新导出。如原来确是这样，请另存为XLSX，该单元格用文本格式，再导入"
)
STRIPPED = "位数不足，前面的0可能已被电子表格去掉；请核对，并在XLSX中用文本格式录入后导入"
_EXPONENT = re.compile(r"[0-9]+(\.[0-9]*)?[Ee][+-][0-9]{1,3}|[0-9]+\.[0-9]*[Ee][0-9]{1,3}")
_FORMATTED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.0*)?|[0-9]+\.0*")
_DIGITS = re.compile("[0-9]+")


def is_scientific(text: str) -> bool:
    """Whether a number is written with an exponent, as a spreadsheet shows long ones."""
    return _EXPONENT.fullmatch(text) is not None


def is_formatted(text: str) -> bool:
    """Whether digits are written as an amount is: by thousands, or with nothing after a point."""
    return _FORMATTED.fullmatch(text) is not None


def is_rounded(text: str) -> bool:
    """Whether a number says nothing beyond the digits that a spreadsheet keeps."""
    beyond = text.lstrip("0")[KEPT_DIGITS:]
    return _DIGITS.fullmatch(text) is not None and bool(beyond) and not beyond.strip("0")


def may_be_one(shown: str, typed: str) -> bool:
    """Whether a spreadsheet may show one number for the other, either way."""
    return _may_come_of(shown, typed) or _may_come_of(typed, shown)


def _may_come_of(shown: str, typed: str) -> bool:
    if not _DIGITS.fullmatch(typed):
        return False
    if _DIGITS.fullmatch(shown) and shown.lstrip("0") == typed.lstrip("0"):
        return True
    grain = _grain(shown)
    return grain is not None and abs(Decimal(shown) - Decimal(typed)) < grain


def _grain(shown: str) -> Decimal | None:
    """The unit of the last digit that was kept; None of a number that lost none."""
    if is_scientific(shown):
        return Decimal((0, (1,), int(Decimal(shown).as_tuple().exponent)))
    return Decimal(10) ** (len(shown.lstrip("0")) - KEPT_DIGITS) if is_rounded(shown) else None
