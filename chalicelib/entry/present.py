"""How domain values are shown: masked, with credits as text and times at +08:00."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

import msgspec
from msgspec import UNSET

from chalicelib.actions.compare_name import Compared
from chalicelib.actions.decide_record import Decided
from chalicelib.actions.report_study import is_complete
from chalicelib.actions.verify_certificate import Verified
from chalicelib.entry import present_finish, shapes
from chalicelib.gateways import files
from chalicelib.rules import course as courses
from chalicelib.rules import identity, name, window
from chalicelib.rules.account import Account
from chalicelib.rules.amendment import Amendment
from chalicelib.rules.cause import Actor, Party
from chalicelib.rules.certificate import Certificate
from chalicelib.rules.certificate import State as CertificateState
from chalicelib.rules.contact import contact_line
from chalicelib.rules.course import Course
from chalicelib.rules.credit import decimal_text
from chalicelib.rules.figure import FIGURES, Value
from chalicelib.rules.form import form_label, said
from chalicelib.rules.held import Held, HeldBecause
from chalicelib.rules.policy import Policy
from chalicelib.rules.professional import Professional, is_obliged
from chalicelib.rules.record import Evidence, Fault, Record, open_until, state_at
from chalicelib.rules.record_state import State
from chalicelib.rules.refusal_kinds import Ask
from chalicelib.rules.standing import shown_requirement
from chalicelib.rules.study import Progress
from chalicelib.rules.territory import parse_territory
from chalicelib.rules.window import SHANGHAI, Window
from chalicelib.rules.year_law import YearLaw, law_of
from chalicelib.store.years import PersonYear


def time_text(at: datetime) -> str:
    """An instant as RFC 3339 at +08:00, to the millisecond where it has any."""
    local = at.astimezone(SHANGHAI)
    return local.isoformat(timespec="milliseconds" if local.microsecond else "seconds")


def _date_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def document(kind: str, masked_number: str) -> shapes.Document:
    """A document with its number masked (R7)."""
    return shapes.Document(type=kind, number=masked_number)


def profile(professional: Professional) -> shapes.Profile:
    """A profile as its owner sees it."""
    return shapes.Profile(
        id=professional.id,
        name=professional.name,
        document=document(professional.document_type, professional.masked_number),
        territory=professional.territory,
        territory_name=parse_territory(professional.territory).full_name,
        employment=professional.employment,
        employer=professional.employer or None,
        mobile=identity.masked_mobile(professional.mobile) if professional.mobile else None,
        worked_since=_date_text(professional.worked_since),
        enrolled_at=time_text(professional.enrolled_at),
        proved=professional.proved,
    )


def hr_account(account: Account) -> shapes.HrAccount:
    """An HR account as its owner sees it."""
    return shapes.HrAccount(
        name=account.name,
        document=document(account.document_type, account.masked_number),
        opened_at=time_text(account.opened_at),
    )


def evidence(file: Evidence) -> shapes.Evidence:
    """A file as its owner sees it."""
    return shapes.Evidence(
        id=file.id, filename=file.filename, content_type=file.content_type, size=file.size
    )


def signed_evidence(person: str, file: Evidence, *, elsewhere: bool) -> shapes.Evidence:
    """A file as a reviewer sees it: with a signed address, and whether others used it too."""
    signed = files.evidence_url(person, file.id, file.content_type, file.object_version)
    return shapes.Evidence(
        id=file.id,
        filename=file.filename,
        content_type=file.content_type,
        size=file.size,
        url=signed.url,
        also_used_by_others=elsewhere,
    )


def _by(actor: Actor) -> str:
    """Who moved a record, without naming the person at the bureau."""
    bureau = actor.party in {Party.BUREAU, Party.BUREAU_ABOVE, Party.ADMINISTRATOR}
    return f"{actor.party}:{actor.territory}" if bureau else actor.party.value


def record(shown: Record, asked: Window, at: datetime) -> shapes.Record:
    """A record at the instant: an overdue draft reads as expired whatever the job has done."""
    return shapes.Record(
        id=shown.id,
        year=shown.year,
        subject=shown.subject,
        form=shown.form,
        form_label=form_label(shown.form),
        title=shown.title,
        issuer=shown.issuer or None,
        facts=shown.facts,
        facts_said=[
            shapes.FactSaid(name=each.name, label=each.label, text=each.text)
            for each in said(shown.form, shown.facts)
        ],
        reference=shown.reference or None,
        started_on=_date_text(shown.started_on),
        ended_on=shown.ended_on.isoformat(),
        credits=decimal_text(shown.credits),
        accredited_credits=None if shown.accredited is None else decimal_text(shown.accredited),
        general_knowledge=shown.general_knowledge,
        completes_year=shown.completes_year,
        state=state_at(shown, asked.closes, at),
        source=shown.source,
        territory=shown.territory,
        territory_name=parse_territory(shown.territory).full_name,
        bureau=shown.bureau,
        evidence=[evidence(file) for file in shown.evidence],
        history=[
            shapes.HistoryEntry(
                at=time_text(move.at),
                by=_by(move.by),
                from_=move.source,
                to=move.to,
                reason=move.reason or None,
            )
            for move in shown.moves
        ],
        rule=shapes.Rule(figure=shown.figure, source=shown.law),
        receipt=_receipt(shown, asked),
        resubmit_until=time_text(open_until(shown, asked.closes)) if shown.resubmit_until else None,
        faults=[_fault(each) for each in shown.faults],
        version=shown.version,
    )


def owned_record(
    shown: Record, owner: Professional | None, asked: Window, at: datetime
) -> shapes.Record:
    """A record as staff see it: with its owner, masked, where the owner could be read."""
    found = record(shown, asked, at)
    return msgspec.structs.replace(found, professional=person(owner)) if owner else found


def decided(answer: Decided, at: datetime) -> shapes.Record:
    """A record as staff see it after what they did to it."""
    return owned_record(answer.record, answer.professional, answer.window, at)


def _fault(shown: Fault) -> shapes.Fault:
    return shapes.Fault(
        field=shown.field or None, evidence=shown.evidence or None, reason=shown.reason or None
    )


def _receipt(shown: Record, asked: Window) -> shapes.Receipt | None:
    """What the submitter holds in hand (R25): which record, when, into which window."""
    submitted = [
        move
        for move in shown.moves
        if move.to is State.SUBMITTED and move.by.party is Party.PROFESSIONAL
    ]
    if not submitted:
        return None
    return shapes.Receipt(
        record=shown.id,
        submitted_at=time_text(submitted[-1].at),
        window=asked.name,
        cut_off=asked.cut_off.isoformat(),
    )


def person(professional: Professional) -> shapes.Person:
    """A professional as a reviewer sees one."""
    return shapes.Person(
        name=name.masked_name(professional.name),
        document=document(professional.document_type, professional.masked_number),
    )


def year_window(asked: Window, at: datetime) -> shapes.YearWindow:
    """A window, its last day and its exact end."""
    return shapes.YearWindow(
        opens=window.shanghai_date(asked.opens).isoformat(),
        closes=asked.cut_off.isoformat(),
        open=asked.is_open(at),
        opens_at=time_text(asked.opens),
        closes_at=time_text(asked.closes),
        source=asked.source,
    )


def year(now: PersonYear, law: YearLaw, certificate: Certificate | None) -> shapes.Year:
    """A person's year: what counts, what is missing and why, and the certificate."""
    standing = now.standing
    required = shown_requirement(standing, law.required)
    exempt = not standing.complete and not is_obliged(now.professional, law.year)
    return shapes.Year(
        year=law.year,
        complete=standing.complete,
        exempt=exempt,
        public=shapes.Amount(
            required=decimal_text(required.public),
            accredited=decimal_text(standing.public),
            waived=standing.waived,
        ),
        professional=shapes.Amount(
            required=decimal_text(required.professional),
            accredited=decimal_text(standing.professional),
        ),
        general_knowledge=shapes.Amount(
            required=decimal_text(required.general_knowledge),
            accredited=decimal_text(standing.general_knowledge),
            waived=standing.complete and standing.general_knowledge < required.general_knowledge,
        ),
        missing=[] if exempt else present_finish.missing_of(now, law),
        window=year_window(law.window, law.at),
        records=[record(each, law.window_of(each), law.at) for each in _oldest_first(now.records)],
        certificate=year_certificate(
            certificate, complete=standing.complete, by_hr=standing.certified_by_hr
        ),
    )


def _oldest_first(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda each: (each.moves[0].at, each.id))


def _certificate_state(certificate: Certificate | None, *, complete: bool, by_hr: bool) -> str:
    """The state as shown: *pending* while the sync or the renderer is still at work."""
    if certificate is None or certificate.state is CertificateState.NONE:
        if by_hr:
            return "certified_by_hr"
        return "pending" if complete else "none"
    if certificate.is_waiting_to_be_drawn:
        return "pending"
    if certificate.undrawable and certificate.state is CertificateState.ISSUED:
        return "held"
    return certificate.state.value


def year_certificate(
    certificate: Certificate | None, *, complete: bool, by_hr: bool = False
) -> shapes.YearCertificate:
    """The certificate of a year, and why it is held if it is."""
    state = _certificate_state(certificate, complete=complete, by_hr=by_hr)
    if certificate is None:
        return shapes.YearCertificate(
            state=state, number=None, version=None, since=None, issued_on=None, held_because=None
        )
    because = certificate.held_because
    if state == "held" and because is None:
        because = HeldBecause(Held.GLYPH_MISSING)
    return shapes.YearCertificate(
        state=state,
        number=certificate.number or None,
        version=certificate.version or None,
        since=time_text(certificate.since),
        issued_on=_date_text(certificate.issued_on),
        held_because=held_because(because) if because else None,
    )


def held_because(because: HeldBecause) -> shapes.HeldBecause:
    """Why held, what to do, and whom to ask (R35)."""
    ask = Ask.FINANCE if because.code is Held.GLYPH_MISSING else Ask.HR
    return shapes.HeldBecause(
        code=because.code,
        fields=list(because.fields),
        detail=because.detail + contact_line(ask),
    )


def course(shown: Course, kept: Progress) -> shapes.Course:
    """A course with one's progress; the right answers stay here."""
    return shapes.Course(
        id=shown.id,
        year=shown.year,
        title=shown.title,
        seconds_required=shown.prescribed(kept),
        seconds_done=kept.seconds,
        complete=is_complete(shown, kept),
        chosen=kept.topic or None,
        begun_anew=kept.is_anew,
        lessons=[
            shapes.Lesson(id=each.id, title=each.title, seconds=each.seconds)
            for each in shown.lessons
        ],
        examination=_examination(shown.examination, kept.score) if shown.examination else None,
    )


def _examination(examination: courses.Examination, best: int | None) -> shapes.Examination:
    return shapes.Examination(
        pass_mark=examination.pass_mark,
        questions=[
            shapes.Question(id=each.id, text=each.text, choices=list(each.choices))
            for each in examination.questions
        ],
        best_score=best,
    )


_AGREES: Mapping[Compared | None, bool] = {Compared.AGREES: True, Compared.DIFFERS: False}


def verification(
    found: Verified, asked_version: int | None, compared: Compared | None
) -> shapes.Verification:
    """What anybody may know (R34): the truth of now, the name masked.

    Args:
        found: the certificate, and the name that the asked version of it shows.
        asked_version: the version that the QR code names.
        compared: what is said of the typed name; None where none was typed.
    """
    certificate, printed_name = found
    revoked_at = certificate.revoked_at
    return shapes.Verification(
        state=certificate.verified(asked_version),
        number=certificate.number,
        version=certificate.version,
        name=name.masked_name(printed_name),
        year=certificate.year,
        issued_on=certificate.issued_on.isoformat() if certificate.issued_on else "",
        revoked_on=window.shanghai_date(revoked_at).isoformat() if revoked_at else UNSET,
        name_agrees=_AGREES.get(compared, UNSET),
        name_limited=True if compared is Compared.LIMITED else UNSET,
    )


def policy(shown: Policy, at: datetime) -> shapes.Policy:
    """A year's policy as it stands at the instant, every figure with its source."""
    law = law_of(shown, at=at)
    figures = {name: law.find_figure(name) for name in FIGURES}
    return shapes.Policy(
        year=shown.year,
        window=year_window(law.own_window, at),
        figures={
            each: shapes.Figure(
                value=_figure_value(figure.value),
                source=figure.source,
                since=_date_text(figure.since),
            )
            for each, figure in figures.items()
            if figure is not None
        },
        further_window=_further_window(shown, law),
        amendments=[
            shapes.Amendment(
                figure=each.figure,
                value=_figure_value(each.value),
                since=each.since.isoformat(),
                source=each.source,
                territory=each.territory,
                **_made(each),
            )
            for each in shown.amendments
        ],
    )


def _further_window(shown: Policy, law: YearLaw) -> shapes.FurtherWindow | None:
    """What is to be told of a window that was opened once more (R45)."""
    further, asked = shown.further, law.further_window
    if further is None or asked is None:
        return None
    return shapes.FurtherWindow(
        **msgspec.structs.asdict(year_window(asked, law.at)),
        territories=list(further.territories),
        reason=further.reason,
        by=_by(further.by),
        at=time_text(further.at),
    )


def _made(amendment: Amendment) -> dict[str, str]:
    """Who made an amendment in the registry, when and why; nothing where a notice made it."""
    made = amendment.made
    return {"by": _by(made.by), "at": time_text(made.at), "reason": made.reason} if made else {}


def _figure_value(value: Value) -> str | int | list[str | int]:
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def download(signed: files.Signed) -> shapes.Download:
    """A signed address and until when it works: real time, whatever the domain's clock says."""
    return shapes.Download(url=signed.url, expires_at=time_text(signed.expires_at))
