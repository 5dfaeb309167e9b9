"""The page on evidence (R15)."""

from chalicelib.law.rules.form import forms_in
from chalicelib.law.rules.policy import policy_of, years
from chalicelib.records.gateways.evidence_bucket import MAX_BYTES, SUFFIXES
from local.rules_page.markdown import Section, bullets, runs, table, years_text

Row = tuple[str, str, str]
_MEBIBYTE = 1024 * 1024


def evidence() -> Section:
    """Which evidence proves which form of study."""
    return Section(
        "证明材料",
        (15,),
        (
            bullets(
                "没有任何证明材料的记录不能提交。下表是对申请人和经办人的指引：一份文件可以证明多项，"
                "也可以用于本人的多条记录。",
                f"文件为{_types()}，不超过{MAX_BYTES // _MEBIBYTE} MiB；提交时核对文件内容与申报一致。",
            ),
            *_tables(),
        ),
    )


def _types() -> str:
    return "、".join(suffix.removeprefix(".").upper() for suffix in SUFFIXES.values())


def _tables() -> list[str]:
    """The first years' table whole, of later ones what is not as before."""
    blocks: list[str] = []
    earlier: tuple[Row, ...] = ()
    for run, rows in runs({year: _rows(year) for year in years()}):
        says = "与上一时期相同，以下各项除外" if earlier else ""
        blocks.append(f"{years_text(run)}{says}：")
        head = ("学习形式", "材料", "依据")
        blocks.append(table(head, _differences(rows, earlier) if earlier else rows))
        earlier = rows
    return blocks


def _differences(rows: tuple[Row, ...], earlier: tuple[Row, ...]) -> list[Row]:
    """The rows that are not as before, and those of forms that are there no more."""
    labels = {row[0] for row in rows}
    ended = [(row[0], "（不再登记）", "") for row in earlier if row[0] not in labels]
    return [*(row for row in rows if row not in earlier), *ended]


def _rows(year: int) -> tuple[Row, ...]:
    policy = policy_of(year)
    return tuple(
        (
            form.label,
            "\n".join(policy.evidence(form.name)),
            policy.figures[f"evidence.{form}"].source,
        )
        for form in forms_in(year)
    )
