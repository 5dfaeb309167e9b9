"""`python -m local.law_check`: read all data of the law, and say what is wrong with it, a line each.

Whoever adds a form or a year sees in a second which file is at fault, and why; `make docs`, `make run`
and the tests begin with it.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from chalicelib.platform.rules.refusal import Refusal


def faults() -> list[str]:
    """What is wrong, a line for each fault: of the forms, and where they are right, of the years."""
    try:
        announced = import_module("chalicelib.law.rules.announced")
        policy = import_module("chalicelib.law.rules.policy")
        course = import_module("chalicelib.courses.rules.course_files")
    except ValueError as fault:  # a form's declaration: the law can not be loaded without it
        return str(fault).splitlines()
    calendars = sorted(int(file.stem) for file in announced.FOLDER.glob("20[0-9][0-9].toml"))
    found = [
        *_said(announced.find_announced, calendars),
        *(_said(policy.policy_of, policy.years())),
    ]
    # A fault of one year is told of every later one as well: once is enough.
    return list(dict.fromkeys(found)) or list(_said(course.courses_of, policy.years()))


def _said(read: Callable[[int], object], years: Iterable[int]) -> Iterator[str]:
    for year in years:
        try:
            read(year)
        except (Refusal, ValueError) as fault:
            yield str(fault)


if __name__ == "__main__":
    sys.exit("\n".join(faults()) or None)
