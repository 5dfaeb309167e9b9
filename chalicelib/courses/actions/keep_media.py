"""Keep how far a file of a lesson is, as whoever checks it found."""

from collections.abc import Callable

import msgspec

from chalicelib.courses.rules.draft import DraftCourse
from chalicelib.courses.rules.media import Media, MediaState
from chalicelib.courses.store.drafts import find_draft, put_draft
from chalicelib.platform.actions.settle import settled


def keep_media(
    course: str, lesson: str, media: str, brought_on: Callable[[Media], Media]
) -> DraftCourse | None:
    """Bring a file of a lesson on, whatever else of the course is changed at the same time.

    One that has come whole makes another version for those who have seen the course before: they would
    publish what they have not seen. One that was taken away meanwhile, with its lesson or for another, stays away: None. What changes
    nothing writes nothing, so that doubled and late events are harmless where `brought_on` lets a settled file be.
    """

    def once() -> DraftCourse | None:
        draft = find_draft(course)
        found = draft.find_lesson(lesson) if draft else None
        before = next((each for each in found.media if each.id == media), None) if found else None
        if draft is None or found is None or before is None:
            return None
        after = brought_on(before)
        if after == before:
            return draft
        has_come = before.state is MediaState.UPLOADING and after.state is not before.state
        kept = msgspec.structs.replace(
            draft.with_lesson(found.with_media(after)),
            version=draft.version + has_come,
            revision=draft.revision + 1,
        )
        put_draft(kept)
        return kept

    return settled(once)
