"""What goes out of one's notices: by which channel, of which topics, to which number."""

from chalicelib.access.caller import Who
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.told import Code, Label, Masked
from chalicelib.notices.actions.choose_messages import choose_messages
from chalicelib.notices.rules.delivery import (
    CHANNEL_LABELS,
    TOPIC_LABELS,
    Channel,
    MessageChoice,
    NoticeTopic,
)
from chalicelib.notices.store.choices import find_choice
from chalicelib.people.actions.ask_people import find_professional

messages = Calls(__name__, tag="notices")


class MessageChoiceSent(shapes.Sent, frozen=True, kw_only=True):
    """The channel, and the topics that go out by it; the inbox has all notices in any case."""

    channel: Channel
    topics: list[NoticeTopic]


class Choosable(shapes.Answered, frozen=True, kw_only=True):
    """A channel or topic, and what it is called."""

    value: Code
    label: Label


class MessageChoiceShown(shapes.Answered, frozen=True, kw_only=True):
    """What was chosen; `mobile` is masked, null where none is known and so nothing can go out."""

    channel: Channel
    topics: list[NoticeTopic]
    mobile: Masked | None
    channels: list[Choosable]
    choices: list[Choosable]
    version: int


def _shown(person: str, choice: MessageChoice) -> MessageChoiceShown:
    professional = find_professional(person)
    return MessageChoiceShown(
        channel=choice.channel,
        topics=list(choice.topics),
        mobile=(professional.masked_mobile or None) if professional else None,
        channels=[Choosable(value=each, label=CHANNEL_LABELS[each]) for each in Channel],
        choices=[Choosable(value=each, label=TOPIC_LABELS[each]) for each in NoticeTopic],
        version=choice.version,
    )


@messages.call(
    "GET",
    "/v1/me/messages",
    who=Who.PROFESSIONAL,
    answers=MessageChoiceShown,
    versioned="version",
    summary="查询消息设置",
)
def show_choice(call: Call[None]) -> MessageChoiceShown:
    """Show by which channel messages go out, of what, and to which number."""
    return _shown(call.person, find_choice(call.person))


@messages.call(
    "PUT",
    "/v1/me/messages",
    who=Who.PROFESSIONAL,
    body=MessageChoiceSent,
    answers=MessageChoiceShown,
    versioned="version",
    summary="设置消息",
)
def choose(call: Call[MessageChoiceSent]) -> MessageChoiceShown:
    """Choose the channel and the topics; what is sent replaces what was chosen before."""
    sent = call.body
    chosen = choose_messages(call.person, sent.channel, sent.topics, call.seen)
    return _shown(call.person, chosen)
