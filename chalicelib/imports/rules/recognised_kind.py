"""What a file holds, as its headings say (R28): credits are not taken for accounts because somebody chose so.

The headings of one table may be some of another's: names and documents stand in nearly all. So a table is
what most of its headings say, and one that has more than what was chosen is something else.
"""

from collections.abc import Mapping, Sequence

from chalicelib.imports.rules import report_cells, roster_cells
from chalicelib.imports.rules.heading_line import headings_in, plain_headings
from chalicelib.imports.rules.headings import HEADINGS_OF, headings_of
from chalicelib.imports.rules.import_job import KIND_LABELS, ImportKind, Job
from chalicelib.plans.rules.plan import HOURS
from chalicelib.platform.rules.refusal import Refusal

REPORTS = "施教机构报送表"
_TABLES: Mapping[str, Sequence[Sequence[str]]] = {
    **{KIND_LABELS[kind]: (headings,) for kind, headings in HEADINGS_OF.items()},
    KIND_LABELS[ImportKind.ROSTERS]: (
        HEADINGS_OF[ImportKind.ROSTERS],
        roster_cells.HEADINGS_IN[HOURS],
    ),
    REPORTS: (report_cells.HEADINGS,),
}
"""What a table is called, and the headings that it may have."""
_KIND_OF = {label: kind for kind, label in KIND_LABELS.items()}


def kind_of(job: Job, cells: Sequence[str]) -> ImportKind:
    """What the file of an import holds, by the line of its headings.

    Raises:
        Refusal: `import_contradicted` where that is not what was stated; `import_unrecognised`,
            `import_needs_plan` where nothing was.
    """
    found = frozenset((*headings_in(cells), *plain_headings(cells)))
    if job.kind is ImportKind.RECOGNISED:
        return _recognised(found)
    stated = frozenset(headings_of(job))
    called = KIND_LABELS[job.kind] if job.plan or job.kind is not ImportKind.ROSTERS else REPORTS
    others = {
        label: size
        for label, size in _whole_in(found, stated).items()
        if label != called and (size > len(stated) or not stated <= found)
    }
    if others:
        label = max(others, key=lambda each: others[each])
        raise Refusal("import_contradicted", found=label, stated=called)
    return job.kind


def _whole_in(found: frozenset[str], besides: frozenset[str] = frozenset()) -> dict[str, int]:
    """The tables all of whose headings are there, and not all of them among some: how many each has."""
    return {
        label: len(each)
        for label, tables in _TABLES.items()
        for each in map(frozenset, tables)
        if each <= found and not each <= besides
    }


def _recognised(found: frozenset[str]) -> ImportKind:
    """What most of the headings say."""
    whole = _whole_in(found)
    if not whole:
        raise _unrecognised(found)
    label = max(whole, key=lambda each: whole[each])
    if label == REPORTS:
        raise Refusal("import_contradicted", found=REPORTS, stated="财政部门可导入的内容")
    if _KIND_OF[label] is ImportKind.ROSTERS:
        raise Refusal("import_needs_plan")
    return _KIND_OF[label]


def _unrecognised(found: frozenset[str]) -> Refusal:
    """What the headings come nearest to, and what is missing from it."""
    shares = {
        label: max(len(found & {*each}) / len(each) for each in tables)
        for label, tables in _TABLES.items()
    }
    nearest = max(shares, key=lambda label: shares[label])
    headings = max(_TABLES[nearest], key=lambda each: len(found & {*each}))
    missing = "、".join(each for each in headings if each not in found)
    return Refusal("import_unrecognised", nearest=nearest, missing=missing)
