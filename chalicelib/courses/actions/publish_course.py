"""Publish a course as an edition, withdraw it from newcomers; nothing takes an edition back (R53)."""

from chalicelib.courses.actions.change_draft import Changed, CourseAsked, change_draft
from chalicelib.courses.rules.draft import DraftCourse
from chalicelib.courses.rules.drafting import require_version
from chalicelib.courses.rules.edition import Edition
from chalicelib.courses.rules.publishing import (
    edition_of,
    published,
    require_publishable,
    withdrawn,
)
from chalicelib.courses.store import editions
from chalicelib.law.actions import ask_law
from chalicelib.platform.rules.act import What


def publish_course(asked: CourseAsked, version: int) -> DraftCourse:
    """Offer the draft to newcomers as the next edition; who has begun an earlier one goes on with it.

    One transaction writes the edition, what the year offers, the draft and the act: after a crash all
    of it is there or none, and the same request again goes on or finds that it is done. A draft that
    is as its last edition offers that one again.

    Raises:
        Refusal: as `change_draft`; `course_changed`; `course_incomplete`, with everything that is
            missing.
    """

    def change(draft: DraftCourse) -> Changed:
        require_version(draft, version)
        if draft.published and not draft.is_changed and not draft.is_withdrawn:
            return Changed(draft)
        require_publishable(draft, ask_law.get_policy(draft.year))
        edition, is_new = _next(draft, asked)
        offered = editions.read_offered(draft.year).with_edition(draft.id, edition.edition)
        new = (editions.edition_write(edition),) if is_new else ()
        after = published(draft, edition, draft.revision + 1)
        return Changed(after, (*new, editions.offered_write(offered)))

    return _told(change_draft(asked, What.COURSE_PUBLISHED, change))


def withdraw_course(asked: CourseAsked) -> DraftCourse:
    """Offer a course to newcomers no more; who has begun it goes on.

    Raises:
        Refusal: as `change_draft`; `course_not_published`.
    """

    def change(draft: DraftCourse) -> Changed:
        after = withdrawn(draft, draft.revision + 1)
        offered = editions.read_offered(draft.year).without(draft.id)
        return Changed(after, (editions.offered_write(offered),))

    return _told(change_draft(asked, What.COURSE_WITHDRAWN, change))


def _next(draft: DraftCourse, asked: CourseAsked) -> tuple[Edition, bool]:
    """The edition that the draft is to be, and whether it is another than was published last."""
    after = edition_of(draft, draft.edition + 1, by=asked.staff.actor, at=asked.at)
    last = editions.find_edition(draft.id, draft.edition) if draft.edition else None
    if last and last.has_content_of(after):
        return last, False
    return after, True


def _told(draft: DraftCourse) -> DraftCourse:
    editions.forget_offered()
    return draft
