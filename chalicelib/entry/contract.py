"""All routes of the contract in one place, and the contract itself as openapi.json."""

from functools import cache
from typing import Any

from chalicelib.entry.admin_archives import admin_archives
from chalicelib.entry.admin_calendar import admin_calendar
from chalicelib.entry.admin_certificates import admin_certificates
from chalicelib.entry.admin_cut_offs import admin_cut_offs
from chalicelib.entry.admin_imports import admin_imports
from chalicelib.entry.admin_letters import admin_letters
from chalicelib.entry.admin_merges import admin_merges
from chalicelib.entry.admin_people import admin_people
from chalicelib.entry.admin_policies import admin_policies
from chalicelib.entry.admin_refused import admin_refused
from chalicelib.entry.admin_sync import admin_sync
from chalicelib.entry.announcements import announcements
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.entry.client import client
from chalicelib.entry.desk import desk
from chalicelib.entry.enquiries import enquiries
from chalicelib.entry.export import export
from chalicelib.entry.forms import forms
from chalicelib.entry.notices import notices
from chalicelib.entry.openapi import openapi_document
from chalicelib.entry.own_certificate import own_certificate
from chalicelib.entry.own_corrections import own_corrections
from chalicelib.entry.own_years import own_years
from chalicelib.entry.people import people
from chalicelib.entry.providers import providers
from chalicelib.entry.public import public
from chalicelib.entry.records import records
from chalicelib.entry.review import review
from chalicelib.entry.staff import staff
from chalicelib.entry.study import study
from chalicelib.entry.web import web
from chalicelib.rules.caller import Who

contract = Calls(__name__)
ALL = (
    people,
    own_corrections,
    own_years,
    own_certificate,
    notices,
    export,
    records,
    study,
    review,
    providers,
    staff,
    admin_merges,
    admin_people,
    admin_certificates,
    desk,
    enquiries,
    admin_policies,
    admin_calendar,
    admin_cut_offs,
    admin_sync,
    admin_letters,
    admin_archives,
    admin_imports,
    admin_refused,
    announcements,
    public,
    client,
    forms,
    web,
    contract,
)


@contract.call(
    "GET",
    "/openapi.json",
    who=Who.ANYBODY,
    answers=dict[str, Any],
    summary="接口说明（OpenAPI 3.1）",
)
def show_contract(call: Call[None]) -> dict[str, Any]:  # noqa: ARG001 - every handler is given its call
    """Describe every call."""
    return _document()


@cache
def _document() -> dict[str, Any]:
    return openapi_document(ALL)
