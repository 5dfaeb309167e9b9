"""One declaration of a route says everything about it: who calls, what is sent, what is answered.

The declaration registers the Chalice route, reads and checks what arrives before the handler sees
it, turns every "no" into a problem, and is what openapi.json is made from.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from chalice.app import Blueprint, Chalice, Response

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.http.answering import answer
from chalicelib.http.application import Xuefen
from chalicelib.http.call import Call, Declaration, Handler
from chalicelib.http.deprecation import Deprecation, headers_of
from chalicelib.http.wire import NO_STORE, HtmlPage
from chalicelib.platform.rules.refusal import Refusal

__all__ = ["Call", "Calls"]

H = TypeVar("H", bound=Handler)


class Calls(Blueprint):
    """A blueprint whose routes are declared by `call`.

    `tag` names their group in openapi.json and begins the ids of its operations: clients know them,
    so they stay where a module moves. `module` is the one that declares them.
    """

    def __init__(self, import_name: str, *, tag: str) -> None:
        super().__init__(import_name)
        self.module = import_name
        self.tag = tag
        self.declarations: list[Declaration] = []

    def call(  # noqa: PLR0913 - a declaration says everything about its route
        self,
        method: str,
        path: str,
        *,
        who: Who | Role,
        summary: str,
        answers: object,
        body: type[msgspec.Struct] | None = None,
        query: type[msgspec.Struct] | None = None,
        status: int = 200,
        refusals: Sequence[str] = (),
        keyed: bool | None = None,
        proved: bool = True,
        refused: Callable[[Refusal], HtmlPage] | None = None,
        caching: str = NO_STORE,
        made_at: str = "",
        deprecated: Deprecation | None = None,
        versioned: str = "",
        conditional: bool | None = None,
    ) -> Callable[[H], H]:
        """Declare a route and what it does.

        Args:
            method: the HTTP method.
            path: the route, its parameters in braces.
            who: whom it is for; a role, for staff.
            summary: what it is for, in Chinese.
            answers: the type that the handler returns; `HtmlPage` for HTML.
            body: the struct of the body, on POST, PUT and PATCH.
            query: the struct of the query, where there is no body.
            status: the status of success.
            refusals: the codes that the handler may raise.
            keyed: whether an idempotency key is honoured; unless said otherwise, on every POST.
            proved: False for what staff may write although nobody has proved who they are: it
                concerns no person's matter.
            refused: draws a "no" as a page, where people read the answers in a browser.
            caching: how long an answer in JSON may be kept, and by whom (`Cache-Control`). What may be
                kept has an `ETag`, and whoever has it still is answered 304.
            made_at: where what was made is read (`Location`): a path whose parameters are members of
                the answer, or else parameters of the call.
            deprecated: since when it is better not called any more, and until when it answers.
            versioned: the member of the answer that tells the version of what is shown: it has an `ETag`,
                and whoever reads it and has it still is answered 304.
            conditional: whether `If-Match` is honoured, so that nothing is overwritten unseen: the handler
                holds `call.seen` against the version that it writes over. Unless said otherwise, on every
                PUT, PATCH and DELETE of what is versioned.
        """

        def declare(handler: H) -> H:
            self.declarations.append(
                Declaration(
                    method=method,
                    path=path,
                    who=who,
                    summary=summary,
                    handler=handler,
                    answers=answers,
                    body=body,
                    query=query,
                    status=status,
                    refusals=tuple(refusals),
                    keyed=method == "POST" if keyed is None else keyed,
                    proved=proved,
                    refused=refused,
                    caching=caching,
                    made_at=made_at,
                    deprecated=deprecated,
                    versioned=versioned,
                    conditional=_is_conditional(method, versioned)
                    if conditional is None
                    else conditional,
                )
            )
            return handler

        return declare

    def register(self, app: Chalice, options: dict[str, Any]) -> None:
        """Register every route with an app; Chalice calls this.

        Chalice takes the options out of a route while registering it, so each app gets its own.
        """
        if not isinstance(app, Xuefen):
            raise TypeError("only an app that finds out who calls can take these routes")
        routes = Blueprint(self._import_name)
        for declared in self.declarations:
            app.declared[declared.method, declared.path] = declared
            name = declared.handler.__name__
            route = routes.route(
                declared.path, name=name, methods=[declared.method], content_types=[]
            )
            route(self._view(declared, app))
        routes.register(app, options)
        super().register(app, options)

    def _view(self, declared: Declaration, app: Xuefen) -> Callable[..., Response]:
        def view(**_path: str) -> Response:
            response = answer(declared, self.current_request, app.identify, app.find_declared)
            if declared.deprecated:
                response.headers.update(headers_of(declared.deprecated))
            return response

        view.__doc__ = declared.summary
        return view


def _is_conditional(method: str, versioned: str) -> bool:
    return bool(versioned) and method in {"PUT", "PATCH", "DELETE"}
