"""Radicals that look like characters and are none, each with the character that it stands for (R3).

Copied from a PDF, 飞 often arrives as ⻜ (U+2EDC) and 一 as ⼀ (U+2F00): on the screen the same, to a
computer another. Source: `EquivalentUnifiedIdeograph` of the Unicode Character Database 17.0.
"""

import unicodedata

_KANGXI = range(0x2F00, 0x2FD6)
_SUPPLEMENT = 0x2E81
# U+2E81 to U+2EF3 in this order; U+2E9A is no character. U+2E80 stands for none.
_STANDS_FOR = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵\0旡日月歺母民氵氺灬爫爫丬牛"
    "犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑"
    "钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
STANDARD = "\u2e81\u2e84\u2e88\u2e8b\u2e8c\u2e97\u2ea7\u2eaa\u2eae\u2eb3\u2eb6\u2eb7\u2ebb\u2eca"
"""The fourteen that are characters of GB 18030 all the same: Private Use ones stand for them (R4)."""

CHARACTER_OF = {
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI},
    **{
        chr(_SUPPLEMENT + place): character
        for place, character in enumerate(_STANDS_FOR)
        if character != "\0" and chr(_SUPPLEMENT + place) not in STANDARD
    },
}
"""The character for every radical that is none itself."""
