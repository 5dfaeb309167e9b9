"""People and bureaus that act without HTTP: what tests of store and actions begin with."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

import msgspec
from stdnum.iso7064 import mod_11_2

from chalicelib.actions.compose_record import Application
from chalicelib.actions.decide_record import Decision, Verdict, decide_record
from chalicelib.actions.enrol import Person, Situation, enrol
from chalicelib.actions.offer_upload import offer_upload
from chalicelib.actions.open_hr_account import open_hr_account
from chalicelib.actions.register_record import register_record
from chalicelib.gateways import files
from chalicelib.rules.certificate import Account
from chalicelib.rules.course import Course, courses_of
from chalicelib.rules.professional import Employment, Professional
from chalicelib.rules.proof import Claims
from chalicelib.rules.record import Cause, Evidence, Party, Record, Source, State, Subject
from chalicelib.rules.record import Actor, moved
from chalicelib.rules.study import Progress
from chalicelib.rules.window import SHANGHAI
from chalicelib.store import years
from chalicelib.store.staff import Staff
