"""The HTML that this server writes: the seeker's hosted page, the staff's faces, sign-in, and plain messages.

Every page carries the strict headers of ux.md, sections 4 and 12. The seeker's page holds its help lines as
plain HTML, so that they are there without JavaScript, on an old browser, and without a built front end.
"""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import jinja2
import msgspec
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from chatserver.domain.programmes import HelpLine, Programme, ordered_lines
from chatserver.web.assets import MISSING, Assets, Entry

_TEMPLATES = Path(__file__).parent / "templates"
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?")
_WORDS_LINE = re.compile(r"^([a-z][a-z0-9-]*) = (.+)$", re.MULTILINE)
_LANGUAGES = ("id", "en")

_jinja = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class PublicTopic(msgspec.Struct, frozen=True):
    """A topic as the widget shows it."""

    id: str
    label: dict[str, str]


class PublicConfig(msgspec.Struct, frozen=True):
    """What the widget needs of a programme, and nothing else of it."""

    id: str
    name: str
    languages: tuple[str, ...]
    topics: tuple[PublicTopic, ...]
    is_age_asked: bool
    retention_days: int
    exit_url: str
    is_paused: bool
    help_lines: tuple[HelpLine, ...]


def public_config(programme: Programme) -> dict[str, Any]:
    """Return what anybody may know of a programme; help lines whose facts are fresh come first."""
    config = PublicConfig(
        id=programme.id,
        name=programme.name,
        languages=programme.languages,
        topics=tuple(PublicTopic(topic.id, dict(topic.label)) for topic in programme.topics),
        is_age_asked=programme.is_age_asked,
        retention_days=programme.retention_days,
        exit_url=programme.exit_url,
        is_paused=programme.is_paused,
        help_lines=tuple(ordered_lines(programme.help_lines, _today())),
    )
    built: dict[str, Any] = msgspec.to_builtins(config)
    return built


def seeker_page(programme: Programme, language: str, framed: bool) -> Response:
    """Return the hosted page of a programme; `framed` is the same page inside the launcher's frame."""
    assets = Assets.load()
    widget = assets.entry("widget")
    words = _words(language)
    page = _jinja.get_template("seeker.html").render(
        language=language,
        words=words,
        programme=programme,
        lines=[_line(line, language, words) for line in ordered_lines(programme.help_lines, _today())],
        style=_file(assets.entry("page")),
        script=_file(widget),
        preloads=_preloads(widget, language),
        config=_data({"programme": public_config(programme), "language": language, "framed": framed}),
    )
    ancestors = " ".join(("'self'", *(origin for origin in programme.origins if _is_origin(origin))))
    return _Page(page, ancestors=ancestors)


def staff_page(face: Literal["console", "desk"], language: str) -> Response:
    """Return the page of a staff face; who is signed in is found out by the face itself."""
    assets = Assets.load()
    entry = assets.entry(face)
    words = _words(language)
    if entry is None:
        return message_page(words["title"], MISSING, 503)
    page = _jinja.get_template("staff.html").render(
        language=language,
        words=words,
        face=face,
        style=_file(assets.entry("staff")),
        script=_file(entry),
        preloads=_preloads(entry, language),
    )
    return _Page(page, worker=True)


def sign_in_page(code: str, is_valid: bool) -> Response:
    """Return the page of a one-time address: one button, so that a preview of the link does not use it up."""
    page = _jinja.get_template("sign_in.html").render(
        both=[(language, _words(language)) for language in _LANGUAGES],
        code=code,
        is_valid=is_valid,
        style=_file(Assets.load().entry("page")),
    )
    return _Page(page, status=200 if is_valid else 410)


def message_page(title: str, text: str, status: int = 400) -> Response:
    """Return a page that says one thing."""
    page = _jinja.get_template("message.html").render(
        title=title, text=text, style=_file(Assets.load().entry("page"))
    )
    return _Page(page, status=status)


class _Page(HTMLResponse):
    """A page with the headers of ux.md; the host of its sockets is the one it was asked at."""

    def __init__(
        self, page: str, *, status: int = 200, ancestors: str = "'none'", worker: bool = False
    ) -> None:
        super().__init__(page, status)
        self._ancestors, self._worker = ancestors, worker

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.headers.update(
            {
                "Content-Security-Policy": self._policy(_socket_source(Request(scope))),
                "Cache-Control": "no-store",
                "Referrer-Policy": "no-referrer",
                "X-Robots-Tag": "noindex, nofollow",
                "X-Content-Type-Options": "nosniff",
                "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
            }
        )
        if self._ancestors == "'none'":
            self.headers["X-Frame-Options"] = "DENY"
            self.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        await super().__call__(scope, receive, send)

    def _policy(self, socket: str) -> str:
        rules = [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            f"connect-src 'self'{socket}",
            "font-src 'none'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {self._ancestors}",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
        if self._worker:
            rules[6:6] = ["manifest-src 'self'", "worker-src 'self'"]
        return "; ".join(rules)


def _socket_source(request: Request) -> str:
    """The socket's address for `connect-src`: older browsers do not count it as 'self'."""
    host = request.headers.get("host", "")
    scheme = "wss" if request.url.scheme == "https" else "ws"
    return f" {scheme}://{host}" if _HOST.fullmatch(host) else ""


def _is_origin(text: str) -> bool:
    """Whether `text` is an exact origin and nothing that could add to a header."""
    parts = urlsplit(text)
    return (
        parts.scheme in ("http", "https")
        and _HOST.fullmatch(parts.netloc) is not None
        and text == f"{parts.scheme}://{parts.netloc}"
    )


def _data(value: Any) -> Markup:
    """Return JSON for a data block: no character in it can end the block or begin markup."""
    text = msgspec.json.encode(value).decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - the characters that mean something to HTML were just replaced


def _file(entry: Entry | None) -> str:
    return entry.file if entry else ""


def _preloads(entry: Entry | None, language: str) -> list[str]:
    if entry is None:
        return []
    words = entry.languages.get(language)
    return [*entry.imports, *([words] if words else [])]


def _line(line: HelpLine, language: str, words: dict[str, str]) -> dict[str, Any]:
    """Return a help line as the page without JavaScript shows it."""
    checked = date.fromisoformat(max(line.checked_on, line.tested_on))
    day = f"{checked.day} {words['months'].split()[checked.month - 1]} {checked.year}"
    facts = [_in(given, language) for given in (line.audience, line.hours, line.note)]
    return {
        "name": line.name,
        "how": _in(line.how, language) or line.tel,
        "tel": line.tel,
        "url": line.url if urlsplit(line.url).scheme in ("http", "https") else "",
        "facts": [fact for fact in facts if fact],
        "checked": words["checked"].replace("{ $date }", day),
    }


def _in(words: Any, language: str) -> str:
    return str(words.get(language) or next(iter(words.values()), ""))


def _words(language: str) -> dict[str, str]:
    """Return the words of the pages: plain `key = words` lines of a Fluent file."""
    source = (_TEMPLATES / f"{language if language in _LANGUAGES else 'id'}.ftl").read_text("utf-8")
    return dict(_WORDS_LINE.findall(source))


def _today() -> date:
    return datetime.now(UTC).date()
