"""Reads Fluent files far enough for tests: keys, words, comments."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
PAGES = ROOT / "chatserver" / "web" / "templates"
LANGUAGES = ("id", "en")


class Message(NamedTuple):
    """A message of a Fluent file; `words` holds choices as they stand there."""

    key: str
    words: str
    comment: str


def files(language: str) -> dict[str, Path]:
    """Return the files of a language by name, those of the server's pages under `pages.ftl`."""
    found = {path.name: path for path in sorted((STATIC / "locales" / language).glob("*.ftl"))}
    return {**found, "pages.ftl": PAGES / f"{language}.ftl"}


def messages(path: Path) -> list[Message]:
    """Return the messages of a file in order."""
    found: list[Message] = []
    comment = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            comment = f"{comment} {line[1:].strip()}".strip() if line.startswith("# ") else ""
        elif start := re.match(r"([a-z][\w-]*) = ?(.*)", line):
            found.append(Message(start[1], start[2], comment))
            comment = ""
        elif line.startswith((" ", "}")) and found:
            last = found[-1]
            found[-1] = last._replace(words=f"{last.words}\n{line}")
        elif line:
            raise AssertionError(f"{path.name}: not understood: {line!r}")
    return found
