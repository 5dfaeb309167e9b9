"""What the web client asks besides: how to sign in, who is signed in, places, and a look ahead."""

import os
from datetime import datetime
from functools import cache

import msgspec

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.bureaus.rules.contact import contacts
from chalicelib.bureaus.rules.territory import parse_territory, territories
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.present import time_text
from chalicelib.http.refusals import FACTS, IDENTITY, TERRITORY
from chalicelib.identity.rules import identity, name
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.credit import convert, parse_facts
from chalicelib.law.rules.form import parse_form, require_form_in
from chalicelib.law.rules.policy import parse_year, years
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.claim_account import find_own_hr_account, find_own_person
from chalicelib.people.actions.compare_accounts import compare_accounts
from chalicelib.people.routes import present as people_present
from chalicelib.people.routes import shapes as people_shapes
from chalicelib.people.routes.people import own_profile
from chalicelib.people.rules.account import Account
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.decimals import decimal_text
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
    "/v1/me/comparison",
    who=Who.PROFESSIONAL,
    answers=shapes_client.ComparisonShape,
    summary="两个系统的信息对照",
)
def compare(call: Call[None]) -> shapes_client.ComparisonShape:
    """Show both accounts and what differs, long before a certificate depends on it."""
    mine = own_profile(call.person)
    account, because = compare_accounts(mine)
    return shapes_client.ComparisonShape(
        agrees=because is None,
        finance=people_shapes.HrAccount(
            name=mine.name,
            document=people_present.document(mine.document_type, mine.masked_number),
            opened_at=time_text(mine.enrolled_at),
        ),
        hr=_compared(account, mine.logins) if account else None,
        held_because=people_present.held_because(because) if because else None,
    )


def _compared(account: Account, logins: frozenset[str]) -> people_shapes.HrAccount:
    """The HR account; one that another login opened shows its name masked."""
    shown = people_present.hr_account(account)
    if account.login in logins:
        return shown
    return msgspec.structs.replace(shown, name=name.masked_name(shown.name))


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


@client.call(
    "POST",
    "/v1/policies/{year}/credits",
    who=Who.ANYBODY,
    body=shapes_client.FactsSent,
    answers=shapes_client.CreditsShown,
    refusals=(
        "year_unknown",
        *FACTS,
        *TERRITORY,
    ),
    keyed=False,
    summary="试算学分",
)
def preview(call: Call[shapes_client.FactsSent]) -> shapes_client.CreditsShown:
    """Compute the credits of a study without registering it, and say by which figure."""
    sent = call.body
    place = parse_territory(sent.territory).code if sent.territory else None
    law = get_law(parse_year(call.path["year"]), at=call.at, territory=place)
    require_form_in(parse_form(sent.form), law.year)
    form, facts = parse_facts(sent.form, sent.facts)
    found = convert(law, form, facts)
    rate = law.figure(found.figure)
    return shapes_client.CreditsShown(
        credits=decimal_text(found.credits),
        completes_year=found.completes_year,
        rate=str(rate.value),
        unit=form.rates[found.figure.removeprefix("conversion.")].unit,
        figure=found.figure,
        source=found.source,
        evidence=list(law.evidence(form.name)),
    )
