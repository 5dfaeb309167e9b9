"""Choose the channel and the topics of messages: the last choice counts."""

from collections.abc import Sequence

from chalicelib.notices.rules.delivery import Channel, MessageChoice, NoticeTopic
from chalicelib.notices.store import choices
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.seen import UNSEEN, Seen


def choose_messages(
    person: str, channel: Channel, topics: Sequence[NoticeTopic], seen: Seen = UNSEEN
) -> MessageChoice:
    """Keep what a person has chosen; the same again changes nothing.

    Args:
        person: the professional's id.
        channel: by what messages go out, or that none do.
        topics: of what they tell; named twice counts once.
        seen: the versions that were seen.

    Raises:
        Refusal: `busy`; `stale`.
    """
    wanted = tuple(topic for topic in NoticeTopic if topic in topics)

    def once() -> MessageChoice:
        before = choices.find_choice(person)
        chosen = MessageChoice(channel=channel, topics=wanted, version=before.version + 1)
        if before.version and (before.channel, before.topics) == (channel, wanted):
            return before
        seen.require(before.version)
        choices.put_choice(person, chosen)
        return chosen

    return settled(once)
