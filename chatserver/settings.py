"""Every setting of the service: the only reader of the environment.

| variable | field | default | meaning |
| --- | --- | --- | --- |
| `SEBAYA_REDIS_URL` | `redis_url` | empty | a server of one's own (`redis://`, `rediss://`, `unix://`); empty: the embedded engine of `SEBAYA_DATA` |
| `SEBAYA_DATA` | `data` | `data` | directory of the embedded engine, the keys and the note of the address |
| `SEBAYA_HOST` | `host` | `127.0.0.1` | address to listen on |
| `SEBAYA_PORT` | `port` | 8000 | port to listen on, 0 to 65535; 0: any free one |
| `SEBAYA_PUBLIC_URL` | `public_url` | empty | how people reach the service, such as `https://chat.example.org`; empty: host and port |
| `SEBAYA_KEYS` | `keys` | `SEBAYA_DATA`/keys | directory of the key ring; never inside a back-up of the engine's data |
| `SEBAYA_FSYNC` | `fsync` | `always` | `always`: on disk before the answer; `everysec`: a crash of the machine may cost a second |
| `SEBAYA_LOG_LEVEL` | `log_level` | `info` | `debug`, `info`, `warning` or `error`; no level shows text, tokens or addresses |
"""  # noqa: E501 - rows of a table

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self, cast, get_args
from urllib.parse import urlsplit

import msgspec

LogLevel = Literal["debug", "info", "warning", "error"]
Fsync = Literal["always", "everysec"]

REDIS_SCHEMES = ("redis", "rediss", "unix")


class SettingsError(Exception):
    """A variable has a value that can't be; the text names it, for the operator."""


class Settings(msgspec.Struct, frozen=True):
    """The fields of the table above."""

    redis_url: str = ""
    data: Path = Path("data")
    host: str = "127.0.0.1"  # nobody else can reach a service that is not set up yet
    port: int = 8000
    public_url: str = ""
    keys: Path = Path("data/keys")
    fsync: Fsync = "always"
    log_level: LogLevel = "info"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings; an empty variable counts as absent.

        Raises:
            SettingsError: names the first variable that can't be.
        """
        data = Path(environ.get("SEBAYA_DATA") or "data")
        return cls(
            redis_url=_url(environ, "SEBAYA_REDIS_URL", REDIS_SCHEMES),
            data=data,
            host=environ.get("SEBAYA_HOST") or "127.0.0.1",
            port=_port(environ, "SEBAYA_PORT"),
            public_url=_url(environ, "SEBAYA_PUBLIC_URL", ("http", "https")).rstrip("/"),
            keys=Path(environ.get("SEBAYA_KEYS") or data / "keys"),
            fsync=cast(Fsync, _one_of(environ, "SEBAYA_FSYNC", get_args(Fsync), "always")),
            log_level=cast(LogLevel, _one_of(environ, "SEBAYA_LOG_LEVEL", get_args(LogLevel), "info")),
        )

    def with_data(self, data: Path) -> Self:
        """Return the settings for another data directory; keys that lay in the old one move along."""
        keys = data / "keys" if self.keys == self.data / "keys" else self.keys
        return msgspec.structs.replace(self, data=data, keys=keys)


def load() -> Settings:
    """Read the settings of this process; raise `SettingsError`."""
    return Settings.from_env(os.environ)


def environment(settings: Settings) -> dict[str, str]:
    """Return the environment for a process of ours: our own one with these settings."""
    return {
        **os.environ,
        "SEBAYA_REDIS_URL": settings.redis_url,
        "SEBAYA_DATA": str(settings.data),
        "SEBAYA_HOST": settings.host,
        "SEBAYA_PORT": str(settings.port),
        "SEBAYA_PUBLIC_URL": settings.public_url,
        "SEBAYA_KEYS": str(settings.keys),
        "SEBAYA_FSYNC": settings.fsync,
        "SEBAYA_LOG_LEVEL": settings.log_level,
    }


def _url(environ: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str:
    text = environ.get(name, "").strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        is_url = parts.scheme in schemes and bool(parts.path if parts.scheme == "unix" else parts.hostname)
        _ = parts.port  # raises for one that is no number
    except ValueError:
        is_url = False
    if not is_url:  # the value is not shown: it may hold a password
        raise SettingsError(f"{name} is not an address that begins with {_listed(schemes, '://')}.")
    return text


def _port(environ: Mapping[str, str], name: str) -> int:
    text = environ.get(name) or "8000"
    if not (text.isascii() and text.isdecimal() and int(text) <= 65_535):
        raise SettingsError(f"{name} is not a number from 0 to 65535.")
    return int(text)


def _one_of(environ: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    text = (environ.get(name) or default).lower()
    if text not in allowed:
        raise SettingsError(f"{name} is not {_listed(allowed)}.")
    return text


def _listed(words: tuple[str, ...], ending: str = "") -> str:
    *first, last = (word + ending for word in words)
    return f"{', '.join(first)} or {last}"
