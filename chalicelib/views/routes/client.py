"""What the web client asks besides: how to sign in, who is signed in, which places there are.

Places and documents are known below the edge, and so have no routes of their own.
"""

import os
from datetime import datetime
from functools import cache

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.bureaus.rules.contact import contacts
from chalicelib.bureaus.rules.territory import parse_territory, territories
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.refusals import IDENTITY
from chalicelib.http.wire import time_text
from chalicelib.identity.rules import identity, name
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.policy import years
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.claim_account import find_own_hr_account, find_own_person
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.staff.actions.ask_staff import find_staff
from chalicelib.views.routes import shapes_client

client = Calls(__name__, tag="client")


def _is_open(year: int, at: datetime) -> bool:
    """Whether anybody may register: in the year's own window, or in a further one of some (R45)."""
    return any(each.is_open(at) for each in get_law(year, at=at).windows)


@client.call(
    "GET", "/v1/client", who=Who.ANYBODY, answers=shapes_client.Client, summary="网页端设置"
)
def show_settings(call: Call[None]) -> shapes_client.Client:
    """Say where to sign in, what time it is here, which years and roles there are, and whom to ask."""
    known = contacts()
    open_years = [year for year in reversed(years()) if _is_open(year, call.at)]
    return shapes_client.Client(
        issuer=os.environ["OIDC_ISSUER"],
        client_id=os.environ["OIDC_CLIENT_ID"],
        scope=os.environ["OIDC_SCOPE"],
        now=time_text(call.at),
        years=list(reversed(years())),
        open_years=open_years,
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
    digest = call.login.digest
    person = find_own_person(digest, call.login.claims, at=call.at)
    profile = ask_people.find_professional(person) if person else None
    account = find_own_hr_account(digest, call.login.claims, at=call.at)
    staff = find_staff(digest)
    role = staff.role if staff else None
    return shapes_client.WhoAmI(
        enrolled=profile is not None,
        name=profile.name if profile else None,
        hr_account=account is not None,
        role=str(role) if role else None,
        territory=staff.territory if staff and role else None,
        territory_name=parse_territory(staff.territory).full_name if staff and role else None,
        now=time_text(call.at),
    )


@client.call(
    "GET",
    "/v1/territories",
    who=Who.ANYBODY,
    answers=shapes_client.Territories,
    summary="行政区划",
)
def list_territories(call: Call[None]) -> shapes_client.Territories:  # noqa: ARG001 - every handler is given its call
    """List every place that somebody may belong to, in the order of their codes."""
    return _territories()


@cache
def _territories() -> shapes_client.Territories:
    return shapes_client.Territories(
        items=[
            shapes_client.TerritoryShown(
                code=each.code,
                name=each.name,
                parent=each.parent,
                level=each.level,
                own_code=each.has_own_code,
            )
            for each in territories()
        ],
        next=None,
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
    sent = call.body
    if sent.name is not None:
        name.parse_name(sent.name)
    if sent.document is not None:
        today = shanghai_date(call.at)
        identity.parse_document(sent.document.type, sent.document.number, today=today)
    return shapes_client.IdentityChecked(valid=True)
