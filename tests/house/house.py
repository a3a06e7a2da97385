"""The house as its tests see it: rooms, files, imports, urls, tables of moves. No tests here."""

import ast
import inspect
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, get_resolver

ROOT = Path(__file__).resolve().parent.parent.parent
# In the order of the procedure: a room imports only what stands before it.
ROOMS = ["core", "deadlines", "documents", "plans", "dialogue", "feedback", "conclusions", "reports"]


@cache
def sources(room=None):
    """Every Python file of the product (or of one room) without migrations: path -> syntax tree."""
    rooms = [room] if room else ROOMS
    files = [path for name in rooms for path in sorted((ROOT / name).rglob("*.py"))]
    return {path: ast.parse(path.read_text()) for path in files if "migrations" not in path.parts}


def shown(path, node=None):
    return f"{path.relative_to(ROOT)}" + (f":{node.lineno}" if node is not None else "")


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules():
    return {module_of(path) for path in sources()}


def imports_of(path, tree):
    """(node, module) of every import of our own modules, `from core import rules` being core.rules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown(path, node)}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in modules() else node.module for name in names]
        else:
            continue
        yield from ((node, name) for name in names)


def graph_of(room):
    """Module -> own-room modules that it imports."""
    graph = {}
    for path, tree in sources(room).items():
        targets = {name for _, name in imports_of(path, tree) if name.split(".")[0] == room}
        graph[module_of(path)] = {target for target in targets if target in modules()} - {module_of(path)}
    return graph


@dataclass(frozen=True)
class Url:
    """One address: its name, path, the names of its arguments, the view behind all decorators."""

    name: str
    path: str
    arguments: tuple
    view: object

    @property
    def source(self):
        return inspect.unwrap(self.view)

    @property
    def room(self):
        return self.source.__module__.split(".")[0]

    def decorators(self):
        """The names that stand above the view: "guard", "require_POST"."""
        tree = ast.parse(inspect.getsource(self.source))
        found = tree.body[0].decorator_list
        calls = [node.func if isinstance(node, ast.Call) else node for node in found]
        return {node.id if isinstance(node, ast.Name) else node.attr for node in calls}

    @property
    def is_post_only(self):
        return "require_POST" in self.decorators()


def urls():
    """Every address of the product."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns, before):
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Url(pattern.name, path, tuple(pattern.pattern.converters), pattern.callback)
        else:
            yield from _walk(pattern.url_patterns, path)


def stateful_models():
    """Every model with a table of moves."""
    models = [
        model for room in ROOMS if apps.is_installed(room) for model in apps.get_app_config(room).get_models()
    ]
    return [model for model in models if getattr(model, "MOVES", None)]


def all_moves():
    """(model, move) of every row of every table."""
    return [(model, move) for model in stateful_models() for move in model.MOVES.values()]


@cache
def names_of_tests():
    text = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    return re.findall(r"^\s*(?:async )?def (test_\w+)", text, re.MULTILINE)


@cache
def tracked_files():
    """What git knows of, or would know after the next add; outside a repository every file."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
