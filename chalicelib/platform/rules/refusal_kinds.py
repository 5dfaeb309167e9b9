"""Every "no" that a user can meet: its code, HTTP status and what to do about it.

One table, so that the API, the documentation and the tests say the same. The message says what
happened, why, and what to do now (R35); `ask` names the enquiry line that is put after it.
"""

from enum import StrEnum

import msgspec


class Ask(StrEnum):
    """Whose enquiry line stands after the message."""

    NOBODY = "nobody"
    FINANCE = "finance"
    HR = "hr"
    BUREAU = "bureau"


class RefusalKind(msgspec.Struct, frozen=True):
    """One kind of refusal: its HTTP status, short title and message.

    `detail` is a format string over the facts that the refusal was raised with.
    """

    status: int
    title: str
    detail: str
    ask: Ask = Ask.NOBODY


KINDS: dict[str, RefusalKind] = {
    # The request itself
    "malformed_json": RefusalKind(
        400, "请求格式错误", "请求内容不是有效的JSON(UTF-8)，请检查后重新提交。"
    ),
    "if_match_malformed": RefusalKind(
        400,
        "请求头有误",
        "请求头If-Match不是有效的ETag列表，您的操作没有生效；请原样填写读取时得到的ETag，或不带此请求头。",
    ),
    "stale": RefusalKind(
        412,
        "内容已被修改",
        "您读取之后，该内容已在其他设备上或被他人修改，您的操作没有生效，他人的修改也没有被覆盖。"
        "请重新读取最新内容，与您填写的核对后再提交。",
    ),
    "certificate_number_invalid": RefusalKind(
        400,
        "证书编号有误",
        "没有这样的编号：应为15位字母和数字，如ABCDE-FGHIJ-KLMNO。请对照证书逐位核对后重新输入。",
    ),
    "unauthenticated": RefusalKind(
        401,
        "未登录",
        "{why}，请重新登录后再试；重新登录后仍然如此的，请把原因“{because}”告知本系统的技术支持。",
    ),
    "sign_in_unavailable": RefusalKind(
        503, "登录服务不可用", "暂时无法核验登录凭证，您的操作没有生效，请稍候重试。"
    ),
    "forbidden": RefusalKind(
        403, "无权操作", "您的账号没有进行此操作的权限，如需权限请联系本级财政部门。", Ask.FINANCE
    ),
    "not_found": RefusalKind(404, "未找到", "没有找到您要的内容，请检查地址是否正确。"),
    "not_enrolled": RefusalKind(404, "尚未信息采集", "您尚未进行信息采集，请先完成信息采集。"),
    "hr_account_missing": RefusalKind(
        404, "尚无省继续教育系统账号", "您尚未在省继续教育系统开立账号，请先开立。"
    ),
    "hr_account_not_found": RefusalKind(
        404,
        "没有该证件的省继续教育系统账号",
        "省继续教育系统没有该证件的账号，请核对证件类型和号码。",
    ),
    "person_not_found": RefusalKind(
        404,
        "没有该证件的人员",
        "本辖区没有以该证件完成信息采集的人员，请核对证件类型和号码；属其他辖区的，请其向所在地财政部门咨询。",
    ),
    "year_unknown": RefusalKind(
        404, "年度无效", "系统没有{year}年度的继续教育政策，请选择其他年度。"
    ),
    "certificate_unknown": RefusalKind(
        404,
        "查无此证",
        "没有编号为{number}的证书，请核对证书上的编号；如编号无误，该证书不是本系统签发的。",
        Ask.FINANCE,
    ),
    "certificate_not_found": RefusalKind(
        404,
        "辖区内没有此证",
        "本辖区没有编号为{number}的证书，请核对编号；属其他辖区的，请由其所在地或上级管理员下载。",
    ),
    "method_not_allowed": RefusalKind(
        405, "方法不支持", "此地址不支持{method}方法，可用：{allowed}。"
    ),
    "body_too_large": RefusalKind(
        413, "内容过大", "请求内容超过256 kB，请减少内容后重新提交；文件请通过上传接口提交。"
    ),
    "unsupported_media_type": RefusalKind(415, "内容类型不支持", "请以application/json提交内容。"),
    "too_many_requests": RefusalKind(429, "请求过于频繁", "现在请求过多，请稍候几秒再试。"),
    "internal_error": RefusalKind(
        500, "系统故障", "系统暂时出现故障，您的操作可能尚未生效，请先查询结果再重试。", Ask.FINANCE
    ),
    "starting": RefusalKind(503, "正在启动", "系统正在启动，请稍候。"),
    "busy": RefusalKind(
        503, "系统繁忙", "同一内容正被他人同时修改，请稍候重试；已提交的内容没有丢失。"
    ),
    # Input
    "field_missing": RefusalKind(422, "缺少必填项", "缺少必填项「{field}」，请填写后重新提交。"),
    "field_unknown": RefusalKind(422, "未知字段", "不认识字段「{field}」，请检查字段名称。"),
    "field_invalid": RefusalKind(422, "填写有误", "「{field}」填写有误：{why}。请改正后重新提交。"),
    "identity_number_in_text": RefusalKind(
        422,
        "内容中有证件号码",
        "「{field}」第{place}个字符起是一个身份证件号码。为保护个人信息，证件号码只能填在证件号码一栏，请从此处删除后重新提交。",
    ),
    "idempotency_key_reused": RefusalKind(
        422, "请求标识重复使用", "此Idempotency-Key已用于另一内容的请求，请换用新的标识后重新提交。"
    ),
    "cursor_invalid": RefusalKind(
        422, "分页标识无效", "分页标识cursor无效或已过期，请从第一页重新查询。"
    ),
    # Courses: what their lessons show
    "media_not_taken": RefusalKind(
        422, "文件不能用于课程", "「{field}」有误：{why}。请换用符合要求的文件后重新上传。"
    ),
    "package_invalid": RefusalKind(
        422, "课程包有误", "课程包的清单「{file}」有误：{why}。请改正后重新打包上传。"
    ),
    "upload_incomplete": RefusalKind(
        409,
        "文件尚未传完",
        "第{missing}段尚未传到或不完整，请重新查询上传地址，传完这些段后再提交；已传到的不必重传。",
    ),
    # People
    "name_invalid": RefusalKind(
        422, "姓名有误", "姓名填写有误：{why}。请按身份证件上的姓名填写。", Ask.FINANCE
    ),
    "document_invalid": RefusalKind(
        422, "证件号码有误", "证件号码填写有误：{why}。请对照证件核对后重新填写。"
    ),
    "document_type_unknown": RefusalKind(
        422, "证件类型有误", "不支持证件类型「{value}」，请选择：{allowed}。"
    ),
    "territory_unknown": RefusalKind(
        422,
        "属地有误",
        "「{value}」不是广东省的行政区划代码，请选择所在的省、市或县（区）。",
        Ask.FINANCE,
    ),
    "shenzhen_excluded": RefusalKind(
        422,
        "深圳市另有规定",
        "深圳市会计人员继续教育按深圳市的规定办理，不在本系统登记，请向深圳市财政局咨询。",
    ),
    "identity_not_proved": RefusalKind(
        422,
        "实名不一致",
        "登录账号的实名信息与所填的{what}不一致，请使用本人实名认证的账号登录，并按证件填写。",
        Ask.FINANCE,
    ),
    "already_enrolled": RefusalKind(
        409,
        "已完成信息采集",
        "该证件或该登录账号已完成信息采集，请直接使用原账号登录；原有信息没有改动。如非本人采集，请联系财政部门。",
        Ask.FINANCE,
    ),
    "login_taken": RefusalKind(
        409,
        "登录账号已有归属",
        "该登录账号已归一名会计人员所有，不能再绑定；请核对登录账号，或请申请人换用另一登录账号。",
    ),
    "hr_account_exists": RefusalKind(
        409,
        "省继续教育系统账号已存在",
        "该证件或该登录账号在省继续教育系统已有账号，请直接使用；原有信息没有改动。",
        Ask.HR,
    ),
    "certificate_rests_on_identity": RefusalKind(
        409,
        "证书已签发",
        "已有证书以现在的姓名和证件签发，不能自行更正；请携证件联系本级财政部门办理更正。",
        Ask.BUREAU,
    ),
    "duty_to_be_confirmed": RefusalKind(
        409,
        "须先经财政部门确认",
        "这样变更会使已开始的{of}年度无需完成继续教育，须先经属地财政部门确认（确认前各年度不变）。"
        "请在「账号」的「年度义务」中附证明材料申请确认。",
        Ask.BUREAU,
    ),
    "duty_pending": RefusalKind(
        409, "已有申请待确认", "您已有一项年度义务的申请待确认，结果出来后才能再申请。", Ask.BUREAU
    ),
    "duty_unneeded": RefusalKind(
        422,
        "无需确认",
        "所填内容不会使任何已开始的年度无需完成，无需确认；有变动的，请直接在个人信息中变更。",
    ),
    "claim_pending": RefusalKind(
        409,
        "已有申请待确认",
        "该记录标记专业通识知识的申请正在等待财政部门确认，结果会通知您，请勿重复申请。",
        Ask.BUREAU,
    ),
    "claim_unneeded": RefusalKind(
        409,
        "无需标记",
        "该记录现在无需标记：只有已认定、尚未标记的专业科目记录，在年度还缺专业通识知识学分时可以申请。请在“我的年度”查看还差什么。",
    ),
    "account_merged": RefusalKind(
        409,
        "账号已合并",
        "该账号已并入本人的另一账号（{into}），不再变更；请在保留的账号上办理。",
    ),
    "merge_same_account": RefusalKind(
        422, "是同一账号", "要合并的两个账号是同一个账号，请选择另一个账号。"
    ),
    "merge_name_differs": RefusalKind(
        409,
        "姓名不一致",
        "两个账号的姓名不一致，不能合并；如确为同一人，请先按证件更正姓名，再合并。",
    ),
    "merge_both_certified": RefusalKind(
        409,
        "两个账号均有证书",
        "两个账号{years}年度均有有效证书，一人一年只有一个证书；请先核对并撤销其中一个账号重复的学分，待其证书撤销后再合并；合并后确非重复的，可再恢复。",
    ),
    "merge_too_many_duplicates": RefusalKind(
        409,
        "重复的学分过多",
        "两个账号有{count}项已认定的学分重复，一次合并最多处理{most}项；请先撤销其中一个账号的部分重复学分，再合并。",
    ),
    "moved_out": RefusalKind(
        409,
        "已转出",
        "您已转出本省（或转往深圳市），不能再登记新的学分；历史记录和证书仍可查询。",
        Ask.BUREAU,
    ),
    # Employers
    "employer_code_invalid": RefusalKind(
        422,
        "统一社会信用代码有误",
        "统一社会信用代码填写有误：{why}。请对照营业执照或登记证书核对后重新填写。",
    ),
    "employer_already_open": RefusalKind(
        409,
        "单位已开户",
        "统一社会信用代码为{employer}的单位已经开户，没有再次开户。请由该单位首位经办人增加经办人；首位经办人不在岗的，请向单位属地财政部门申请。",
        Ask.BUREAU,
    ),
    "employer_applied_for": RefusalKind(
        409,
        "已有申请待审核",
        "您为统一社会信用代码为{employer}的单位提交的开户申请正在等待审核，请勿重复提交，可随时查看结果。",
    ),
    "employer_unknown": RefusalKind(
        422,
        "没有此单位",
        "没有统一社会信用代码为{employer}的已开户单位。请核对代码；单位尚未开户的，请填写单位名称，待其开户后再选择。",
    ),
    "proposal_outdated": RefusalKind(
        409,
        "单位已变更",
        "该人员所填单位在提出核对之后已变更，没有绑定；请刷新后查看，可否定此项。",
    ),
    "employer_closed": RefusalKind(
        409,
        "单位已销户",
        "单位「{name}」已销户，不能办理。如需恢复，请由单位重新申请开户。",
        Ask.BUREAU,
    ),
    "checks_too_many": RefusalKind(
        429,
        "核对次数已满",
        "今天核对姓名和证件号码已达{most}次，没有再核对；请明天继续，或先将待报内容存好。",
    ),
    "clerks_too_many": RefusalKind(
        409, "经办人已满", "一个单位最多有{most}名经办人，没有再增加。请先取消不再经办的，再增加。"
    ),
    "clerk_is_first": RefusalKind(
        409,
        "首位经办人不能取消",
        "首位经办人不能取消自己。请先将首位经办人移交给他人，或请单位属地财政部门办理。",
    ),
    # Records
    "form_unknown": RefusalKind(
        422, "学习形式有误", "不认识学习形式「{value}」，请选择：{allowed}。"
    ),
    "fact_unknown": RefusalKind(
        422, "多余的内容", "学习形式「{form}」不需要「{fact}」，请删除后重新提交。"
    ),
    "fact_missing": RefusalKind(
        422, "缺少内容", "学习形式「{form}」需要填写「{fact}」，请补充后重新提交。"
    ),
    "fact_invalid": RefusalKind(422, "内容有误", "「{fact}」填写有误：{why}。请改正后重新提交。"),
    "date_outside_year": RefusalKind(
        422,
        "日期不在年度内",
        "{what}{date}不在{year}年度可登记的期间（{earliest}至{latest}）内，请核对日期或改在相应年度登记。",
    ),
    "date_invalid": RefusalKind(422, "日期有误", "日期填写有误：{why}。请改正后重新提交。"),
    "evidence_missing": RefusalKind(422, "缺少证明材料", "提交前请至少上传一份证明材料：{kinds}。"),
    "evidence_invalid": RefusalKind(
        422, "证明材料有误", "证明材料「{filename}」{why}。请移除后重新上传，再提交。"
    ),
    "upload_invalid": RefusalKind(
        422, "文件不符合要求", "{why}。请选择不超过10 MiB的PDF、JPEG或PNG文件。"
    ),
    "uploads_too_many": RefusalKind(
        429,
        "上传次数过多",
        "今天上传的文件已达{most}个，没有再接收；请明天继续，已上传的不受影响。",
    ),
    "duplicate_credit": RefusalKind(
        409,
        "重复登记",
        "同一学习成果（{reference}）在{year}年度已登记过，一项成果只登记一次；请查看已有的记录。{hint}",
        Ask.BUREAU,
    ),
    "name_differs": RefusalKind(
        422,
        "姓名不一致",
        "报送的姓名与该证件信息采集的姓名不一致，请核对姓名和证件号码后重新报送。",
        Ask.FINANCE,
    ),
    "reference_reused": RefusalKind(
        409,
        "编号重复使用",
        "编号「{reference}」已用于另一内容的报送，先前的报送没有改动；如是另一成果，请换用新的编号。",
    ),
    "report_revoked": RefusalKind(
        409,
        "报送的学分已被撤销",
        "这一内容先前已经登记，其后被撤销，不会因再次报送而恢复。撤销有误的，请由财政部门恢复；内容有误的，请更正后以原编号重新报送。",
        Ask.BUREAU,
    ),
    "report_anew": RefusalKind(
        422,
        "属于另一项报送",
        "更正不能改变证件、年度和编号：{field}与原报送不同。请撤回原报送，再以新的编号另行报送。",
    ),
    "record_not_reported": RefusalKind(
        409,
        "记录不能按报送更正",
        "该记录不是施教机构或用人单位的现行报送：由本人登记或系统导入的，请按相应办法处理；报送已更正的，请更正其现行记录。",
    ),
    "report_not_changeable": RefusalKind(
        409,
        "报送不能变更",
        "该报送现为「{state}」，不能更正或撤回。如仍应计入，请改正后重新报送。",
    ),
    "report_raise_closed": RefusalKind(
        409,
        "只能调低或撤回",
        "{year}年度{window}已于{cut_off}截止，报送期已过：此前的报送只能调低或撤回，不能调高。",
        Ask.FINANCE,
    ),
    "public_subject_by_platform": RefusalKind(
        422,
        "公需科目不由机构报送",
        "公需科目由本平台按学习情况自动登记认定（粤财会函〔2020〕4号第一部分第（一）项），施教机构无需报送。",
    ),
    "form_not_in_year": RefusalKind(
        422,
        "该年度没有此学习形式",
        "{year}年度没有学习形式「{form}」，它适用于{years}。请改选{year}年度的学习形式（{has}），或登记到有此形式的年度。",
    ),
    "form_capped": RefusalKind(
        409,
        "已达上限",
        "学习形式「{form}」{cap}（{source}），{year}年度已认定{had}，不能再计入。请改用其他学习形式；已认定的记录有误的，请与认定部门联系。",
        Ask.BUREAU,
    ),
    "form_not_reportable": RefusalKind(
        422,
        "学习形式不由机构报送",
        "「{form}」须由本人登记、财政部门审核，不能由施教机构报送，请告知本人自行登记。",
    ),
    "window_closed": RefusalKind(
        409,
        "登记已截止",
        "{year}年度{window}已于{cut_off}截止，不能再登记、修改或提交（{source}）。",
        Ask.FINANCE,
    ),
    "window_not_open": RefusalKind(
        409,
        "登记尚未开始",
        "{year}年度{window}自{opens}起开放，请届时再办理（{source}）。",
        Ask.FINANCE,
    ),
    "public_subject_incomplete": RefusalKind(
        409,
        "公需科目未完成",
        "您{year}年度公需科目未完成，按粤财会函〔2020〕4号第一部分第（四）项，目前不能补学补登。如记录有误，请向财政部门核实。",
        Ask.FINANCE,
    ),
    "professional_subject_complete": RefusalKind(
        409,
        "专业科目已完成",
        "您{year}年度专业科目已完成，无需补学补登（粤财会函〔2020〕4号第一部分第（四）项）。",
        Ask.FINANCE,
    ),
    "course_exists": RefusalKind(
        409,
        "已有此课程",
        "编号为{course}的课程已经建立，没有重复建立。请在课程列表中打开它继续编辑。",
    ),
    "course_changed": RefusalKind(
        409,
        "课程已被更改",
        "该课程已由他人更改（现为第{version}版），您的更改没有保存。请刷新后查看最新内容，再决定怎样更改。",
    ),
    "course_incomplete": RefusalKind(
        409, "课程尚不能发布", "课程没有发布：{why}。请逐项改正后再发布。"
    ),
    "course_not_published": RefusalKind(
        409, "课程没有发布", "该课程现未发布，不能撤下。请刷新后查看最新状态。"
    ),
    "course_too_large": RefusalKind(
        422,
        "课程过大",
        "课程的课时、文件和考题合计过多，更改没有保存。请减少考题或附带的文件后重试。",
    ),
    "plan_not_changeable": RefusalKind(
        409, "培训计划不能变更", "该培训计划现为「{state}」，不能{move}。请刷新后查看最新状态。"
    ),
    "plan_begun": RefusalKind(
        409,
        "培训已开始",
        "培训计划须在培训开始前首次提交，本次培训自{starts_on}起，已不能提交。请核对日期；已参加培训的人员可凭证明材料由本人登记。",
        Ask.BUREAU,
    ),
    "plan_mending_over": RefusalKind(
        409,
        "修改期限已过",
        "该培训计划被退回后的修改期限（{until}前）已过，不能再修改或提交。请撤回后另报新的计划。",
        Ask.BUREAU,
    ),
    "roster_not_open": RefusalKind(
        409,
        "培训尚未结束",
        "培训人员名单自培训结束之日（{ends_on}）起导入，请届时再导入。",
    ),
    "roster_closed": RefusalKind(
        409,
        "名单导入已截止",
        "培训人员名单须在{until}前导入，现已截止，不能再导入。已参加培训的人员请向属地财政部门咨询。",
        Ask.BUREAU,
    ),
    "plan_not_approved": RefusalKind(
        409,
        "培训计划未通过审核",
        "该培训计划未通过审核或变更待审，须通过审核后才能导入培训人员名单；已导入的不受影响，请在通过后再导入。",
        Ask.BUREAU,
    ),
    "roster_exceeds_plan": RefusalKind(
        422,
        "超出培训计划",
        "「{fact}」超出培训计划的{most}，请核对后重新填写；计划有变的，请先变更计划。",
    ),
    "roster_row_differs": RefusalKind(
        409,
        "名单中已有此人",
        "名单中已有此人，且「{field}」与此不一致，先前导入的没有改动。如需改动，请更正该行。",
    ),
    "plan_has_rows": RefusalKind(
        409,
        "已有培训人员名单",
        "该培训计划已导入培训人员名单，不能撤回。名单有误的，请逐人更正或撤回。",
    ),
    "record_not_changeable": RefusalKind(
        409, "记录不能变更", "该记录现为「{state}」，不能{move}。请刷新后查看最新状态。"
    ),
    "already_appealed": RefusalKind(
        409,
        "已申请过复核",
        "该记录已申请过复核（{state}），对同一决定只能申请一次。请在记录的历史中查看。",
        Ask.BUREAU,
    ),
    "appeal_closed": RefusalKind(
        409,
        "复核申请期限已过",
        "申请复核的期限至{until}，已经过了，不能再申请。登记期内同一成果可以更正后重新登记。",
        Ask.BUREAU,
    ),
    "appeal_open": RefusalKind(
        409,
        "该记录正在复核",
        "该记录正在复核，不能重新受理。请在复核申请中作出维持或改为认定的决定。",
    ),
    # Operation
    "event_expired": RefusalKind(
        409,
        "事件已过期",
        "该事件产生已超过24小时，系统不再能得知它涉及哪一项内容。请由运维人员按操作手册补齐存档，补齐后无需再重做。",
    ),
    # Import
    "headings_invalid": RefusalKind(
        422,
        "表头有误",
        "文件首行的表头有误，以下各列缺少或重复：{headings}。请按模板改正后重新上传。",
    ),
    "import_invalid": RefusalKind(422, "不能导入", "不能导入：{why}。请改正后重新提交。"),
    "import_contradicted": RefusalKind(
        422,
        "文件内容与所选不符",
        "按表头，该文件是“{found}”，不是“{stated}”，没有导入任何一行。请改选导入内容，或换一个文件重新上传。",
    ),
    "import_unrecognised": RefusalKind(
        422,
        "认不出文件内容",
        "文件的表头不是任何一种可以导入的表格；最接近“{nearest}”，缺少：{missing}。没有导入任何一行，请按模板改正后重新上传。",
    ),
    "import_needs_plan": RefusalKind(
        422,
        "请填写培训计划编号",
        "按表头，该文件是“培训人员名单”，没有导入任何一行。请在导入内容中选择“培训人员名单”，填写培训计划编号后重新上传。",
    ),
    "import_being_read": RefusalKind(
        409, "文件还在读取", "文件还没有读完，没有导入任何一行。请等行数显示出来以后再确认。"
    ),
    "import_not_previewed": RefusalKind(
        409,
        "该导入不在待确认状态",
        "该导入不在待确认状态，可能已有人确认或放弃，或无需确认。请刷新后查看。",
    ),
    "import_right_ended": RefusalKind(
        403,
        "导入人已无此权限",
        "预告或确认该文件的人在导入前已被收回权限或不再是经办人，此行没有导入。已导入的行不受影响；其余的请由现有的经办人或管理员重新导入。",
        Ask.BUREAU,
    ),
    "file_unreadable": RefusalKind(422, "文件无法读取", "文件无法读取：{why}。请检查后重新上传。"),
    "serial_reused": RefusalKind(
        409,
        "流水号重复使用",
        "流水号「{serial}」已导入过另一内容，先前导入的没有改动；请核对流水号后重新导入该行。",
    ),
    "row_invalid": RefusalKind(422, "行内容有误", "「{field}」有误：{why}。请改正后重新导入该行。"),
    # Study
    "course_has_content": RefusalKind(
        409,
        "课程有内容",
        "该课程有视频或图文内容，学习时间按每节课的播放计入。请刷新页面，打开课程播放；"
        "接口请改用POST /v1/me/courses/〈课程〉/lessons/〈课时〉/progress。",
    ),
    "course_without_content": RefusalKind(
        409,
        "课程没有内容",
        "该课程没有视频或图文内容，学习时间按整门课程计入。请刷新页面后再学习；"
        "接口请改用POST /v1/me/courses/〈课程〉/progress报告学习秒数。",
    ),
    "course_unfinished": RefusalKind(
        409, "课程未学完", "请先学完规定的学时再参加考试，目前还差{seconds_left}秒。"
    ),
    "examination_absent": RefusalKind(
        404, "没有考试", "该课程没有考试，学完规定学时即自动登记认定。"
    ),
    "attempt_over": RefusalKind(
        409,
        "这一次考试已交卷",
        "第{attempt}次考试已经交卷（可能在另一个页面），不能再交一次；成绩和解析见考试记录。需要再考的，请刷新后作答新的试题。",
    ),
    "attempt_unknown": RefusalKind(
        409, "没有这一次考试", "您的下一次考试是第{attempt}次，试题已更换，请刷新后作答。"
    ),
    "attempts_exhausted": RefusalKind(
        409,
        "考试次数已用完",
        "本年度公需科目课程的考试最多可参加{attempts}次，您在本课程已全部用完，最好成绩{best}分，未达到{pass_mark}分。"
        "本年度另有专题可选的，可以改学其他专题；否则请通过“问题反映”向属地财政部门说明情况。",
    ),
    # Review
    "already_decided": RefusalKind(
        409, "已有处理结果", "该记录已有处理结果「{state}」，请刷新后查看。"
    ),
    "problem_closed": RefusalKind(
        409,
        "问题已办结",
        "该问题已办结（{reason}），不能再答复、转办或追问。仍有疑问的，请重新反映。",
    ),
    "record_changed": RefusalKind(
        409, "记录已变更", "您打开后该记录已被修改，请重新查看后再处理。"
    ),
    "own_decision": RefusalKind(
        403, "须回避", "复核须由未作出原决定的人员办理，请由其他经办人处理。"
    ),
    "own_record": RefusalKind(
        403,
        "须回避",
        "不能处理本人的学分记录或信息，也不能审核本人经办的单位的事项，请由其他经办人处理。",
    ),
    "staff_not_proved": RefusalKind(
        403,
        "经办账号未实名",
        "本登录账号未经实名认证，不能办理会计人员的事项（须能核对是否为本人事项）。请完成实名认证（姓名和证件号码）后重新登录再办理。",
        Ask.FINANCE,
    ),
    "staff_identity_changed": RefusalKind(
        403,
        "经办账号实名信息不符",
        "本登录账号的实名信息与此前记载的不是同一人，不能继续使用原有权限。如确已换发证件或更换经办人，请由其他管理员收回权限后重新授予。",
        Ask.FINANCE,
    ),
    "taken_over": RefusalKind(
        403, "已由上级接办", "该记录已由{bureau}财政部门接办，请由其处理，本级不再处理。"
    ),
    "role_of_the_province": RefusalKind(
        403,
        "须由省级授权",
        "{role}办理全省人员的业务，其权限由省级管理员授予和收回，请向省财政厅申请。",
        Ask.FINANCE,
    ),
    "role_of_another_level": RefusalKind(
        422,
        "该级不设此权限",
        "所选属地这一级不设{role}，没有授予；请改选属地或权限后重新提交。",
    ),
    "staff_name_differs": RefusalKind(
        409,
        "登录账号与姓名不符",
        "该登录账号已知的实名信息与所填姓名不一致，没有授予。请核对登录账号和姓名后重新提交。",
    ),
    "own_role": RefusalKind(403, "须回避", "不能变更本人的权限，请由其他管理员办理。"),
    "reason_required": RefusalKind(
        422, "请填写理由", "{move}须填写理由，请填写后重新提交；理由将载入记录。"
    ),
    "credits_exceeded": RefusalKind(
        422,
        "认定学分超出",
        "认定学分须大于0且不超过系统按规定计算的{credits}学分。请改正后重新提交。",
    ),
    # Certificate
    "annotation_in_preparation": RefusalKind(
        409, "加注件正在制作", "{year}年度证书的加注件正在制作，通常只需几秒，请稍候再下载。"
    ),
    "annotations_too_many": RefusalKind(
        409,
        "加注件已满",
        "{year}年度证书的这一版已有{most}份不同用途或有效期的加注件，不能再增加。请下载已有的加注件，或下载证书原件。",
    ),
    "transcript_span_invalid": RefusalKind(
        422, "年度范围有误", "年度范围填写有误：{why}。请改正后重新提交。"
    ),
    "transcript_empty": RefusalKind(
        409,
        "没有可证明的内容",
        "您{first}至{last}年度没有已认定的学分，也没有已完成的年度，无法开具证明。请选择其他年度，或待学分认定后再开具。",
        Ask.BUREAU,
    ),
    "transcript_quota": RefusalKind(
        429,
        "当天开具次数已满",
        "每人每天最多开具{most}份历年继续教育证明，今天已满。请下载已开具的证明，或明天再来。",
    ),
    "certificate_not_ready": RefusalKind(
        409, "证书尚不可下载", "{year}年度证书尚不可下载：{why}", Ask.FINANCE
    ),
    "amendment_invalid": RefusalKind(
        422, "政策修订有误", "政策修订有误：{why}。请改正后重新提交，原有政策没有改动。"
    ),
    "window_invalid": RefusalKind(
        422, "补开期间有误", "{year}年度补开的登记期间有误：{why}。请改正后重新提交，没有开放。"
    ),
    "window_still_open": RefusalKind(
        409,
        "登记尚未截止",
        "{year}年度登记尚未截止（截止日期{cut_off}），不需补开；如需延长，请在截止前修订截止日期。",
    ),
    "window_opened_before": RefusalKind(
        409,
        "已补开过",
        "{year}年度已补开过一次登记期间（{opened}），每个年度只能补开一次，请在该期间内办理。",
    ),
    "calendar_unknown": RefusalKind(
        404, "年度无效", "放假安排只有{first}至{last}年，没有{year}年，请检查年度。"
    ),
    "calendar_invalid": RefusalKind(
        422, "放假安排有误", "{year}年放假安排有误：{why}。请改正后重新载入，原有安排没有改动。"
    ),
    "calendar_changed": RefusalKind(
        409,
        "放假安排已被更改",
        "{year}年放假安排已由他人载入新版（第{version}版），您的没有载入，请查看现有安排后再决定。",
    ),
    # Rules as data, read at start: a fault of ours, never of a user's
    "policy_invalid": RefusalKind(
        500, "政策数据有误", "{year}年度政策数据有误：{why}", Ask.FINANCE
    ),
}
