"""What the states and files of courses are called in Chinese, for whoever makes one."""

from collections.abc import Mapping

from chalicelib.courses.rules.draft import CourseState, LessonState
from chalicelib.courses.rules.media import MediaKind

COURSE_LABELS: Mapping[CourseState, str] = {
    CourseState.DRAFT: "编辑中",
    CourseState.PUBLISHED: "已发布",
    CourseState.WITHDRAWN: "已撤下",
}
LESSON_LABELS: Mapping[LessonState, str] = {
    LessonState.EMPTY: "缺内容",
    LessonState.UPLOADING: "没有传完",
    LessonState.CHECKING: "正在检查",
    LessonState.READY: "就绪",
    LessonState.REFUSED: "未通过检查",
}
MEDIA_KIND_LABELS: Mapping[MediaKind, str] = {
    MediaKind.VIDEO: "视频",
    MediaKind.TEXT: "图文",
    MediaKind.CAPTIONS: "字幕",
    MediaKind.POSTER: "封面",
    MediaKind.TRANSCRIPT: "文字稿",
    MediaKind.PICTURE: "插图",
}
