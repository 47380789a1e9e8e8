"""The import rules of the architecture, read from the sources."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: package or module -> (packages of ours, others) that it may import; the longest name that fits counts
ALLOWED: dict[str, tuple[set[str], set[str]]] = {
    "chatserver.domain": ({"chatserver.domain"}, {"msgspec"}),
    "chatserver.protocol": ({"chatserver.domain", "chatserver.protocol"}, {"msgspec"}),
    "chatserver.store": (
        {"chatserver.domain", "chatserver.store"},
        {"msgspec", "msgpack", "redis", "hiredis", "cryptography"},
    ),
    "chatserver.actions": ({"chatserver.domain", "chatserver.store", "chatserver.actions"}, {"msgspec"}),
    "chatserver.hub": (
        {"chatserver.domain", "chatserver.protocol", "chatserver.store", "chatserver.hub"},
        {"msgspec"},
    ),
    "chatserver.web": (
        {
            "chatserver.domain",
            "chatserver.protocol",
            "chatserver.actions",
            "chatserver.hub",
            "chatserver.web",
        },
        {"msgspec", "starlette", "jinja2", "markupsafe"},  # markupsafe is jinja2's own escaping
    ),
    "chatserver.settings": (set(), {"msgspec"}),
    "chatserver.logs": (set(), {"msgspec"}),
    "chatserver.engine": (set(), set()),
    "chatserver.client": ({"chatserver.domain", "chatserver.protocol"}, {"msgspec", "websockets"}),
    "chatserver.starter": ({"chatserver.domain"}, {"msgspec"}),
    "moderation": ({"chatserver.domain", "moderation"}, {"msgspec", "ahocorasick"}),
    "moderation.worker": (
        {"chatserver.domain", "chatserver.store", "chatserver.actions", "moderation"},
        {"msgspec"},
    ),
    "moderation.components.toxicity": ({"chatserver.domain", "moderation"}, {"msgspec", "detoxify"}),
}
#: Puts the parts together, so it may import everything; nothing above imports it.
TOP = {
    "chatserver",
    *(f"chatserver.{name}" for name in ("__main__", "app", "cli", "clock", "demo", "doctor")),
    *(f"chatserver.{name}" for name in ("operators", "serve", "supervisor")),
}
#: Standard library that a layer must do without.
FORBIDDEN = {
    "chatserver.domain": {"asyncio", "time", "random", "secrets", "os", "socket", "threading"},
    "moderation": {"asyncio", "socket"},
}
#: A part whose scripts run as another program, so what they say is not ours.
LAUNCHER = "chatserver.engine"


def modules() -> list[tuple[str, Path]]:
    found = []
    for package in ("chatserver", "moderation"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found.append((name.removesuffix(".__init__"), path))
    return found


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            # `from chatserver.web import pages` imports a module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if _is_module(node, alias))


def _is_module(node: ast.ImportFrom, alias: ast.alias) -> bool:
    place = ROOT.joinpath(*(node.module or "").split("."), alias.name)
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def layer_of(name: str) -> str | None:
    fits = [layer for layer in ALLOWED if name == layer or name.startswith(f"{layer}.")]
    return max(fits, key=len, default=None)


MODULES = modules()
IDS = [name for name, _ in MODULES]


def test_every_module_has_a_layer() -> None:
    assert [name for name in IDS if name not in TOP and layer_of(name) is None] == []


@pytest.mark.parametrize(("name", "path"), MODULES, ids=IDS)
def test_imports_go_one_way(name: str, path: Path) -> None:
    if name in TOP:
        return
    layer = layer_of(name) or ""
    ours, others = ALLOWED[layer]
    forbidden = FORBIDDEN.get(layer, set())
    wrong = []
    for wanted in imports(path):
        root = wanted.partition(".")[0]
        if root in ("chatserver", "moderation"):
            is_parent = any(allowed.startswith(f"{wanted}.") for allowed in ours)
            is_allowed = is_parent or any(wanted == a or wanted.startswith(f"{a}.") for a in ours)
        elif root in sys.stdlib_module_names:
            is_allowed = root not in forbidden
        else:
            is_allowed = root in others
        if not is_allowed:
            wrong.append(wanted)
    assert wrong == []


@pytest.mark.parametrize(("name", "path"), MODULES, ids=IDS)
def test_the_environment_is_read_in_one_place(name: str, path: Path) -> None:
    tree = ast.parse(path.read_text())
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    if name != "chatserver.settings":
        assert used & {"environ", "environb", "getenv", "getenvb", "putenv"} == set()


@pytest.mark.parametrize(("name", "path"), MODULES, ids=IDS)
def test_keys_are_spelled_in_one_place(name: str, path: Path) -> None:
    if name == "chatserver.store.keys":
        return
    tree = ast.parse(path.read_text())
    if name.startswith(("chatserver.store", "chatserver.actions", "chatserver.hub", "chatserver.clock")):
        assert [text for text in _texts(tree) if re.search(r"\}:|:\{", text)] == []  # the hash tag
    if name.startswith("chatserver.store"):
        assert [command for command, key in _commands(tree) if _is_literal(key)] == []


def _texts(tree: ast.AST) -> Iterator[str]:
    """Yield every string that is not a docstring."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def _commands(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield each Redis command that is spelled out, and what stands where its key belongs."""
    keyless = {"PING", "SCRIPT", "EVALSHA", "XREADGROUP", "INFO", "WAIT", "AUTH", "SELECT", "HELLO"}
    with_subcommand = {"XGROUP", "XINFO", "OBJECT", "MEMORY"}
    for node in ast.walk(tree):
        words: list[ast.expr] = []
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "execute"
        ):
            words = node.args
        elif isinstance(node, ast.Tuple):
            words = node.elts
        if len(words) < 2 or not isinstance(words[0], ast.Constant):
            continue
        command = words[0].value
        if isinstance(command, str) and command.isupper() and command not in keyless:
            yield command, words[2 if command in with_subcommand and len(words) > 2 else 1]


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize("path", sorted((ROOT / "chatserver/store/lua").glob("*.lua")), ids=lambda p: p.name)
def test_scripts_spell_no_key(path: Path) -> None:
    code = re.sub(r"--[^\n]*", "", path.read_text())
    assert re.findall(r"redis\.p?call\(\s*['\"]\w+['\"]\s*,\s*['\"][^'\"]*['\"]", code) == []


def test_the_engine_is_given_no_environment() -> None:
    """engine.py starts another program; it passes on nothing of ours."""
    path = dict(MODULES)[LAUNCHER]
    given = [
        keyword.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and "create_subprocess" in ast.unparse(node.func)
        for keyword in node.keywords
        if keyword.arg == "env"
    ]
    assert [ast.unparse(value) for value in given] == ["{}"]
