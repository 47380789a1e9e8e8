"""What the widget asks of a programme, its hosted page, and the beacon of "leave now"."""

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chatserver.actions import accounts, presence
from chatserver.actions.service import Service
from chatserver.domain.errors import SebayaError
from chatserver.domain.ids import parse_programme
from chatserver.web import pages

_BEACON_BYTES = 1_024


class _Leave(msgspec.Struct):
    programme: str = ""
    token: str = ""


async def config(request: Request) -> Response:
    """Return the public settings of a programme; readable from any page that embeds the widget."""
    programme = await _service(request).programme(parse_programme(request.path_params["programme"]))
    return JSONResponse(
        msgspec.to_builtins(pages.public_config(programme)),
        headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"},
    )


async def hosted(request: Request) -> Response:
    """Show the seeker's page of a programme."""
    programme = await _service(request).programme(parse_programme(request.path_params["programme"]))
    language = request.query_params.get("lang", programme.languages[0])
    if language not in programme.languages:
        language = programme.languages[0]
    return pages.seeker_page(programme, language, "frame" in request.query_params)


async def leave(request: Request) -> Response:
    """Take the beacon of a page that is being left; whatever it says, the answer is the same."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > _BEACON_BYTES:
            return Response(status_code=204)
    try:
        body = msgspec.json.decode(raw, type=_Leave)
        await presence.leave(_service(request), await accounts.actor_of(_service(request), body.token))
    except (SebayaError, msgspec.MsgspecError):
        pass  # nothing to tell to a page that is gone
    return Response(status_code=204)


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service
