"""The built front end: which files a page needs, and the files themselves under /assets and /embed.js.

The files are read once, with their compressed form, and served from memory: a few hundred kilobytes, no disk
on the way, and no path that could lead elsewhere. `build_web.py` builds them when the package is installed.
"""

import functools
import gzip
import json
import mimetypes
from collections.abc import Mapping
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

#: Inside the installed package, or, for an editable install, where the build leaves it.
PLACES = (Path(__file__).parent / "dist", Path(__file__).parents[2] / "static" / "dist")
MISSING = (
    "The front end is not built: it needs Node 20 or later with npm; "
    "install the package again (pip install -e .), or run `npm ci && npm run build` in static/."
)
_IMMUTABLE = "public, max-age=31536000, immutable"  # the name holds a hash of the content
_SHORT = "public, max-age=300"  # embed.js keeps its name; five minutes until a new version is everywhere
_KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


class Entry(msgspec.Struct, frozen=True):
    """A bundle as the build names it: its file, chunks it imports, and the chunk of each language."""

    file: str
    imports: tuple[str, ...] = ()
    languages: Mapping[str, str] = {}


class _File(msgspec.Struct, frozen=True):
    content: bytes
    zipped: bytes
    kind: str


class Assets:
    """An ASGI app for `/assets`, and what pages ask about it."""

    def __init__(self, directory: Path | None) -> None:
        """Read the files of `directory`; None stands for a front end that was not built."""
        self._entries: dict[str, Entry] = {}
        self._files: dict[str, _File] = {}
        if directory is None:
            return
        manifest = json.loads((directory / "manifest.json").read_bytes())
        self._entries = msgspec.convert(manifest, dict[str, Entry])
        for path in directory.iterdir():
            if path.suffix in _KINDS or mimetypes.guess_type(path.name)[0] == "image/svg+xml":
                content = path.read_bytes()
                kind = _KINDS.get(path.suffix, "image/svg+xml")
                self._files[path.name] = _File(content, gzip.compress(content, 9, mtime=0), kind)

    @staticmethod
    @functools.cache
    def load() -> "Assets":
        """Return the front end of this installation, read once."""
        return Assets(next((place for place in PLACES if (place / "manifest.json").is_file()), None))

    @property
    def is_built(self) -> bool:
        """Whether there is a front end at all."""
        return bool(self._entries)

    def entry(self, name: str) -> Entry | None:
        """Return the bundle of a face ("widget", "console", "desk") or style sheet ("page", "staff")."""
        return self._entries.get(name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the hashed file that the last part of the path names."""
        request = Request(scope, receive)
        await self._serve(request, request.url.path.rpartition("/")[2], _IMMUTABLE)(scope, receive, send)

    async def embed(self, request: Request) -> Response:
        """Serve the launcher under its stable name."""
        return self._serve(request, "embed.js", _SHORT)

    def _serve(self, request: Request, name: str, cache: str) -> Response:
        if not self.is_built:
            return PlainTextResponse(MISSING, 503, {"Cache-Control": "no-store"})
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("Method not allowed.", 405, {"Allow": "GET, HEAD"})
        file = self._files.get(name)
        # embed.js keeps its name, so it must not be had for a year under /assets.
        if file is None or (name == "embed.js" and cache is _IMMUTABLE):
            return PlainTextResponse("Not found.", 404, {"Cache-Control": "no-store"})
        headers = {
            "Cache-Control": cache,
            "Vary": "Accept-Encoding",
            # Pages of other sites load the launcher and, in `element` mode, the chat as modules.
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "X-Content-Type-Options": "nosniff",
        }
        content = file.content
        if "gzip" in request.headers.get("accept-encoding", ""):
            content, headers["Content-Encoding"] = file.zipped, "gzip"
        return Response(content, headers=headers, media_type=file.kind)
