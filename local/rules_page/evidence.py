"""The page on evidence (R15)."""

from chalicelib.law.rules.form import forms_in
from chalicelib.law.rules.policy import policy_of, years
from chalicelib.records.gateways.evidence_bucket import MAX_BYTES, SUFFIXES
from local.rules_page.markdown import Section, bullets, runs, table, years_text

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
    blocks = []
    for run, rows in runs({year: _rows(year) for year in years()}):
        blocks.append(f"{years_text(run)}：")
        blocks.append(table(("学习形式", "材料", "依据"), rows))
    return blocks


def _rows(year: int) -> tuple[tuple[str, str, str], ...]:
    policy = policy_of(year)
    return tuple(
        (
            form.label,
            "\n".join(policy.evidence(form.name)),
            policy.figures[f"evidence.{form}"].source,
        )
        for form in forms_in(year)
    )
