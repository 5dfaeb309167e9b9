"""Questions and answers: for anybody to read, for the province's administrators to edit."""

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.wire import ASK_AGAIN
from chalicelib.problems.actions.edit_questions import (
    QuestionStated,
    put_question,
    withdraw_question,
)
from chalicelib.problems.routes import present, shapes
from chalicelib.problems.rules.question import found, standing
from chalicelib.problems.store.questions import find_edited

questions = Calls(__name__, tag="questions")


@questions.call(
    "GET",
    "/v1/questions",
    who=Who.ANYBODY,
    query=shapes.QuestionQuery,
    answers=shapes.Questions,
    caching=ASK_AGAIN,
    refusals=("cursor_invalid",),
    summary="常见问题",
)
def list_questions(call: Call[shapes.QuestionQuery]) -> shapes.Questions:
    """List questions and answers in their order; of what is sought the likest few."""
    asked = call.query
    stand = [each for each in standing(find_edited()) if asked.audience in {None, *each.audiences}]
    chosen = found(stand, asked.q) if asked.q else stand
    page, following = cut_whole(chosen, asked, lambda each: each.id)
    return shapes.Questions(items=[present.question(each) for each in page], next=following)


@questions.call(
    "PUT",
    "/v1/admin/questions/{id}",
    who=Role.ADMINISTRATOR,
    body=shapes.QuestionSent,
    answers=shapes.QuestionShown,
    versioned="version",
    refusals=("forbidden",),
    proved=False,
    summary="编辑常见问题",
)
def put(call: Call[shapes.QuestionSent]) -> shapes.QuestionShown:
    """Write a question with its answer, in place of the one of its id or as a new one."""
    sent = call.body
    stated = QuestionStated(sent.question, sent.answer, sent.order, tuple(sent.audiences))
    seen = call.seen.and_version(sent.version)
    return present.question(put_question(call.staff, call.path["id"], stated, seen))


@questions.call(
    "DELETE",
    "/v1/admin/questions/{id}",
    who=Role.ADMINISTRATOR,
    answers=shapes.QuestionShown,
    versioned="version",
    refusals=("forbidden",),
    proved=False,
    summary="撤下常见问题",
)
def withdraw(call: Call[None]) -> shapes.QuestionShown:
    """Take a question back."""
    return present.question(withdraw_question(call.staff, call.path["id"], call.seen))
