"""What people call the documents, in tables: the official names, and those of everyday (R2)."""

from chalicelib.identity.rules.identity import DOCUMENT_LABELS, DocumentType

_OTHER_WORDS = {
    DocumentType.RESIDENT_ID: (
        "身份证",
        "中国居民身份证",
        "中华人民共和国居民身份证",
        "二代身份证",
        "二代证",
        "第二代身份证",
        "第二代居民身份证",
        "大陆居民身份证",
        "内地居民身份证",
    ),
    DocumentType.RESIDENCE_PERMIT: (
        "港澳居民居住证",
        "台湾居民居住证",
        "香港居民居住证",
        "澳门居民居住证",
        "港澳台居住证",
        "港澳居住证",
        "台湾居住证",
        "台胞居住证",
        "中华人民共和国港澳居民居住证",
        "中华人民共和国台湾居民居住证",
        "中华人民共和国港澳台居民居住证",
    ),
    DocumentType.HK_MACAO_PERMIT: (
        "回乡证",
        "回乡卡",
        "港澳同胞回乡证",
        "港澳居民回乡证",
        "港澳来往内地通行证",
        "港澳居民通行证",
        "来往内地通行证",
        "港澳居民来往内地通行证(非中国籍)",
    ),
    DocumentType.TAIWAN_PERMIT: (
        "台胞证",
        "台胞卡",
        "台湾同胞证",
        "台湾居民通行证",
        "台湾来往大陆通行证",
        "来往大陆通行证",
    ),
    DocumentType.PASSPORT: ("外国护照", "普通护照", "外籍护照", "中国护照"),
    DocumentType.FOREIGNER_PERMANENT_RESIDENT: (
        "外国人永久居留证",
        "外国人永久居留身份证件",
        "外国人永居证",
        "外国人永居身份证",
        "永久居留身份证",
        "永久居留证",
        "永居证",
        "五星卡",
    ),
}
"""Not 港澳通行证 and 台湾通行证, which many say of the documents of mainland residents."""
TYPES = {label: kind for kind, label in DOCUMENT_LABELS.items()}
TYPES_IN_SHORT = {word: kind for kind, words in _OTHER_WORDS.items() for word in words}
