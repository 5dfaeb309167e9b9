"""An import: one file, its chunks, and what became of its rows (R28)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from math import floor

import msgspec

from chalicelib.identity.rules.proof import Proof
from chalicelib.imports.rules.import_preview import Preview

CHUNK_ROWS = 500
"""The rows that one message brings to a worker."""
MOST_ROWS = 1_048_575
"""Of one import: a sheet has no more, beside its headings."""
MOST_DEATHS = 2
"""How often the reading of a file may die, of want of time or memory, before it is not tried again."""


class ImportKind(StrEnum):
    """What a file holds; `recognised` until its headings have said what that is."""

    RECOGNISED = "recognised"
    LEGACY_RECORDS = "legacy_records"
    ENROLMENTS = "enrolments"
    HR_ACCOUNTS = "hr_accounts"
    EXAMINATION_RESULTS = "examination_results"
    EMPLOYERS = "employers"
    ROSTERS = "rosters"


KIND_LABELS = {
    ImportKind.RECOGNISED: "按文件的表头识别",
    ImportKind.LEGACY_RECORDS: "已认定的学分（2018、2019年度）",
    ImportKind.ENROLMENTS: "已完成信息采集的人员",
    ImportKind.HR_ACCOUNTS: "省继续教育系统的账号（人社部门）",
    ImportKind.EXAMINATION_RESULTS: "全国会计类考试合格成绩",
    ImportKind.EMPLOYERS: "已有的用人单位",
    ImportKind.ROSTERS: "培训人员名单",
}
KIND_HINTS = {
    ImportKind.RECOGNISED: "系统按表头认出文件的内容，显示出来，经您确认后才导入。",
    ImportKind.LEGACY_RECORDS: "省继续教育系统2018、2019年度已认定的学分。按流水号不重不漏。",
    ImportKind.ENROLMENTS: "原系统已完成信息采集的人员。本人首次实名登录时直接使用，不必重新采集。",
    ImportKind.HR_ACCOUNTS: "人社部门系统已有的账号。本人首次实名登录时直接使用；导入后即与信息采集核对。",
    ImportKind.EXAMINATION_RESULTS: "在本省参加全国会计专业技术资格、注册会计师、资产评估师、税务师等考试的合格成绩，每科一行；"
    "年度为合格日期所在年度。自动认定，本人无需申请；已申请的同一科目一并认定。",
    ImportKind.EMPLOYERS: "已有的用人单位和组织培训的院校、学会，以统一社会信用代码为准。载入后即可被选择；经办人仍须申请，由属地财政部门审核。",
    ImportKind.ROSTERS: "已通过的培训计划的参训人员，一人一行，培训结束之日起导入；按小时数申报的计划以“小时数”代替“天数”。"
    "自动登记认定，不超过计划。",
}


class ImportState(StrEnum):
    """`waiting` for its file, `running`, then `done` or, if it cannot be read to its end, `failed`.

    What is to be looked at first, and a file that has what nobody sees, waits as `preview` until it is
    confirmed, or `discarded`.
    """

    WAITING = "waiting"
    PREVIEW = "preview"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DISCARDED = "discarded"


IMPORT_LABELS = {
    ImportState.WAITING: "等待文件",
    ImportState.PREVIEW: "待确认",
    ImportState.RUNNING: "正在导入",
    ImportState.DONE: "已完成",
    ImportState.FAILED: "未能导入",
    ImportState.DISCARDED: "已放弃",
}


class Totals(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of rows: each is imported, waits for its person, or is refused.

    `unchanged` are those among the imported and waiting that an earlier line had brought.
    """

    rows: int = 0
    imported: int = 0
    waiting: int = 0
    refused: int = 0
    unchanged: int = 0


class Job(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One import. `offered_at` is the instant by which every row is judged, however late it is read.

    `person` is the professional whom the importer's login owns, `proof` the person whom its issuer has
    proved: no row about either is imported by them (R20), nor about whoever confirmed it, who is kept
    alike.
    `owner` is whose import it is, "" the province's, else an employer's code; `plan` the plan whose roster
    it is, `unit` whether that is in days or in hours.
    `content` is the digest of the request that offered it, for repeats; `etag` pins the file: another
    one put in its place is not taken. `chunks` is known once the file is split as far as it can be read,
    `totals` once all of them are done. `failed_because` is for the user. `asks`: nothing of it is
    written before somebody has seen what would be. `preview` is what was confirmed or discarded, or still has
    to be. `reading_until` is when the run that reads the file is over, if it has not said so itself, and `deaths` how many were over without saying so.
    """

    id: str
    kind: ImportKind
    filename: str
    owner: str = ""
    plan: str = ""
    unit: str = ""
    login: str
    person: str = ""
    proof: Proof | None = None
    offered_at: datetime
    content: str = ""
    etag: str = ""
    chunks: int | None = None
    totals: Totals | None = None
    failed_because: str = ""
    asks: bool = False
    preview: Preview | None = None
    confirmed_by: str = ""
    confirmed_person: str = ""
    confirmed_proof: Proof | None = None
    discarded_by: str = ""
    reading_until: datetime | None = None
    deaths: int = 0
    version: int = 0

    @property
    def persons(self) -> frozenset[str]:
        """The professionals whose rows wait for another importer, by their logins."""
        return frozenset(filter(None, (self.person, self.confirmed_person)))

    @property
    def bringers(self) -> tuple[str, ...]:
        """The logins on whose rights it comes in: who announced it, and who confirmed it."""
        return tuple(filter(None, (self.login, self.confirmed_by)))

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Who they are, as far as proved."""
        return tuple(each for each in (self.proof, self.confirmed_proof) if each)

    @property
    def state(self) -> ImportState:
        """Where it stands."""
        if self.discarded_by:
            return ImportState.DISCARDED
        if self.failed_because:
            return ImportState.FAILED
        if self.is_shown or (self.asks and self.is_previewed):
            return ImportState.PREVIEW
        if self.totals is not None:
            return ImportState.DONE
        return ImportState.RUNNING if self.etag else ImportState.WAITING

    @property
    def is_previewed(self) -> bool:
        """Whether somebody has yet to say that it may go on."""
        return self.preview is not None and not self.confirmed_by and not self.discarded_by

    @property
    def is_shown(self) -> bool:
        """Whether all of it was read that somebody has to see first."""
        return self.is_previewed and self.preview is not None and self.preview.is_whole

    @property
    def is_foreseen(self) -> bool:
        """Whether its rows are only looked at: nobody has said yet that they may be written."""
        return not self.confirmed_by and (self.asks or self.preview is not None)

    @property
    def is_split(self) -> bool:
        """Whether there is nothing left to be split."""
        return self.chunks is not None

    @property
    def order(self) -> str:
        """Sorts the latest first."""
        return f"{10**15 - floor(self.offered_at.timestamp() * 1000):015d}#{self.id}"


class Chunk(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Some rows of a file; `totals` once a worker is through with them.

    `credited`: of so many rows it is kept whom they brought credits, who are told of it.

    `shows_refused`: its refused rows, if it has any, lie ready for pages; older chunks have but the
    table.
    """

    job: str
    number: int
    rows: int
    totals: Totals | None = None
    shows_refused: bool = False
    credited: int = 0


def followed(totals: Totals, imported: int, refused: int) -> Totals:
    """The totals once so many of the waiting rows were credited and refused, since their people enrolled.

    What is not counted as waiting (yet), as of a chunk that is being done, cannot become anything else.
    """
    credited = min(imported, totals.waiting)
    lost = min(refused, totals.waiting - credited)
    return msgspec.structs.replace(
        totals,
        imported=totals.imported + credited,
        waiting=totals.waiting - credited - lost,
        refused=totals.refused + lost,
    )


def summed(totals: Iterable[Totals]) -> Totals:
    """The sum of several counts."""
    found = list(totals)
    return Totals(
        *(sum(getattr(each, name) for each in found) for name in Totals.__struct_fields__)
    )


def progress_of(chunks: Iterable[Chunk]) -> Totals:
    """What is known so far: all rows that were split off, and what became of those done."""
    return summed(each.totals or Totals(rows=each.rows) for each in chunks)
