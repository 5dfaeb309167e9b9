"""A county at work: what a reviewer and an administrator find when the local cloud is new.

Its people register what they studied in this year, their bureau decides some of it, and the province
imports a file with records of 2019. It comes after `local.demo`; nobody in it is real.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from chalicelib.imports.rules.headings import HEADINGS_OF
from chalicelib.imports.rules.import_job import ImportKind
from chalicelib.platform.rules.china_time import shanghai_date
from local.client import Answer, Client, post_file
from local.demo import START, TERRITORY, Say, enrol, study_hours
from local.sheet import proof

PEOPLE = {
    "demo-he": ("何静", "440703198803121021"),
    "demo-liang": ("梁志远", "440703199211062317"),
    "demo-su": ("苏敏", "440703197908253042"),
    "demo-huang": ("黄伟强", "440703198504194570"),
    "demo-zhong": ("钟丽", "440703199607301281"),
}
"""Name and number of each login's person."""
OTHER_NAME = "锺丽"
"""How the HR system writes the name of the last of them: her certificate is held."""
EMPLOYER, EMPLOYER_CODE = "江门市示范商贸有限公司", "91440703MA0000001L"
CLERK = "clerk"
"""The login that acts for the employer."""
AGREED = ("demo-he", "demo-liang", "demo-su", "demo-zhong")
"""Who lets the employer see how they stand; the others have typed its name, and nobody has confirmed it."""
STUDIED_AGO = timedelta(days=20)
COUNTS = {"rows": "共", "imported": "已导入", "waiting": "待本人信息采集", "refused": "有误"}
TURNS = 30
LEGACY_ROWS = (
    "A19-0001,{name},居民身份证,{number},2019,公需科目,2019年度公需科目,12,30,2019-05-10,2019-05-31,440703",
    "A19-0002,{name},居民身份证,{number},2019,专业科目,政府会计准则制度,24,60,2019-06-15,2019-07-02,440703",
    "A19-0003,冯小燕,居民身份证,440703198309165627,2019,专业科目,内部控制,24,60,2019-06-15,2019-07-02,440703",
    "A19-0004,冯小燕,居民身份证,440703198309165628,2019,公需科目,2019年度公需科目,12,30,2019-05-10,2019-05-31,440703",
)
"""Two of somebody who has enrolled, one of somebody who has not, one with a wrong number."""


class Study(NamedTuple):
    """What somebody registers; who names the same proof brings the very same file."""

    login: str
    form: str
    title: str
    issuer: str
    reference: str
    facts: dict[str, Any]
    proof: str


TRAINING = "企业会计准则实务面授培训"
STUDIES = (
    Study(
        "demo-he", "training", TRAINING, "江门市会计学会", "JM-0031", {"days": 2}, "培训结业证明"
    ),
    Study(
        "demo-he",
        "paper",
        "数字化背景下中小企业成本管理研究",
        "《岭南会计》",
        "CN44-0001",
        {"role": "first_author"},
        "论文发表证明",
    ),
    Study(
        "demo-liang", "training", TRAINING, "江门市会计学会", "JM-0032", {"days": 2}, "培训结业证明"
    ),
    Study(
        "demo-liang",
        "online",
        "增值税政策与纳税申报",
        "广东会计远程教育网",
        "YC-2208",
        {"hours": 12},
        "远程学习证明",
    ),
    Study(
        "demo-su",
        "conference",
        "粤港澳大湾区会计论坛",
        "广东省会计学会",
        "LT-07",
        {"days": 1},
        "参会证明",
    ),
    Study(
        "demo-huang",
        "training",
        "管理会计专题研修班",
        "江门市会计学会",
        "JM-0040",
        {"days": 3},
        "培训结业证明（研修班）",
    ),
)
RETURNED = "参会证明未盖主办单位印章，请补盖后重新上传。"
FAULT = {"field": "reference", "reason": "与参会证明上的编号不一致"}
HELD = Study(
    "demo-zhong",
    "training",
    "政府会计准则面授培训",
    "江门市会计学会",
    "JM-2020-0018",
    {"days": 6},
    "培训结业证明（2020）",
)


def play_county(base: str, say: Say = print) -> None:
    """Let the county work against a running local cloud whose clock shows real time.

    Raises:
        RuntimeError: a request was refused.
    """
    people = {login: Client(base, login) for login in PEOPLE}
    reviewer, administrator = Client(base, f"reviewer-{TERRITORY}"), Client(base, "admin")
    for login, (name, number) in PEOPLE.items():
        enrol(people[login], name, _document(number), employer=EMPLOYER)
    _employ(Client(base, CLERK), reviewer, [people[login] for login in AGREED])
    say(f"  {EMPLOYER}已开户，{len(AGREED)}人同意其查看（经办人登录{CLERK}）")
    _hold(people[HELD.login], reviewer)
    say(f"  {PEOPLE[HELD.login][0]}：2020年度已完成，省系统登记的姓名是{OTHER_NAME}，证书暂缓签发")
    done = _import(administrator)
    say(
        "  2019年度记录导入：" + "，".join(f"{text}{done[name]}行" for name, text in COUNTS.items())
    )
    now = datetime.fromisoformat(administrator.get("/dev/clock")["now"])
    studied = shanghai_date(now) - STUDIED_AGO
    if not people["demo-he"].get(f"/v1/me/years/{studied.year}")["window"]["open"]:
        say(f"  {studied.year}年度现在不能登记，认定工作台没有待认定的记录")
        return
    records = [register(people[study.login], study, studied) for study in STUDIES]
    _decide(reviewer, records[-1], {"decision": "accredit"})
    _decide(reviewer, records[-2], {"decision": "return", "reason": RETURNED, "faults": [FAULT]})
    say(f"  {studied.year}年度登记{len(records)}条：1条已认定，1条已退回，其余待认定")


def _employ(clerk: Client, reviewer: Client, people: Iterable[Client]) -> None:
    """Open the employer for its clerk; people name it by its code, and agree that it sees how they stand."""
    stated = {"code": EMPLOYER_CODE, "name": EMPLOYER, "territory": TERRITORY, "evidence": []}
    clerk.post("/v1/employers", stated)
    reviewer.post(f"/v1/employers/{EMPLOYER_CODE}/decision", {"decision": "open"})
    for person in people:
        agreed = {"code": EMPLOYER_CODE, "consent": True, "earlier_years": True}
        person.put("/v1/me/employer", agreed)


def _document(number: str) -> dict[str, str]:
    return {"type": "resident_id", "number": number}


def register(person: Client, study: Study, ended_on: date) -> str:
    """Register something that ended on a day, with its proof, and submit it; answer its id."""
    evidence = proof(study.proof, study.title, study.issuer)
    record = person.post(
        f"/v1/me/years/{ended_on.year}/records",
        {
            "form": study.form,
            "title": study.title,
            "issuer": study.issuer,
            "facts": study.facts,
            "reference": study.reference,
            "ended_on": ended_on.isoformat(),
            "evidence": [person.upload(f"{study.proof}.pdf", evidence)],
            "submit": True,
        },
    )
    return str(record["id"])


def _decide(reviewer: Client, record: str, decision: dict[str, object]) -> None:
    reviewer.post(f"/v1/review/records/{record}/decision", decision)


def _hold(person: Client, reviewer: Client) -> None:
    """Complete the notice's year 2020, under a name that the HR system writes otherwise."""
    number = PEOPLE[HELD.login][1]
    person.post("/v1/me/hr-account", {"name": OTHER_NAME, "document": _document(number)})
    person.put("/dev/clock", {"now": START.isoformat()})
    study_hours(person, START, lambda _text: None)
    record = register(person, HELD, START.date() - STUDIED_AGO)
    _decide(reviewer, record, {"decision": "accredit"})
    person.put("/dev/clock", {"now": None})


def _import(administrator: Client) -> Answer:
    name, number = PEOPLE["demo-he"]
    rows = [row.format(name=name, number=number) for row in LEGACY_ROWS]
    table = "\n".join([",".join(HEADINGS_OF[ImportKind.LEGACY_RECORDS]), *rows])
    offer = administrator.post(
        "/v1/admin/imports", {"filename": "2019年度记录.csv", "kind": ImportKind.LEGACY_RECORDS}
    )
    post_file(offer, table.encode("utf-8"))
    # S3 tells the queue, and the queue the workers: what is under way is not yet known as such.
    for _turn in range(TURNS):
        administrator.post("/dev/drain")
        job = administrator.get(f"/v1/admin/imports/{offer['id']}")
        if job["state"] == "done":
            return job
    raise RuntimeError(f"the import has not ended: {job}")
