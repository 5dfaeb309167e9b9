"""Employers, applications for them and the entries by which they are found.

`EMP#{code}` holds `EMPLOYER`, `APPLICATION#{id}` and the acts on them. Beside each login lies what it has to
do with which employer. Entries (`EMP#NAME#{two characters}`) are hints: they are put before a name counts,
stay when it counts no more, and whoever follows one looks whether it still leads to what was sought.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from chalicelib.employers.rules import employer_lists
from chalicelib.employers.rules.employer import Employer, EmployerApplication, EmployerState, Tie
from chalicelib.employers.rules.employer_name import entries, finds
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.listing import Pointer, Position
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import clerk_key, login_key
from chalicelib.platform.store.listed import first_page, hydrated
from chalicelib.platform.store.several import find_all
from chalicelib.platform.store.tables import RegistryItem, find, is_new, is_still_at, read
from chalicelib.platform.store.writes import MOST_WRITES, Write, write_together

EMPLOYER = "EMPLOYER"
APPLICATION = "APPLICATION#"


class EmployerFile(NamedTuple):
    """All that is kept of a code: the employer, if it is or was open, and the applications."""

    employer: Employer | None
    applications: tuple[EmployerApplication, ...]


def employer_key(code: str) -> str:
    """The partition that holds an employer and the acts on it."""
    return f"EMP#{code}"


def find_employer(code: str) -> Employer | None:
    """Read an employer that is, or was, open, strongly consistent."""
    item = find(RegistryItem, employer_key(code), EMPLOYER)
    return read(item, Employer) if item else None


def find_employers(codes: Several) -> dict[str, Employer]:
    """Read several employers at once, by code."""
    found = find_all(RegistryItem, [(employer_key(code), EMPLOYER) for code in codes])
    employers = (read(item, Employer) for item in found.values())
    return {employer.code: employer for employer in employers}


def find_file(code: str) -> EmployerFile:
    """Read an employer and all applications for it, the oldest first, strongly consistent."""
    items = RegistryItem.query(
        employer_key(code), RegistryItem.sk.between(APPLICATION, EMPLOYER), consistent_read=True
    )
    kept = {item.sk: item for item in items}
    employer = kept.pop(EMPLOYER, None)
    applications = (read(item, EmployerApplication) for item in kept.values())
    in_order = sorted(applications, key=lambda each: (each.applied_at, each.id))
    return EmployerFile(read(employer, Employer) if employer else None, tuple(in_order))


def find_listed(
    state: EmployerState, territories: tuple[str, ...], after: Position | None, limit: int
) -> tuple[list[Employer | EmployerApplication], Position | None]:
    """Read what of territories is in a state: employers, or applications; and where the next page begins."""
    listing = employer_lists.employers(state, territories)
    found, last = first_page(RegistryItem, [listing], after, limit)
    return [_thing_of(item) for item in hydrated(RegistryItem, found)], last


def _thing_of(item: RegistryItem) -> Employer | EmployerApplication:
    return read(item, Employer) if item.sk == EMPLOYER else read(item, EmployerApplication)


def search_employers(
    forms: tuple[str, ...], after: Position | None, limit: int
) -> tuple[list[Employer], Position | None]:
    """Find open employers that one of the forms finds, each once, and where the next page begins.

    A page may hold fewer where entries lead to what was closed or is called otherwise now.
    """
    listings = [employer_lists.found_by(form) for form in forms]
    found, last = first_page(RegistryItem, listings, after, limit)
    codes = [each.pk.removeprefix(employer_key("")) for each in found]
    employers = find_employers(codes)
    shown: dict[str, Employer] = {}
    for code, each in zip(codes, found, strict=True):
        employer = employers.get(code)
        if employer and employer.is_open and _is_first(each.order, employer, forms):
            shown[code] = employer
    return list(shown.values()), last


def _is_first(order: str, employer: Employer, forms: tuple[str, ...]) -> bool:
    """Whether this entry is the one by which the employer is shown, of all that these forms find."""
    name, code = employer.name, employer.code
    form = next((each for each in forms if finds(each, name, code)), None)
    if form is None:
        return False
    leading = (each for each in entries(name, code) if each.startswith(form))
    return order == _order(min(leading, default=""), code)


def _order(entry: str, code: str) -> str:
    return f"{entry}#{code}"


def put_entries(name: str, code: str) -> None:
    """Let an employer be found by a name; once more does no harm.

    Raises:
        Conflict: somebody else does so at this moment.
    """
    writes = [Write(_entry_item(entry, code)) for entry in entries(name, code)]
    for at in range(0, len(writes), MOST_WRITES):
        write_together(writes[at : at + MOST_WRITES])


def _entry_item(entry: str, code: str) -> RegistryItem:
    return RegistryItem(
        pk=employer_lists.entry_list(entry),
        sk=_order(entry, code),
        body=keep(Pointer(employer_key(code), EMPLOYER)),
    )


def put_changed(
    employer: Employer | None,
    application: EmployerApplication | None,
    act: Act,
    *,
    versions: tuple[int, int] = (0, 0),
    ties: Iterable[tuple[str, Tie]] = (),
    untied: Collection[tuple[str, Tie]] = (),
    told: Iterable[Notice] = (),
) -> None:
    """Write what became of an employer, of an application, and who did it, at once.

    Args:
        employer: as it is now, or None where it stays as it is.
        application: likewise.
        act: who did what.
        versions: those of employer and application as they were read, 0 for what was not there.
        ties: what logins have to do with the employer now.
        untied: what they have to do with it no more.
        told: what applicants and clerks are told of it.

    Raises:
        Conflict: one of them has changed meanwhile, perhaps by this very request.
    """
    writes: list[Write] = []
    if employer:
        writes.append(Write(employer_item(employer), is_still_at(versions[0])))
    if application:
        writes.append(Write(_application_item(application), is_still_at(versions[1])))
    code = (employer or application).code  # type: ignore[union-attr] # one of them is written
    writes.append(Write(act_item(RegistryItem, employer_key(code), act), is_new()))
    tied = {_tie_key(*each): _tie_item(*each) for each in ties}
    gone = {_tie_key(*each): _tie_item(*each) for each in untied if _tie_key(*each) not in tied}
    writes += [Write(item) for item in tied.values()]
    writes += [Write(item, clears=True) for item in gone.values()]
    writes += [Write(notice_item(each, each.due), is_new()) for each in told]
    write_together(writes)


def loading(employer: Employer, by: Actor) -> Iterator[Write]:
    """What loading an employer writes: it, and the act; its entries are put before."""
    cause = employer.loaded or Cause("")
    act = Act(
        at=employer.opened_at,
        by=by,
        what=What.EMPLOYER_OPENED,
        cause=cause,
        version=employer.version,
    )
    yield Write(employer_item(employer), is_new())
    yield Write(act_item(RegistryItem, employer_key(employer.code), act), is_new())


def employer_item(employer: Employer) -> RegistryItem:
    """An employer as it is kept, listed by state and territory."""
    item = RegistryItem(
        pk=employer_key(employer.code), sk=EMPLOYER, version=employer.version, body=keep(employer)
    )
    item.list, item.order = employer_lists.place_of(employer)
    return item


def _application_item(application: EmployerApplication) -> RegistryItem:
    item = RegistryItem(
        pk=employer_key(application.code),
        sk=f"{APPLICATION}{application.id}",
        version=application.version,
        body=keep(application),
    )
    if application.state is not EmployerState.OPEN:
        item.list, item.order = employer_lists.place_of(application)
    return item


def _tie_key(login: str, tie: Tie) -> tuple[str, str]:
    return login_key(login), clerk_key(tie.code) if tie.is_clerk else f"APPLICANT#{tie.code}"


def _tie_item(login: str, tie: Tie) -> RegistryItem:
    pk, sk = _tie_key(login, tie)
    return RegistryItem(pk=pk, sk=sk, body=keep(tie))


def find_ties(login: str) -> Iterator[Tie]:
    """What a login has to do with employers: those that it applied for, and those that it acts for."""
    items = RegistryItem.query(
        login_key(login), RegistryItem.sk.between("APPLICANT#", "CLERK#~"), consistent_read=True
    )
    return (read(item, Tie) for item in items)
