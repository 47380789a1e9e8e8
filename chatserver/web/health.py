"""Whether the process lives and whether it can serve."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chatserver.actions.service import Service
from chatserver.domain.errors import SebayaError
from chatserver.hub.hub import Hub


async def live(request: Request) -> Response:
    """200 as long as the event loop turns."""
    return JSONResponse({"live": True})


async def ready(request: Request) -> Response:
    """200 when the store answers and this process is not going away."""
    service: Service = request.app.state.service
    hub: Hub = request.app.state.hub
    try:
        is_ready = not hub.is_draining and await service.store.is_ready()
    except SebayaError:
        is_ready = False
    return JSONResponse({"ready": is_ready}, 200 if is_ready else 503)
