"""The page on what courses show: which files are taken, and what of them is checked (R53)."""

from chalicelib.courses.rules.film import MOST_SECONDS
from chalicelib.courses.rules.media import MediaKind
from chalicelib.courses.rules.page import CHARACTERS_A_SECOND
from chalicelib.courses.rules.upload import MIB, TAKEN
from chalicelib.imports.rules.course_import import MOST_BYTES
from chalicelib.imports.rules.course_package import MANIFESTS
from chalicelib.imports.rules.question_row import REQUIRED
from local.rules_page.markdown import Section, bullets, table

_LABELS = {
    MediaKind.VIDEO: "视频",
    MediaKind.CAPTIONS: "字幕",
    MediaKind.TRANSCRIPT: "文字稿",
    MediaKind.POSTER: "封面",
    MediaKind.PICTURE: "图文中的图片",
}


def course_media() -> Section:
    """What of a course is uploaded and checked."""
    rows = [
        (_LABELS[kind], "、".join(taken.types), f"{taken.most_bytes // MIB} MB")
        for kind, taken in TAKEN.items()
    ]
    return Section(
        "公需科目课程的内容",
        (53,),
        (
            table(("文件", "类型", "至多"), rows),
            bullets(
                "文件分段上传，中断后从未传到的段继续；是什么文件，以系统打开后看到的为准，不看文件名和登记的类型。",
                "视频须为MP4（H.264、AAC）或WebM（VP8、VP9、AV1；Opus、Vorbis），色彩4:2:0、8位，完整，"
                f"至多{MOST_SECONDS // 3600}小时；课时的秒数就是视频的整秒数。",
                f"图文（Markdown）转为不含脚本的网页，每{CHARACTERS_A_SECOND}个字符至多计1秒〔假定〕；字幕须为WebVTT。",
                f"课程可打包导入（ZIP，至多{MOST_BYTES // 1024**3} GB）：清单{'或'.join(MANIFESTS)}列明年度、标题和各课的文件，题库为XLSX"
                f"（表头：{'、'.join(REQUIRED)}等）；全部错误按文件和行一次列明，有误的不产生草稿。",
                "有误的文件列明全部错误及改法，改正前课程不能发布。",
            ),
        ),
    )
