"""The functions of Lambda, each declared once: what calls it, how much it may take, what it is called.

All that depends on a function is read from its entry in `FUNCTIONS`: Chalice's configuration
(`make functions`), queues, event source mappings, layers, alarms and dashboard (`deploy/wiring.py`),
the local cloud's readers and rounds, how dead letters are read, and its name for people. Its handler
bears its name in `events/streams.py`, `events/queues.py` or `events/schedules.py`; what it is granted
stands in `policies/`.
"""

from functools import cache
from typing import TypeVar

from chalicelib.platform.rules.function_kind import (
    Api,
    Function,
    Reader,
    Timer,
    WakingItems,
    Worker,
)
from chalicelib.platform.rules.mark import SHARDS, Whom

RENDERER, MEDIA = "RendererLayer", "MediaLayer"
PLENTY = 1769
"""Megabytes with which a function has a whole processor."""
DAY_OR_NIGHT = "rate(5 minutes)"
BY_DAY = "cron(0/5 1-12 * * ? *)"
"""Every five minutes from nine o'clock in the morning to nine in the evening, in Shanghai: nobody is
woken by a message."""
NIGHT = "cron(0 18 * * ? *)"
"""Two o'clock in Shanghai: the day before is over, and so are the retries of its last events."""
ALL_NIGHT = "cron(0/15 18-21 * * ? *)"
"""Every quarter of an hour from then until six, for what goes on where the run before ended."""


FUNCTIONS: tuple[Function, ...] = (
    Api(name="api_handler", label="网页和接口", memory=1024, timeout=25),
    Reader(
        name="sync_to_hr",
        label="结果送达人社部门",
        memory=512,
        timeout=120,
        side="registry",
        whom=(Whom.SYNC, Whom.MATCH, Whom.CLAIM),
        letters="SyncDeadLetters",
    ),
    Reader(
        name="match_account",
        label="核对两个系统的信息",
        memory=512,
        timeout=120,
        side="hr",
        whom=(Whom.MATCH,),
        # Acts and versions of certificates go to the audit archive; certificates are counted; a wish
        # for a credential orders it.
        kept=(WakingItems("A#"), WakingItems("C#"), WakingItems("W#")),
        letters="HrDeadLetters",
    ),
    Reader(
        name="render_certificate",
        label="制作证书",
        memory=PLENTY,
        timeout=120,
        layer=RENDERER,
        side="hr",
        whom=(Whom.RENDER,),
        # A page takes long to draw: a few at a time.
        batch=10,
        letters="HrDeadLetters",
    ),
    Timer(name="close_windows", label="登记期截止", memory=512, timeout=280, schedule=DAY_OR_NIGHT),
    # As many as a window has shards: two workers at one would wait for each other's counts.
    Worker(
        name="close_shard",
        label="登记期截止（分片）",
        memory=1024,
        timeout=300,
        queue="CutOffShards",
        variable="CUT_OFF_QUEUE",
        members=("cut_off", "shard"),
        about="cut_off",
        at_once=SHARDS,
        letters="ImportDeadLetters",
        ordered_by="close_windows",
    ),
    Timer(
        name="sweep",
        label="补做遗漏的处理",
        memory=PLENTY,
        timeout=280,
        schedule=DAY_OR_NIGHT,
    ),
    Timer(name="remind", label="截止前提醒", memory=PLENTY, timeout=280, schedule=BY_DAY),
    # With this many 2.5 million people are reminded within two hours (bench/clock.py).
    Worker(
        name="remind_people",
        label="逐批提醒",
        memory=PLENTY,
        timeout=300,
        queue="ReminderOrders",
        variable="REMINDER_QUEUE",
        members=("reminder", "people"),
        about="reminder",
        at_once=12,
        letters="ImportDeadLetters",
        ordered_by="remind",
    ),
    Reader(
        name="archive_moves",
        label="审计存档",
        memory=512,
        timeout=120,
        side="registry",
        # Notices whose messages have to go out.
        whom=(Whom.NOTIFY,),
        # Records, plans and acts: their moves go to the audit archive. Profiles and standings are counted.
        kept=(WakingItems("PROFILE"), WakingItems("Y#"), WakingItems("A#"), WakingItems("PLAN#")),
        # Nobody waits for it: what comes within a minute has one receipt (docs/decisions/0052).
        at_once=2,
        window=60,
        letters="AuditDeadLetters",
    ),
    Timer(name="seal_archive", label="审计封存", memory=PLENTY, timeout=900, schedule=ALL_NIGHT),
    Worker(
        name="split_import",
        label="读取导入文件",
        memory=PLENTY,
        timeout=900,
        queue="ImportFiles",
        variable="IMPORT_FILES_QUEUE",
        members=("Records",),
        files=("imports/",),
        about="import",
        at_once=2,
        letters="ImportDeadLetters",
    ),
    # Few chunks side by side, so that an import leaves the tables' capacity to people.
    Worker(
        name="import_rows",
        label="导入数据",
        memory=1024,
        timeout=300,
        queue="ImportChunks",
        variable="IMPORT_QUEUE",
        members=("job", "chunk"),
        about="import",
        at_once=4,
        letters="ImportDeadLetters",
    ),
    Worker(
        name="archive_certificates",
        label="证书打包",
        memory=1024,
        timeout=900,
        # The cover list of a print file.
        layer=RENDERER,
        queue="ArchiveOrders",
        variable="ARCHIVE_QUEUE",
        members=("archive",),
        about="archive",
        at_once=2,
        letters="ImportDeadLetters",
    ),
    # What a film is stands in a few of its pieces, wherever they lie; a text is turned into a page.
    Worker(
        name="check_media",
        label="检查课程文件",
        memory=PLENTY,
        timeout=300,
        layer=MEDIA,
        queue="CourseFiles",
        variable="COURSE_FILES_QUEUE",
        members=("Records",),
        files=("media/", "packages/"),
        about="course",
        at_once=4,
        letters="ImportDeadLetters",
    ),
    # One signature takes some ten milliseconds of waiting; a list is signed once for a batch.
    Worker(
        name="issue_credentials",
        label="签发电子凭证",
        memory=512,
        timeout=120,
        queue="CredentialOrders",
        variable="CREDENTIAL_QUEUE",
        members=("credential", "year"),
        about="credential",
        at_once=4,
        letters="ImportDeadLetters",
        batch=50,
        window=1,
    ),
    # Nobody waits for it: what comes within a minute has one receipt and lies in one object.
    Worker(
        name="archive_versions",
        label="证书版次存档",
        memory=512,
        timeout=120,
        queue="VersionsBrought",
        variable="VERSIONS_QUEUE",
        members=("archived", "versions"),
        about="versions",
        at_once=2,
        letters="ImportDeadLetters",
        batch=100,
        window=60,
    ),
    # A message costs two writes; with this many those of the reminders go out as fast as they are put.
    Worker(
        name="deliver_notices",
        label="发送通知消息",
        memory=512,
        timeout=120,
        queue="NoticeOrders",
        variable="NOTICE_QUEUE",
        members=("told", "notices"),
        about="notices",
        at_once=8,
        letters="ImportDeadLetters",
    ),
    # What is told within a few seconds is one write of each counter (docs/decisions/0035).
    Worker(
        name="count_changes",
        label="更新统计数字",
        memory=512,
        timeout=60,
        queue="CountsTold",
        variable="COUNTS_TOLD_QUEUE",
        members=("counted", "changes"),
        about="counts",
        at_once=2,
        letters="CountDeadLetters",
        batch=500,
        window=5,
    ),
    Timer(name="forget_files", label="清理课程废弃文件", memory=512, timeout=280, schedule=NIGHT),
    Timer(name="recount", label="安排统计核对", memory=512, timeout=280, schedule=NIGHT),
    Worker(
        name="compare_counts",
        label="核对统计数字",
        memory=PLENTY,
        timeout=900,
        queue="CounterLooks",
        variable="COUNTER_LOOKS_QUEUE",
        members=("recount",),
        about="counts",
        at_once=5,
        letters="CountDeadLetters",
    ),
)
F = TypeVar("F", bound=Function)


def of_kind(kind: type[F]) -> dict[str, F]:
    """The functions of one kind by their names, in their order."""
    return {each.name: each for each in FUNCTIONS if isinstance(each, kind)}


@cache
def readers() -> dict[str, Reader]:
    """The functions that read a stream."""
    return of_kind(Reader)


@cache
def workers() -> dict[str, Worker]:
    """The functions that do what a queue asks for."""
    return of_kind(Worker)


@cache
def timers() -> dict[str, Timer]:
    """The functions that run by a schedule, in the order in which one turn of all runs them."""
    return of_kind(Timer)


def ordered_by(timer: str) -> tuple[str, ...]:
    """The workers that do what a timer orders."""
    return tuple(each.name for each in workers().values() if each.ordered_by == timer)


def parked_of(kind: type[Reader | Worker]) -> tuple[str, ...]:
    """The queues in which functions of a kind park what they give up, by their logical ids."""
    return tuple(dict.fromkeys(each.letters for each in of_kind(kind).values()))


def queue_variables() -> dict[str, str]:
    """The variables of the environment that name queues, and the queues' logical ids."""
    parked = (*parked_of(Reader), *parked_of(Worker))
    orders = {each.variable: each.queue for each in workers().values()}
    return {variable_of(letters): letters for letters in parked} | orders


def variable_of(letters: str) -> str:
    """The variable that names a queue of dead letters, `SYNC_DEAD_LETTERS`."""
    spaced = "".join(f"_{each}" if each.isupper() else each for each in letters)
    return spaced.removeprefix("_").upper()
