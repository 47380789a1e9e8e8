"""One web process: uvicorn as performance.md 6.7 and reliability.md 5 want it, and an orderly end.

On SIGTERM or SIGINT it stops listening, sends its sockets away spread over some seconds, ends the requests
that are still running, and is gone within `END_S` at the latest.
"""

import asyncio
import gc
import logging
import socket
from types import FrameType

import uvicorn

from chatserver.app import App
from chatserver.domain.limits import MAX_FRAME_BYTES

log = logging.getLogger("sebaya.serve")

BACKLOG = 4_096  # connections waiting to be accepted; a wave of returning clients after a restart
PING_S = 25.0  # seconds between pings of the server, below the 30 to 60 s after which middle boxes forget
DRAIN_S = 15.0  # seconds at most for sending sockets away
GRACE_S = 5  # seconds for requests that are still running
END_S = 30  # seconds until an ending process is gone, by DRAIN_S, GRACE_S and the lifespan's end


class StartError(Exception):
    """The web process can't start; the text says why, for the operator."""


async def serve(app: App, *, host: str, port: int, fd: int | None = None) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        fd: an inherited listening socket, instead of host and port.

    Raises:
        StartError: the address is taken, or the store does not answer.
    """
    listener = inherited(fd) if fd is not None else listen(host, port)
    server = _Server(_config(app), app)
    try:
        await server.serve([listener])
    except SystemExit:  # how uvicorn tells that a start failed
        raise StartError(_why(app.failure)) from app.failure
    finally:
        listener.close()


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raise `StartError` when the address can't be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(BACKLOG)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise StartError(
            f"Port {port} on {host} can't be used ({error.strerror}). "
            "Stop what uses it, or choose another with --port."
        ) from error
    listener.setblocking(False)
    return listener


def inherited(fd: int) -> socket.socket:
    """Return the listening socket behind a descriptor; raise `StartError` when there is none."""
    try:
        listener = socket.socket(fileno=fd)
    except OSError as error:
        raise StartError(f"Descriptor {fd} is not a socket ({error.strerror}).") from error
    listener.setblocking(False)
    return listener


class _Server(uvicorn.Server):
    """Drains before it closes, and leaves its signals to us: a wanted end is exit code 0."""

    def __init__(self, config: uvicorn.Config, app: App) -> None:
        super().__init__(config)
        self._app = app

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # what is here now stays: no collection walks it again
        log.info("web_started")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        log.info("web_drains")
        for server in self.servers:
            server.close()
        drain = asyncio.ensure_future(self._app.drain())
        deadline = asyncio.get_running_loop().time() + DRAIN_S
        while not (drain.done() or self.force_exit or asyncio.get_running_loop().time() > deadline):
            await asyncio.wait([drain], timeout=0.1)
        drain.cancel()
        await asyncio.gather(drain, return_exceptions=True)
        await super().shutdown(sockets)
        log.info("web_stopped")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit  # told twice: without waiting
        self.should_exit = True


def _config(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=MAX_FRAME_BYTES,
        ws_per_message_deflate=False,  # memory per socket, and lengths of secrets
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        lifespan="on",
        interface="asgi3",
        log_config=None,  # logs.py
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=GRACE_S,
    )


def _why(failure: BaseException | None) -> str:
    cause = failure.__cause__ if failure is not None and failure.__cause__ is not None else failure
    return f"The store does not answer ({cause or 'no reason known'}). Is SEBAYA_REDIS_URL right?"
