"""Sign-in by one-time address, sign-out, and who is signed in."""

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from chatserver.actions import accounts
from chatserver.actions.service import Service
from chatserver.domain.errors import NotAllowed, NotSignedIn
from chatserver.domain.people import Role
from chatserver.web import pages
from chatserver.web.security import (
    STAFF_ROLES,
    cookie_name,
    is_same_origin,
    is_secure,
    session_cookie,
    session_of,
)

#: Where each role works.
FACES = {Role.SUPPORTER: "/console", Role.PROFESSIONAL: "/desk", Role.COORDINATOR: "/desk"}


async def sign_in_page(request: Request) -> Response:
    """Show the one button of a one-time address; looking at it does not use it up."""
    code = request.path_params["code"]
    is_valid = await _service(request).store.accounts.peek_link(code)
    return pages.sign_in_page(code, is_valid)


async def sign_in(request: Request) -> Response:
    """Redeem a one-time address and lead to the face of the account's role."""
    if not is_same_origin(dict(request.scope)):
        raise NotAllowed
    try:
        account, token = await accounts.sign_in(_service(request), request.path_params["code"])
    except NotSignedIn:
        return pages.sign_in_page(request.path_params["code"], False)
    response = RedirectResponse(FACES[account.role], 303)
    response.set_cookie(**session_cookie(account.role, token, is_secure(dict(request.scope))))
    return response


async def sign_out(request: Request) -> Response:
    """End the session of a role."""
    scope = dict(request.scope)
    role = request.query_params.get("role", "")
    if role not in STAFF_ROLES or not is_same_origin(scope):
        raise NotAllowed
    if token := session_of(scope, role):
        await accounts.sign_out(_service(request), token)
    response = Response(status_code=204)
    response.delete_cookie(
        cookie_name(role, is_secure(scope)), path="/", secure=is_secure(scope), httponly=True
    )
    return response


async def me(request: Request) -> Response:
    """Return the signed-in staff member and the programme."""
    service = _service(request)
    actor = await accounts.actor_of(
        service, session_of(dict(request.scope), request.query_params.get("role", ""))
    )
    account = await accounts.account_of(service, actor)
    programme = await service.programme(actor.programme)
    you = {
        "id": actor.id,
        "role": actor.role,
        "programme": actor.programme,
        "alias": actor.alias,
        "languages": list(account.languages),
        "topics": list(account.topics),
        "capabilities": [str(capability) for capability in account.capabilities],
    }
    return JSONResponse({"you": you, "programme": msgspec.to_builtins(pages.public_config(programme))})


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service
