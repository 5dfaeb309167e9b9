"""Which modules declare the routes of a path: in Lambda they are imported when the path is first asked for.

An instance of the API answers a few kinds of callers for a while and then is gone, and nine of ten routes
are no business of theirs (docs/decisions/0077). A test holds the table against the whole contract.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module

from chalicelib.http.calls import Calls

MODULES: Mapping[str, tuple[str, ...]] = {
    "/": ("views.routes.web",),
    "/.well-known": ("certificates.routes.keys",),
    "/assets": ("views.routes.web",),
    "/openapi.json": ("assembly.contract",),
    "/v1/admin/alike": ("corrections.routes.merges",),
    "/v1/admin/announcements": ("notices.routes.announcements",),
    "/v1/admin/archives": ("certificates.routes.parcels",),
    "/v1/admin/calendar": ("law.routes.calendar",),
    "/v1/admin/certificates": ("certificates.routes.certificates",),
    "/v1/admin/courses": (
        "courses.routes.courses",
        "courses.routes.lessons",
        "courses.routes.media",
        "imports.routes.course_imports",
        "study.routes.statements",
    ),
    "/v1/admin/cut-offs": ("cut_offs.routes.cut_offs",),
    "/v1/admin/dead-letters": ("upkeep.routes.letters",),
    "/v1/admin/imports": ("imports.routes.imports", "imports.routes.refused_rows"),
    "/v1/admin/overview": ("views.routes.overview",),
    "/v1/admin/policies": ("law.routes.policies",),
    "/v1/admin/problems": ("problems.routes.problems",),
    "/v1/admin/professionals": (
        "corrections.routes.held",
        "corrections.routes.merges",
        "corrections.routes.people",
        "views.routes.people",
    ),
    "/v1/admin/questions": ("problems.routes.questions",),
    "/v1/admin/records": ("corrections.routes.revocations", "reports.routes.ledgers"),
    "/v1/admin/staff": ("staff.routes.staff",),
    "/v1/admin/staff-search": ("staff.routes.staff",),
    "/v1/admin/statements": ("study.routes.statements",),
    "/v1/admin/statistics": ("views.routes.statistics",),
    "/v1/admin/sync": ("views.routes.sync",),
    "/v1/announcements": ("notices.routes.announcements",),
    "/v1/bureaus": ("views.routes.bureaus",),
    "/v1/certificates": ("certificates.routes.verification",),
    "/v1/checks": ("views.routes.client",),
    "/v1/client": ("views.routes.client",),
    "/v1/credentials": ("certificates.routes.credentials",),
    "/v1/employers": ("employers.routes.employers",),
    "/v1/employers/{code}/archives": ("certificates.routes.roll_parcels",),
    "/v1/employers/{code}/checks": ("employers.routes.looks",),
    "/v1/employers/{code}/clerks": ("employers.routes.clerks",),
    "/v1/employers/{code}/imports": ("imports.routes.roster_imports",),
    "/v1/employers/{code}/people": ("views.routes.rolls",),
    "/v1/employers/{code}/plans": ("plans.routes.plans", "imports.routes.rosters"),
    "/v1/employers/{code}/reminders": ("views.routes.rolls",),
    "/v1/employers/{code}/terms": ("employers.routes.own",),
    "/v1/employers/{code}/views": ("employers.routes.looks",),
    "/v1/forms": ("law.routes.forms",),
    "/v1/health": ("assembly.health",),
    "/v1/helper": ("views.routes.enquiries",),
    "/v1/hr/accounts": ("corrections.routes.hr_accounts",),
    "/v1/hr/held": ("corrections.routes.held", "views.routes.sync"),
    "/v1/imports": ("imports.routes.templates",),
    "/v1/me": ("employers.routes.own", "people.routes.people", "corrections.routes.own"),
    "/v1/me/appeals": ("records.routes.appeals",),
    "/v1/me/comparison": ("people.routes.comparison",),
    "/v1/me/courses": (
        "study.routes.study",
        "study.routes.studied_lessons",
        "study.routes.examinations",
    ),
    "/v1/me/duties": ("duties.routes.duties",),
    "/v1/me/employer": ("employers.routes.own", "employers.routes.looks"),
    "/v1/me/export": ("views.routes.export",),
    "/v1/me/messages": ("notices.routes.messages",),
    "/v1/me/notices": ("notices.routes.notices",),
    "/v1/me/records": (
        "records.routes.records",
        "records.routes.uploads",
        "records.routes.appeals",
        "records.routes.claims",
    ),
    "/v1/me/transcripts": ("certificates.routes.transcripts",),
    "/v1/me/uploads": ("records.routes.uploads",),
    "/v1/me/years": ("views.routes.years",),
    "/v1/me/years/{year}/certificate": ("certificates.routes.download",),
    "/v1/me/years/{year}/credential": ("certificates.routes.credentials",),
    "/v1/me/years/{year}/likenesses": ("records.routes.records",),
    "/v1/me/years/{year}/records": ("records.routes.records",),
    "/v1/opening": ("views.routes.client",),
    "/v1/policies": ("law.routes.policy",),
    "/v1/policies/{year}/credits": ("law.routes.preview",),
    "/v1/problems": ("problems.routes.problems",),
    "/v1/provider/checks": ("reports.routes.ledgers",),
    "/v1/provider/imports": ("imports.routes.provider_imports",),
    "/v1/provider/reports": ("reports.routes.providers", "reports.routes.ledgers"),
    "/v1/questions": ("problems.routes.questions",),
    "/v1/review/appeals": ("records.routes.appeals", "corrections.routes.appeal_answers"),
    "/v1/review/bindings": ("employers.routes.proposals",),
    "/v1/review/decisions": ("records.routes.review",),
    "/v1/review/desk": ("records.routes.desk",),
    "/v1/review/duties": ("duties.routes.duties",),
    "/v1/review/employers": ("employers.routes.employers",),
    "/v1/review/general-knowledge": ("records.routes.claims",),
    "/v1/review/plans": ("plans.routes.plan_review",),
    "/v1/review/reasons": ("records.routes.desk",),
    "/v1/review/records": (
        "records.routes.review",
        "records.routes.desk",
        "records.routes.claims",
    ),
    "/v1/review/waiting": ("views.routes.waiting",),
    "/v1/territories": ("views.routes.client",),
    "/v1/transcripts": ("certificates.routes.verification",),
    "/v1/whoami": ("views.routes.client",),
    "/verify": ("certificates.routes.verification",),
}
"""How a path begins, and the modules of such paths; of two beginnings the longer one holds."""


def routes_of(path: str) -> list[Calls]:
    """The routes of a path's subject, those of the path itself among them; none of a path that nobody has."""
    return [calls for module in modules_of(path) for calls in declared_in(module)]


def modules_of(path: str) -> tuple[str, ...]:
    """The modules that the table has for a path."""
    steps = path.split("/")
    beginnings = ("/".join(steps[:length]) for length in range(len(steps), 1, -1))
    return next((MODULES[each] for each in beginnings if each in MODULES), ())


def declared_in(module: str) -> Iterator[Calls]:
    """The groups of routes that a module declares itself; it is imported for that."""
    loaded = import_module(f"chalicelib.{module}")
    groups = (each for each in vars(loaded).values() if isinstance(each, Calls))
    return (each for each in groups if each.module == loaded.__name__)
