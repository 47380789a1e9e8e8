"""Every URL in one table."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from chatserver.actions.service import Service
from chatserver.domain.errors import SebayaError
from chatserver.hub.hub import Hub
from chatserver.web import health, pages
from chatserver.web.api import accounts, programmes
from chatserver.web.assets import Assets

Page = Callable[[Request], Awaitable[Response]]


def build(hub: Hub, service: Service, assets: Assets | None = None) -> Starlette:
    """Return the HTTP side: pages, assets, staff endpoints, health."""
    files = assets or Assets.load()
    app = Starlette(
        routes=[
            Route("/", _home),
            Route("/c/{programme}", programmes.hosted),
            Route("/console", _face("console")),
            Route("/desk", _face("desk")),
            Route("/in/{code}", accounts.sign_in_page),
            Route("/in/{code}", accounts.sign_in, methods=["POST"]),
            Route("/api/programmes/{programme}", programmes.config),
            Route("/api/leave", programmes.leave, methods=["POST"]),
            Route("/api/me", accounts.me),
            Route("/api/sign-out", accounts.sign_out, methods=["POST"]),
            Route("/healthz/live", health.live),
            Route("/healthz/ready", health.ready),
            Route("/embed.js", files.embed),
            Mount("/assets", files),
        ],
        exception_handlers={SebayaError: _refused, HTTPException: _not_found},
    )
    app.state.hub, app.state.service = hub, service
    return app


async def _home(request: Request) -> Response:
    return RedirectResponse("/console")


def _face(name: str) -> Page:
    async def face(request: Request) -> Response:
        language = request.query_params.get("lang", "id")
        return pages.staff_page(
            "desk" if name == "desk" else "console", language if language == "en" else "id"
        )

    return face


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, SebayaError):
        raise error
    if request.url.path.startswith("/api/"):
        return JSONResponse({"code": error.code, "message": error.message}, error.status)
    return pages.message_page("Sebaya", error.message, error.status)


async def _not_found(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return pages.message_page("Sebaya", "Halaman ini tidak ada. This page does not exist.", status)
