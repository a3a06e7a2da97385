"""Imports run one way only, between the rooms and inside each of them (DESIGN, 2)."""

import ast

import pytest
from django.conf import settings

from tests.house.house import ROOMS, ROOT, graph_of, imports_of, module_of, shown, sources

# From the ground upwards; what stands on the same step does not matter. Other files only may not make circles.
STEPS = [
    {"states"},
    {"models"},
    {"rules"},
    {"queries", "forms", "documents"},
    {"services"},
    {"tasks"},
    {"views"},
    {"urls"},
]
# A room's pages, their input and its rules are its own business.
PRIVATE = {"views", "forms", "rules", "urls", "account_forms", "admin_forms"}
# The project's own files lie in the room of the conference and name apps by string.
PROJECT = {"dialogue.settings", "dialogue.urls", "dialogue.wsgi"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_stands_to_its_left(room):
    right = set(ROOMS[ROOMS.index(room) + 1 :]) | {"tests"}
    wrong = [
        f"{shown(path, node)} imports {name}"
        for path, tree in sources(room).items()
        for node, name in imports_of(path, tree)
        if name.split(".")[0] in right
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_leaves_the_others_pages_and_rules_alone(room):
    wrong = [
        f"{shown(path, node)} imports {name}"
        for path, tree in sources(room).items()
        for node, name in imports_of(path, tree)
        if name.split(".")[0] in ROOMS
        and name.split(".")[0] != room
        and len(name.split(".")) > 1
        and name.split(".")[1] in PRIVATE
    ]
    assert not wrong, "\n".join(wrong)


def test_the_projects_own_files_name_rooms_by_string():
    wrong = [
        f"{shown(path, node)} imports {name}"
        for path, tree in sources("dialogue").items()
        if module_of(path) in PROJECT
        for node, name in imports_of(path, tree)
        if name.split(".")[0] in ROOMS
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_files_of_a_room_import_only_downwards(room):
    step = {name: number for number, names in enumerate(STEPS) for name in names}
    wrong = []
    for module, targets in graph_of(room).items():
        own = step.get(module.split(".")[1]) if "." in module else None
        if own is None or module in PROJECT:
            continue
        for target in targets:
            theirs = step.get(target.split(".")[1]) if "." in target else None
            if theirs is not None and theirs > own:
                wrong.append(f"{module} imports {target}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_no_circle_inside_a_room(room):
    graph, done = graph_of(room), set()

    def visit(module, way):
        assert module not in way, " -> ".join([*way[way.index(module) :], module])
        if module not in done:
            for target in graph.get(module, ()):
                visit(target, [*way, module])
            done.add(module)

    for module in graph:
        visit(module, [])


def test_no_import_inside_a_function():
    """WeasyPrint excepted: it takes a second to load and only the worker needs it."""
    wrong = []
    for path, tree in sources().items():
        functions = [
            node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        for function in functions:
            for node in ast.walk(function):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                wrong += [
                    f"{shown(path, node)}: {name}" for name in names if not name.startswith("weasyprint")
                ]
    assert not wrong, "\n".join(wrong)


def test_no_signals():
    wrong = [
        f"{shown(path, node)} imports {name}"
        for path, tree in sources().items()
        for node, name in imports_of(path, tree)
        if name.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals"))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_utils():
    names = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert not [shown(path) for path in sources() if path.name in names or path.parent.name == "utils"]


def test_every_room_is_installed_and_stands_in_the_house():
    installed = [name for name in settings.INSTALLED_APPS if (ROOT / name).is_dir()]
    assert installed == ROOMS
