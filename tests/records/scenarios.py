"""Every action that writes, as a request that can be repeated: what went before it, and the act."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.certificates.actions.match_account import match_account
from chalicelib.certificates.actions.render_certificate import render_certificate
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.corrections.actions.change_profile import ProfileChange, change_profile
from chalicelib.corrections.actions.correct_hr_account import correct_hr_account
from chalicelib.duties.actions.ask_duty import DutyStated, ask_duty
from chalicelib.duties.actions.decide_duty import DutyDecision, decide_duty
from chalicelib.people.actions.enrol import enrol
from chalicelib.people.actions.open_hr_account import open_hr_account
from chalicelib.records.actions.change_record import change_record
from chalicelib.records.actions.decide_appeal import Answer
from chalicelib.records.actions.decide_record import Decision
from chalicelib.records.actions.submit_record import submit_record
from chalicelib.records.actions.withdraw_record import withdraw_record
from chalicelib.study.actions.report_study import report_study
from chalicelib.study.actions.take_examination import ExaminationPaper, take_examination
from tests.records.province import (
    JUNE,
    QUARTER,
    account_opened,
    answered,
    appealed,
    application,
    completed,
    correction,
    course,
    decided,
    digest,
    enrolled,
    exam,
    fresh_cause,
    login_of,
    person,
    registered,
    reviewer,
    situation,
    studied,
    uploaded,
)

LATER = JUNE + timedelta(hours=1)
OTHERS = 500
"""Added to a serial: the document that a person's is corrected to."""


class Request(NamedTuple):
    """A request ready to be sent, again and again the same; `serial` is whose it is."""

    serial: int
    send: Callable[[], object]
    year: int = 2020


def _enrol(serial: int) -> Request:
    login, cause = login_of(f"login {serial}"), fresh_cause()
    return Request(
        serial, lambda: enrol(person(serial), situation(), login=login, at=JUNE, cause=cause)
    )


def _change_profile(serial: int) -> Request:
    owner = enrolled(serial).id
    change = ProfileChange(territory="440704", employer="新单位")
    wanted = correction("李岩", serial + OTHERS)
    return Request(
        serial + OTHERS,
        lambda: change_profile(owner, wanted, change, at=LATER, cause=fresh_cause()),
    )


def _open_account(serial: int) -> Request:
    enrolled(serial)
    login, cause = login_of(f"login {serial}"), fresh_cause()
    return Request(
        serial, lambda: open_hr_account(person(serial), login=login, at=LATER, cause=cause)
    )


def _correct_account(serial: int) -> Request:
    enrolled(serial)
    account_opened(serial)
    login, wanted = login_of(f"login {serial}"), correction("李岩")
    return Request(serial, lambda: correct_hr_account(wanted, login=login, at=LATER))


def _move_account(serial: int) -> Request:
    enrolled(serial)
    account_opened(serial + OTHERS)
    login, wanted = login_of(f"login {serial + OTHERS}"), correction(serial=serial)
    return Request(serial, lambda: correct_hr_account(wanted, login=login, at=LATER))


def _upload(serial: int) -> Request:
    owner = enrolled(serial).id
    return Request(serial, lambda: uploaded(owner, posted=False))


def _draft(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    return Request(serial, lambda: registered(owner, application(), cause=cause))


def _register_submitted(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    what = application((uploaded(owner),))
    return Request(serial, lambda: registered(owner, what, submit=True, cause=cause))


def _register_papers(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    what = exam("中级财务管理2020", "中级经济法2020", "中级会计实务2020")
    return Request(serial, lambda: registered(owner, what, cause=cause))


def _take_over(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    freed = registered(owner, exam("中级财务管理2020", "中级经济法2020"))
    withdraw_record(owner, freed.id, at=JUNE, cause=fresh_cause())
    what = exam("中级财务管理2020", "中级会计实务2020")
    return Request(serial, lambda: registered(owner, what, at=LATER, cause=cause))


def _change_draft(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    draft = registered(owner, exam("中级财务管理2020", "中级经济法2020"))
    what = exam("中级经济法2020", "中级会计实务2020")
    return Request(
        serial,
        lambda: change_record(owner, draft.id, what, submit=False, at=LATER, cause=cause).record,
    )


def _mend_returned(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    returned = decided(registered(owner, submit=True), Decision.RETURN)
    what = application((uploaded(owner),), reference="JM-2020-0018", facts={"days": 5})
    return Request(
        serial,
        lambda: change_record(owner, returned.id, what, submit=True, at=LATER, cause=cause).record,
    )


def _submit(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    draft = registered(owner, application((uploaded(owner),)))
    return Request(serial, lambda: submit_record(owner, draft.id, at=LATER, cause=cause).record)


def _withdraw(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    record = registered(owner, submit=True)
    return Request(serial, lambda: withdraw_record(owner, record.id, at=LATER, cause=cause).record)


def _decide(decision: Decision) -> Callable[[int], Request]:
    def prepared(serial: int) -> Request:
        owner, cause = enrolled(serial).id, fresh_cause()
        record = registered(owner, submit=True)
        return Request(serial, lambda: decided(record, decision, at=LATER, cause=cause))

    return prepared


def _appeal(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    rejected = decided(registered(owner, submit=True), Decision.REJECT)
    return Request(serial, lambda: appealed(owner, rejected, at=LATER, cause=cause))


def _answer(answer: Answer) -> Callable[[int], Request]:
    def prepared(serial: int) -> Request:
        owner, cause = enrolled(serial).id, fresh_cause()
        rejected = decided(registered(owner, submit=True), Decision.REJECT)
        appeal = appealed(owner, rejected)
        return Request(serial, lambda: answered(appeal, answer, at=LATER, cause=cause))

    return prepared


def _stated(owner: str) -> DutyStated:
    return DutyStated(worked_since=date(2019, 7, 1), uploads=(uploaded(owner),))


def _ask_duty(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    stated = _stated(owner)
    return Request(serial, lambda: ask_duty(owner, stated, at=LATER, cause=cause))


def _confirm_duty(serial: int) -> Request:
    owner, cause = enrolled(serial).id, fresh_cause()
    duty = ask_duty(owner, _stated(owner), at=JUNE, cause=fresh_cause())
    confirm = DutyDecision.CONFIRM
    return Request(
        serial, lambda: decide_duty(reviewer(), duty.id, confirm, "", at=LATER, cause=cause)
    )


def _study(seconds: int) -> Callable[[int], Request]:
    def prepared(serial: int) -> Request:
        owner, cause = enrolled(serial).id, fresh_cause()
        studied(owner)
        return Request(
            serial,
            lambda: report_study(owner, course().id, seconds, at=JUNE + QUARTER, cause=cause),
        )

    return prepared


def _examination(serial: int) -> Request:
    at = JUNE.replace(year=2021)
    owner, cause, asked = enrolled(serial).id, fresh_cause(), course(2021)
    studied(owner, left=0, year=2021, at=at)
    assert asked.examination is not None
    answers = {question.id: question.answer for question in asked.examination.questions}
    return Request(
        serial,
        lambda: take_examination(owner, asked.id, ExaminationPaper(answers), at=at, cause=cause),
        year=2021,
    )


def _sync(serial: int) -> Request:
    account_opened(serial)
    owner = completed(serial).professional.id
    return Request(serial, lambda: sync_year(owner, 2020, at=LATER))


def _sync_held(serial: int) -> Request:
    owner = completed(serial).professional.id
    return Request(serial, lambda: sync_year(owner, 2020, at=LATER))


def _match(serial: int) -> Request:
    owner = completed(serial).professional.id
    sync_year(owner, 2020, at=JUNE)
    known = digest(serial)
    account_opened(serial, at=LATER)
    return Request(serial, lambda: match_account(known, at=LATER))


def _render(serial: int) -> Request:
    account_opened(serial)
    owner = completed(serial).professional.id
    sync_year(owner, 2020, at=JUNE)
    return Request(serial, lambda: render_certificate(owner, 2020, at=JUNE))


SCENARIOS: dict[str, Callable[[int], Request]] = {
    "enrol": _enrol,
    "change profile": _change_profile,
    "open HR account": _open_account,
    "correct HR account's name": _correct_account,
    "correct HR account's document": _move_account,
    "offer upload": _upload,
    "register draft": _draft,
    "register and submit": _register_submitted,
    "register several papers": _register_papers,
    "take over freed slots": _take_over,
    "change draft to other papers": _change_draft,
    "mend and resubmit": _mend_returned,
    "submit": _submit,
    "withdraw": _withdraw,
    "accredit": _decide(Decision.ACCREDIT),
    "return": _decide(Decision.RETURN),
    "reject": _decide(Decision.REJECT),
    "appeal": _appeal,
    "uphold": _answer(Answer.UPHOLD),
    "overturn": _answer(Answer.OVERTURN),
    "ask about a duty": _ask_duty,
    "confirm what ends a duty": _confirm_duty,
    "report study": _study(300),
    "complete the course": _study(900),
    "pass the examination": _examination,
    "sync": _sync,
    "sync what is held": _sync_held,
    "match account": _match,
    "render": _render,
}
"""Every action that writes. Each value prepares a fresh person, known by a serial below 500."""
