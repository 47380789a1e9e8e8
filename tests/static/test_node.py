"""The front end's own tests: types, and the pure modules on Node."""

import shutil
import subprocess
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
LIMIT_S = 100
NPM = shutil.which("npm")

pytestmark = pytest.mark.skipif(
    NPM is None or not (STATIC / "node_modules").is_dir(),
    reason="needs Node, and static/node_modules as the build hook leaves it",
)


def run(script: str) -> None:
    done = subprocess.run(
        [NPM or "npm", "run", "--silent", script],
        cwd=STATIC,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_the_types_hold() -> None:
    run("check")


def test_the_pure_modules_do_what_they_say() -> None:
    run("test")
