"""A province of which something of everything is stored: what a dump for later versions is made of.

Played at the app's door, from June 2020 to February 2021. The last act leaves work undone on purpose:
every mark, queue and stream holds something, as when a deployment comes in the middle of a day.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.events import queues
from chalicelib.imports.rules.account_row import ENROLMENT_HEADINGS, HR_HEADINGS
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.reports.actions.claim_waiting import claim_waiting
from local.consumer import Consumer
from local.mappings import queue_readers
from tests.imports.test_import_previews import workbook
from tests.journey.imports import begin, csv_file, put, row
from tests.journey.imports import professional as professional_row
from tests.journey.reports import document, online, provider, report
from tests.journey.world import Client, Professional, World
from tests.paper import pdf
from tests.upkeep.employing import employ
from tests.upkeep.studying import study

WANG = {"type": "resident_id", "number": "440704195801242981"}
PERMIT = {"type": "hk_macao_permit", "number": "H12345678"}
PASSPORT = {"type": "passport", "number": "E12345678"}
TANG = ("tang", "唐宁", document(111))
DAI = ("dai", "戴云", document(121))
YEAR = "/v1/me/years/2020"
RECORDS = f"{YEAR}/records"
MOBILE = "13800138000"
Made = dict[str, Any]


def play(world: World) -> None:
    """Let everything happen that can be stored, some of it as versions before 29 November 2026 had it."""
    _appoint(world)
    _import(world)
    _certify(world)
    _decide(world)
    _report(world)
    employ(world)
    _merge(world)
    _announce(world)
    _pack(world)
    _close(world)
    study(world)
    _age(world)


def _appoint(world: World) -> None:
    admin = world.administrator()
    granted = {"role": "reviewer", "territory": "440703", "reason": "岗位调整"}
    admin.must("PUT", "/v1/admin/staff/zhou", granted)
    admin.must("PUT", "/v1/admin/staff/left", granted)
    admin.must("DELETE", "/v1/admin/staff/left?reason=调离")
    for role in ("hr_officer", "helper"):
        world.reviewer("440000", role)


def _import(world: World) -> None:
    """Rows that come in, wait, are refused; accounts that nobody has claimed; a file that was odd."""
    li = world.professional("li").enrol(mobile=MOBILE)
    rows = [row("HR0001"), professional_row("HR0002"), row("HR0003", 姓名="李龙", 年度="2019")]
    waiting = _of(row("HR0004"), "张学分", document(31))
    bad = row("HR0005", 年度="2020", 学分="abc")
    worn = _of(row("HR0006"), "张学分", {"number": "440703197001014000"})
    _file(world, "2018.csv", csv_file(*rows, waiting, bad, worn))
    (first,) = [
        each
        for each in li.must("GET", "/v1/me/years/2018")["records"]
        if each["subject"] == "public"
    ]
    revoke = f"/v1/admin/records/{first['id']}/revoke"
    world.administrator().must("POST", revoke, {"reason": "录入有误"})
    _file(world, "2018-2.csv", csv_file(row("HR0001", 学分="31")))
    person = {"人员类别": "在职", "工作单位": "江门市示范会计有限公司", "手机号码": "13900139000"}
    accounts = [
        _of(row(), name, document(at)) | person for name, at in (("何静", 41), ("苏敏", 42))
    ]
    enrolments = csv_file(*accounts, headings=ENROLMENT_HEADINGS)
    _file(world, "accounts.csv", enrolments, "enrolments")
    _file(world, "hr.csv", csv_file(accounts[0], headings=HR_HEADINGS), "hr_accounts")
    _file(world, "odd.csv", "没有表头\n".encode())
    hidden = workbook(row("HR0007"), row("HR0008"), hidden=(3,))
    _file(world, "hidden.xlsx", hidden)
    discarded = _file(world, "discarded.xlsx", hidden)
    world.administrator().must("POST", f"/v1/admin/imports/{discarded}/discard", {})


def _of(imported: dict[str, str], name: str, paper: dict[str, str]) -> dict[str, str]:
    return imported | {"姓名": name, "证件号码": paper["number"]}


def _file(world: World, name: str, content: bytes, kind: str = "legacy_records") -> str:
    offered = begin(world, name, kind)
    put(offered, content)
    world.settle()
    return str(offered["id"])


def _certify(world: World) -> None:
    """Certificates issued, corrected, held for each reason, revoked; names tried on one."""
    li = world.professional("li")
    li.open_hr_account()
    li.study()
    record = li.submit()
    world.accredit(record)
    world.settle()
    admin = world.administrator()
    for act in ("revoke", "restore"):
        admin.must("POST", f"/v1/admin/records/{record['id']}/{act}", {"reason": "复核"})
        world.settle()
    assert li.get(f"{YEAR}/credential").code == "certificate_not_ready", "it is asked for"
    world.settle()
    number = li.must("GET", YEAR)["certificate"]["number"]
    world.professional("anybody").get(f"/v1/certificates/{number}?name=李龙")
    wang = _completed(world, "wang", "王伟", WANG)
    wang.open_hr_account("王玮", WANG)
    _completed(world, "chen", "CHAN TAI MAN", PASSPORT, mobile=MOBILE)
    zhao = _completed(world, "zhao", "赵宁", document(51))
    zhao.open_hr_account("赵宁", document(51))
    world.settle()
    (counted,) = [
        each for each in zhao.must("GET", YEAR)["records"] if each["subject"] == "professional"
    ]
    admin.must("POST", f"/v1/admin/records/{counted['id']}/revoke", {"reason": "材料不实"})
    world.settle()


def _completed(
    world: World, subject: str, name: str, paper: Made, **changes: object
) -> Professional:
    one = world.professional(subject).enrol(name, document=paper, **changes)
    one.study()
    world.accredit(one.submit(reference=f"JM-{subject}"))
    world.settle()
    return one


def _decide(world: World) -> None:
    """A record in every state, with every kind of move behind it."""
    qian = world.professional("qian").enrol("钱进", document=document(61), mobile=MOBILE)
    qian.must("PATCH", "/v1/me", {"employer": "江门市另一公司"})
    submitted = [qian.submit(reference=f"JM-Q{at}", facts={"days": 1}) for at in range(8)]
    given_back, rejected, withdrawn, reopened, taken, revoked, _waiting, accredited = submitted
    bureau, city = world.reviewer(), world.reviewer("440700")
    fault = {"field": "title", "reason": "请写全称"}
    returned = {"decision": "return", "reason": "请补充", "faults": [fault]}
    _decided(bureau, given_back, returned)
    for each in (rejected, reopened):
        _decided(bureau, each, {"decision": "reject", "reason": "不属于会计类"})
    qian.must("POST", f"/v1/me/records/{withdrawn['id']}/withdraw", {})
    _review(city, reopened, "reopen", {"reason": "经复核"})
    _review(city, taken, "take-over", {"reason": "情况复杂"})
    each = {"record": accredited["id"], "decision": "accredit", "credits": "5", "reason": "部分"}
    batch = {"decisions": [each]}
    answer = bureau.post("/v1/review/decisions", batch, key="batch-1")
    if answer.status != 200:
        _decided(bureau, accredited, {"decision": "accredit"})
    _decided(bureau, revoked, {"decision": "accredit"})
    path = f"/v1/admin/records/{revoked['id']}/revoke"
    world.administrator().must("POST", path, {"reason": "重复"})
    qian.must("POST", RECORDS, qian.application(reference="JM-draft"))
    again = qian.application(reference=rejected["reference"], facts={"days": 2})
    qian.must("POST", RECORDS, again)
    named = "中级经济法2020；财务管理2020"
    exam = qian.submit(form="exam", facts={"papers": 2}, reference=named, started_on=None)
    _decided(bureau, exam, {"decision": "accredit"})
    course = qian.must("GET", "/v1/me/courses?year=2020")["items"][0]["id"]
    qian.must("POST", f"/v1/me/courses/{course}/progress", {"seconds": 0})
    world.now += timedelta(seconds=600)
    qian.must("POST", f"/v1/me/courses/{course}/progress", {"seconds": 600})
    qian.upload(pdf("never submitted"))
    world.settle()


def _decided(bureau: Client, record: Made, verdict: Made) -> None:
    _review(bureau, record, "decision", verdict)


def _review(bureau: Client, record: Made, what: str, sent: Made) -> None:
    bureau.must("POST", f"/v1/review/records/{record['id']}/{what}", sent)


def _report(world: World) -> None:
    """Reports accredited, waiting for their person, refused once it came."""
    school = provider(world)
    rows = [
        report("JM-R1"),
        report("JM-R2", name="张学分", document=document(31)),
        online("JM-R3", name="孙立", document=document(71)),
        report("JM-R4", name="孙丽", document=document(71)),
        report("JM-R5", name="谭亮", document=document(131)),
    ]
    school.report(*rows, key="reports-1")
    world.professional("sun").enrol("孙立", document=document(71))
    world.settle()


def _merge(world: World) -> None:
    """Two accounts that became one, each with a record; two that only look alike."""
    old = world.professional("zhou-old").enrol("周梅", document=PERMIT, mobile="13700137000")
    new = world.professional("zhou-new").enrol("周梅", document=document(81), mobile="13700137000")
    for one, reference in ((old, "JM-M1"), (new, "JM-M2")):
        world.accredit(one.submit(reference=reference, facts={"days": 2}))
    world.settle()
    kept, left = (one.must("GET", "/v1/me")["id"] for one in (new, old))
    merged = {"with": left, "reason": "同一人先后持两个证件采集"}
    admin = world.administrator()
    admin.must("POST", f"/v1/admin/professionals/{kept}/merge", merged)
    world.settle()
    named = {"reason": "登录账号遗失", "login": "zhou-third"}
    admin.post(f"/v1/admin/professionals/{kept}/login", named)
    corrected = {"reason": "录入有误", "name": "周玫"}
    admin.send("PATCH", f"/v1/admin/professionals/{kept}", corrected)
    ana = {"type": "passport", "number": "E12345679"}
    world.professional("ana").enrol("D\u2019SOUZA ANA", document=ana)
    like = world.professional("wu").enrol("吴敏", document=document(91), mobile="13600136000")
    world.professional("wu-2").enrol("吴敏", document=document(92), mobile="13600136000")
    like.must("GET", "/v1/me/notices")
    world.settle()


def _announce(world: World) -> None:
    admin = world.administrator()
    told = {"title": "2020年度登记安排", "text": "请合理安排时间。"}
    admin.must("POST", "/v1/admin/announcements", told)
    second = admin.must("POST", "/v1/admin/announcements", {**told, "title": "有误的公告"})
    path = f"/v1/admin/announcements/{second['id']}/withdraw"
    admin.must("POST", path, {"reason": "内容有误"})
    notices = world.professional("li").must("GET", "/v1/me/notices")["items"]
    world.professional("li").must("POST", f"/v1/me/notices/{notices[0]['id']}/read")


def _pack(world: World) -> None:
    order = {"year": 2020, "territory": "440703"}
    answer = world.administrator().post("/v1/admin/archives", order)
    assert answer.status == 202, answer
    world.settle()
    # Given up once, and done again by an administrator.
    letters, job = world.cloud.queue_url("ImportDeadLetters"), answer.body["id"]
    parked = {"QueueUrl": letters, "MessageBody": json.dumps({"archive": job})}
    world.cloud.client("sqs").send_message(**parked)
    admin = world.administrator()
    (letter,) = admin.must("GET", "/v1/admin/dead-letters")["items"]
    replay = f"/v1/admin/dead-letters/{letter['id']}/replay"
    admin.must("POST", replay, {"reason": "故障已排除"})
    world.settle()


def _close(world: World) -> None:
    """Reminders, an amendment, a return with grace, the cut-off, a further window, a calendar."""
    feng = world.professional("feng").enrol("冯小燕", document=document(101))
    world.now = datetime(2020, 12, 24, 10, tzinfo=SHANGHAI)
    world.tick("remind", "seal_archive")
    feng.must("POST", RECORDS, feng.application(reference="JM-expires"))
    late = feng.submit(reference="JM-late", facts={"days": 1})
    for subject, name, paper in (TANG, DAI):
        one = world.professional(subject).enrol(name, document=paper)
        one.study()
        one.submit(reference=f"JM-{subject}")
    admin = world.administrator()
    amendment = {
        "figure": "conversion.training",
        "value": "20",
        "since": "2021-03-01",
        "reason": "通知",
        "source": "粤财会函〔2020〕9号",
    }
    answer = admin.post("/v1/admin/policies/2021/amendments", amendment)
    assert answer.status in {200, 201}, answer
    world.now = datetime(2020, 12, 30, 10, tzinfo=SHANGHAI)
    _decided(world.reviewer(), late, {"decision": "return", "reason": "请补充"})
    world.settle()
    world.now = datetime(2021, 1, 4, 9, tzinfo=SHANGHAI)
    world.tick("close_windows", "sweep")
    world.settle()
    window = {
        "opens": "2021-01-20",
        "closes": "2021-02-05",
        "territories": ["440700"],
        "reason": "2020年12月31日平台停机三小时",
        "source": "粤财会函〔2021〕1号",
    }
    answer = admin.post("/v1/admin/policies/2020/windows", window)
    assert answer.status == 201, answer
    calendar = {
        "holidays": [
            {"from": "2027-01-01", "to": "2027-01-03", "name": "元旦"},
            {"from": "2027-02-05", "to": "2027-02-12", "name": "春节"},
            {"from": "2027-05-01", "to": "2027-05-10", "name": "劳动节"},
        ],
        "workdays": ["2027-01-30", "2027-02-20"],
        "source": "国务院办公厅关于2027年部分节假日安排的通知",
    }
    world.now = datetime(2021, 1, 25, 9, tzinfo=SHANGHAI)
    answer = admin.send("PUT", "/v1/admin/calendar/2027", calendar)
    assert answer.status == 200, answer
    world.settle()


def _age(world: World) -> None:
    """Take away what later versions keep besides: so were things written before they did."""
    chen, qian, wu, ana = (
        world.professional(subject).must("GET", "/v1/me")["id"]
        for subject in ("chen", "qian", "wu-2", "ana")
    )
    for person in (chen, qian, wu, ana):
        _forget(world, (f"P#{person}", "PROFILE"), "alike", "number_digest")
    for item in _registry(world):
        key = item["pk"]["S"], item["sk"]["S"]
        if key[0].startswith("ALIKE#") and key[1].removeprefix("P#") in {chen, qian, wu, ana}:
            _client(world).delete_item(TableName="RegistryTable", Key=_key(key))
        if key[1].startswith("S#") and key[0] in {f"P#{chen}", f"P#{qian}"}:
            _forget(world, key, "seconds_required", "topic")
        if key[1].startswith("WAIT#"):
            _forget(world, key, "terms")
    _forget(world, (f"P#{chen}", "Y#2020"), "judged_by")
    _client(world).update_item(
        TableName="RegistryTable",
        Key=_key((f"P#{ana}", "PROFILE")),
        UpdateExpression="SET #o = :o",
        ExpressionAttributeNames={"#o": "order"},
        ExpressionAttributeValues={":o": {"S": f"d\u2019souza ana#{ana}"}},
    )


def _registry(world: World) -> list[Made]:
    found: list[Made] = _client(world).scan(TableName="RegistryTable")["Items"]
    return found


def _client(world: World) -> Any:  # noqa: ANN401 - a boto3 client
    return world.cloud.client("dynamodb")


def _key(key: tuple[str, str]) -> dict[str, dict[str, str]]:
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}


def _forget(world: World, key: tuple[str, str], *members: str) -> None:
    names = {f"#{at}": member for at, member in enumerate(members)}
    _client(world).update_item(
        TableName="RegistryTable",
        Key=_key(key),
        UpdateExpression="REMOVE " + ", ".join(f"#b.{each}" for each in names),
        ExpressionAttributeNames={"#b": "body", **names},
        ConditionExpression="attribute_exists(pk)",
    )


def leave_undone(world: World) -> None:
    """Let everything wait that can: nobody has read the streams and queues since."""
    world.now = datetime(2021, 2, 1, 9, tzinfo=SHANGHAI)
    tang, dai = (world.professional(subject) for subject, *_ in (TANG, DAI))
    tang.open_hr_account(TANG[1], TANG[2])
    world.settle()
    _accredit_all(world, tang)
    sync_year(tang.must("GET", "/v1/me")["id"], 2020, at=world.now)
    dai.open_hr_account(DAI[1], DAI[2])
    _accredit_all(world, dai)
    for subject, name, at in (("new", "谭明", 131), ("newer", "谭敏", 141)):
        world.professional(subject).enrol(name, document=document(at))
    # Its row is refused, of which a notice waits.
    claim_waiting(world.professional("new").must("GET", "/v1/me")["id"], at=world.now)
    qian = world.professional("qian")
    qian.must("PATCH", "/v1/me", {"mobile": "13500135000"})
    year = {"ended_on": "2021-01-21", "started_on": "2021-01-21"}
    path = "/v1/me/years/2021/records"
    qian.must("POST", path, qian.application(reference="JM-2021", **year))
    again = qian.application(reference="JM-2020-again", facts={"days": 1})
    qian.must("POST", RECORDS, again)
    order = {"year": 2020, "territory": "440703"}
    assert world.administrator().post("/v1/admin/archives", order, key="later").status == 202
    put(begin(world, "half-done.csv"), csv_file(_of(row("HR0008"), "张学分", document(31))))
    _step(world, "split_import")
    put(begin(world, "not-read.csv"), csv_file(row("HR0009", 姓名="李龙")))


def _accredit_all(world: World, one: Professional) -> None:
    for record in one.must("GET", YEAR)["records"]:
        if record["state"] == "submitted":
            assert world.accredit(record).status == 200


def _step(world: World, function: str) -> None:
    """Let one function read what lies in its queue."""
    (reader,) = [
        each
        for each in queue_readers(world.cloud, lambda name: getattr(queues, name))
        if each.name == function
    ]
    assert Consumer(world.cloud, reader).step()
