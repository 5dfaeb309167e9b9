"""What the web client asks besides: how to sign in, who is signed in, which places there are.

Places and documents are known below the edge, and so have no routes of their own.
"""

import os
from datetime import datetime
from functools import cache
from typing import Literal

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.bureaus.rules.contact import contacts
from chalicelib.bureaus.rules.territory import parse_territory, territories
from chalicelib.employers.actions.ask_employers import find_ties
from chalicelib.employers.rules.employer import Tie
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.received import WholePaging
from chalicelib.http.refusals import IDENTITY
from chalicelib.http.wire import A_WHILE, time_text
from chalicelib.identity.rules import identity, name
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.policy import years
from chalicelib.law.rules.window import Window
from chalicelib.notices.routes.announcements import announcements_page
from chalicelib.notices.routes.notices import notices_page
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.claim_account import find_own_hr_account, find_own_person
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import read_all
from chalicelib.platform.store.abreast import both
from chalicelib.records.actions.ask_records import find_years
from chalicelib.staff.actions.ask_staff import find_staff
from chalicelib.views.routes import issuer_settings, shapes_client
from chalicelib.views.routes.years import years_page

client = Calls(__name__, tag="client")
LATEST = 5
"""How many notices and announcements the first page shows."""


def _open_windows(at: datetime) -> list[Window]:
    """Where anybody may register, the latest year first: own windows, and further ones of some (R45)."""
    every = (each for year in reversed(years()) for each in get_law(year, at=at).windows)
    return [each for each in every if each.is_open(at)]


@client.call(
    "GET", "/v1/client", who=Who.ANYBODY, answers=shapes_client.Client, summary="网页端设置"
)
def show_settings(call: Call[None]) -> shapes_client.Client:
    """Say where to sign in, what time it is here, which years and roles there are, and whom to ask."""
    return _settings(call.at)


def given(at: datetime) -> shapes_client.Given:
    """What the page brings along at an instant, so that it need not be asked for."""
    return shapes_client.Given(client=_settings(at), announcements=announcements_page(None, LATEST))


def _settings(at: datetime) -> shapes_client.Client:
    known = contacts()
    windows = _open_windows(at)
    return shapes_client.Client(
        issuer=os.environ["OIDC_ISSUER"],
        client_id=os.environ["OIDC_CLIENT_ID"],
        scope=os.environ["OIDC_SCOPE"],
        resource=issuer_settings.resource(),
        parameters=issuer_settings.parameters(),
        sign_out=issuer_settings.sign_out(),
        now=time_text(at),
        years=list(reversed(years())),
        open_years=list(dict.fromkeys(each.year for each in windows)),
        open_windows=[
            shapes_client.OpenWindow(
                year=each.year,
                label=each.label,
                closes=each.cut_off.isoformat(),
                closes_at=time_text(each.closes),
            )
            for each in windows
        ],
        contacts=[
            shapes_client.ContactShown(name=each.name, phone=each.phone)
            for each in (known.finance, known.hr, known.bureau)
        ],
        roles=[
            shapes_client.RoleShown(role=role, label=role.kind.label, home=role.kind.home or None)
            for role in Role
        ],
    )


@client.call(
    "GET",
    "/v1/whoami",
    who=Who.LOGIN,
    answers=shapes_client.WhoAmI,
    refusals=("busy",),
    summary="当前登录账号",
)
def who_am_i(call: Call[None]) -> shapes_client.WhoAmI:
    """Say what a login is here: enrolled or not, its HR account, its role at a bureau."""
    person = find_own_person(call.login.digest, call.login.claims, at=call.at)
    return _whoami(call, ask_people.find_professional(person) if person else None)


def _whoami(call: Call[None], profile: Professional | None) -> shapes_client.WhoAmI:
    """What the caller is here, whose profile is known."""
    account, (staff, ties) = both(
        lambda: find_own_hr_account(call.login.digest, call.login.claims, at=call.at),
        lambda: (find_staff(call.login.digest), find_ties(call.login.digest)),
    )
    role = staff.role if staff else None
    return shapes_client.WhoAmI(
        enrolled=profile is not None,
        name=profile.name if profile else None,
        hr_account=account is not None,
        role=role,
        territory=staff.territory if staff and role else None,
        territory_name=parse_territory(staff.territory).full_name if staff and role else None,
        employers=[_own_employer(tie) for tie in ties],
        now=time_text(call.at),
    )


def _own_employer(tie: Tie) -> shapes_client.OwnEmployer:
    clerk: Literal["first_clerk", "clerk"] = "first_clerk" if tie.first else "clerk"
    return shapes_client.OwnEmployer(
        code=tie.code,
        name=tie.name,
        role=clerk if tie.is_clerk else "applicant",
        state=tie.state,
    )


@client.call(
    "GET",
    "/v1/opening",
    who=Who.LOGIN,
    answers=shapes_client.FirstPage,
    refusals=("busy",),
    summary="打开网页端所需的各项",
)
def open_client(call: Call[None]) -> shapes_client.FirstPage:
    """Answer in one request what the first page shows to whoever is signed in.

    Once the person's years are known nothing waits for anything else: four reads after another instead of eight.
    """
    person = find_own_person(call.login.digest, call.login.claims, at=call.at)
    mine = find_years(person, years()[0], years()[-1]) if person else ()
    profile = mine[0].professional if mine else None
    if profile is None:
        return shapes_client.FirstPage(whoami=_whoami(call, None), years=None, notices=None)
    whoami, (shown, notices) = both(
        lambda: _whoami(call, profile),
        lambda: (
            years_page(profile.id, mine, call.at),
            notices_page(profile.ids, None, LATEST),
        ),
    )
    return shapes_client.FirstPage(whoami=whoami, years=shown, notices=notices)


@client.call(
    "GET",
    "/v1/territories",
    who=Who.ANYBODY,
    query=WholePaging,
    answers=shapes_client.Territories,
    refusals=("cursor_invalid",),
    caching=A_WHILE,
    summary="行政区划",
)
def list_territories(call: Call[WholePaging]) -> shapes_client.Territories:
    """List every place that somebody may belong to, in the order of their codes."""
    page, following = cut_whole(_territories(), call.query, lambda each: each.code)
    return shapes_client.Territories(items=list(page), next=following)


@cache
def _territories() -> tuple[shapes_client.TerritoryShown, ...]:
    return tuple(
        shapes_client.TerritoryShown(
            code=each.code,
            name=each.name,
            parent=each.parent,
            level=each.level,
            own_code=each.has_own_code,
        )
        for each in territories()
    )


@client.call(
    "POST",
    "/v1/checks/identity",
    who=Who.LOGIN,
    body=shapes_client.IdentitySent,
    answers=shapes_client.IdentityChecked,
    refusals=IDENTITY,
    keyed=False,
    summary="核对姓名和证件号码的格式",
)
def check_identity(call: Call[shapes_client.IdentitySent]) -> shapes_client.IdentityChecked:
    """Say at once whether a name and a number can be right; nobody is looked up, nothing is kept."""
    sent, today = call.body, shanghai_date(call.at)
    typed, document = sent.name, sent.document
    read_all(
        lambda: typed is None or name.parse_name(typed),
        lambda: (
            document is None or identity.parse_document(document.type, document.number, today=today)
        ),
    )
    return shapes_client.IdentityChecked(valid=True)
