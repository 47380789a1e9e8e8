"""Cookies, origins and sign-in at the edge. Who may do what is `domain/roles.py`."""

from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from chatserver.domain.people import Role
from chatserver.domain.retention import SECONDS, Kept

STAFF_ROLES = (Role.SUPPORTER, Role.PROFESSIONAL, Role.COORDINATOR)


def cookie_name(role: str, is_secure: bool) -> str:
    """Return the name of the session cookie of a role: one each, so that faces can be open side by side."""
    return f"{'__Host-' if is_secure else ''}sebaya-{role}"


def session_cookie(role: Role, token: str, is_secure: bool) -> dict[str, Any]:
    """Return the arguments of `Response.set_cookie` for a staff session."""
    return {
        "key": cookie_name(role, is_secure),
        "value": token,
        "max_age": SECONDS[Kept.STAFF_TOKEN],
        "path": "/",
        "secure": is_secure,
        "httponly": True,
        "samesite": "strict",
    }


def header(scope: dict[str, Any], name: bytes) -> str:
    """Return a header of an ASGI scope, or "" when it is absent or stands there twice."""
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if len(found) == 1 else ""


def is_secure(scope: dict[str, Any]) -> bool:
    """Whether the request came over TLS."""
    return scope.get("scheme") in ("https", "wss")


def is_same_origin(scope: dict[str, Any]) -> bool:
    """Whether this very host's page sent it; false when nothing says so.

    A form of a page with `Referrer-Policy: no-referrer` is sent with `Origin: null`; there the browser's own
    `Sec-Fetch-Site`, which no page can set, decides.
    """
    origin = header(scope, b"origin")
    if origin in ("", "null"):
        return header(scope, b"sec-fetch-site") == "same-origin"
    found = urlsplit(origin)
    scheme = "https" if is_secure(scope) else "http"
    return found.scheme == scheme and found.netloc == header(scope, b"host")


def session_of(scope: dict[str, Any], role: str) -> str:
    """Return the session token in the cookie of a role, or ""."""
    try:
        jar = SimpleCookie(header(scope, b"cookie"))
    except CookieError:
        return ""
    found = jar.get(cookie_name(role, is_secure(scope)))
    return found.value if found else ""
