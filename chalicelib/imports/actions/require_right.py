"""See that whoever brings a file may still bring it, when its rows are about to be taken (R20, R37).

Between announcing a file and its rows lie minutes or, where it waits to be confirmed, days: what a role or an
employer admitted to may have ended.
"""

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.territory import PROVINCE
from chalicelib.employers.rules.employer import Employer
from chalicelib.imports.rules.import_job import Job
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.actions.ask_staff import find_staff


def require_clerk_still(job: Job, employer: Employer) -> None:
    """Refuse a roster of an employer that was closed, or whose bringers are its clerks no more.

    Raises:
        Refusal: `employer_closed`; `import_right_ended`.
    """
    if not employer.is_open:
        raise Refusal("employer_closed", name=employer.name)
    # Of what is only looked at nobody knows yet who will confirm it.
    if not job.is_foreseen and not any(employer.clerk(login) for login in job.bringers):
        raise Refusal("import_right_ended")


def require_role_still(job: Job) -> None:
    """Refuse a file whose bringers have the role no more by which they announced or confirmed it.

    A login that never had one, as of a deployment's own command, has lost none.

    Raises:
        Refusal: `import_right_ended`.
    """
    if not any(_has_role_still(job, login) for login in job.bringers):
        raise Refusal("import_right_ended")


def _has_role_still(job: Job, login: str) -> bool:
    staff = find_staff(login)
    if staff is None:
        return True
    if job.owner:
        return staff.role is Role.PROVIDER
    return staff.role is Role.ADMINISTRATOR and staff.territory == PROVINCE
