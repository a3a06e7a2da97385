"""Files stay short and say what lives in them; state is written in one place; names of officials stay in the plan's file."""

import ast
import hashlib
import re
import unicodedata
from importlib import import_module

import pytest
from django.core.management import call_command

from documents.search_index import OPERATIONS
from feedback.search_index import OPERATION
from tests.house.house import ROOMS, ROOT, shown, sources, tracked_files

LONGEST = 450  # DESIGN says about 400
LONGEST_SERVICE = 35  # lines of a service's body without its docstring; DESIGN says about 25
# Called by the commands and the worker as well as by people: a year is all that it is about.
POSITIONAL = {"fill_year"}
TEXT = {".py", ".html", ".css", ".js", ".yaml", ".yml", ".md", ".txt", ".toml", ".sh", ".svg", ".json", ""}
# sha256 of the officials' names of the seeds, lower case, words joined by one blank.
OFFICIALS = {
    "39b285e3ae17511d44013e1804b8d0185fc1bd35944d8af11e60abab6b8ee188",
    "604b7a83737eb30179fe264dc994275714c0c2f8f01f6678d51698c150dc9253",
    "49b602fc55f75500b69d2491140ff43373d715781b196c86067e8f69aff9f2c5",
    "c6456cebab912ee88f11a4b2118e850987737413d4e9f4894c5560d5e075d6e5",
    "735958d5332ed4f71919d8dc36c029a0505170271ec8a17a8282448c5f0378cd",
    "b095608f33f67a633f08e0b125aac4385630ea1850b8fc25bb5cb2352b13d8a9",
}


def test_files_are_short():
    lengths = {path: len(path.read_text().splitlines()) for path in sources()}
    assert not [f"{shown(path)}: {lines} lines" for path, lines in lengths.items() if lines > LONGEST]


def test_every_module_says_what_lives_in_it():
    wrong = [shown(path) for path, tree in sources().items() if tree.body and not ast.get_docstring(tree)]
    assert not wrong, "\n".join(wrong)


def test_services_are_short_and_keyword_only():
    wrong = []
    for path, tree in sources().items():
        if "services" not in (path.stem, path.parent.name):
            continue
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            names = [argument.arg for argument in node.args.kwonlyargs]
            if "actor" in names and node.name not in POSITIONAL and (node.args.args or node.args.posonlyargs):
                wrong.append(f"{shown(path, node)}: {node.name} takes positional arguments")
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            if lines > LONGEST_SERVICE:
                wrong.append(f"{shown(path, node)}: {node.name} has {lines} lines")
    assert not wrong, "\n".join(wrong)


def test_only_the_workflow_writes_a_state():
    """Rows begin with a state in their constructor; afterwards only `core.workflow.move` writes it."""
    wrong = []
    for path, tree in sources().items():
        if path == ROOT / "core" / "workflow.py":
            continue
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            targets = [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else targets
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                wrong.append(f"{shown(path, node)}: assigns .state")
            if isinstance(node, ast.Call) and _writes_state(node):
                wrong.append(f"{shown(path, node)}: {ast.unparse(node.func)} writes state")
    assert not wrong, "\n".join(wrong)


def _writes_state(call):
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("update", "aupdate"):
        # `some_dict.update(state=…)` would be caught as well: it had better be written otherwise.
        return any(keyword.arg == "state" for keyword in call.keywords)
    if name in ("setattr", "bulk_update"):
        return any(isinstance(node, ast.Constant) and node.value == "state" for node in ast.walk(call))
    return False


def test_only_anonymising_changes_what_was_written_for_good():
    """The log and the kept versions have one exception each from append-only; nothing else may grow to use it."""
    allowed = {
        "forget_texts": "feedback/services/privacy.py",
        "clean_versions": "feedback/services/privacy.py",
    }
    used = {(name, shown(path)) for path, tree in sources().items() for name in _called(tree) & set(allowed)}
    assert used == set(allowed.items())


def _called(tree):
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {getattr(func, "attr", getattr(func, "id", "")) for func in calls}


def test_views_do_not_ask_for_states():
    """`.filter(state=…)` and branches on the state belong to a QuerySet's vocabulary and to rules."""
    wrong = []
    for path, tree in sources().items():
        if "views" not in (path.stem, path.parent.name):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            names = [keyword.arg or "" for keyword in node.keywords]
            if node.func.attr in ("filter", "exclude", "get") and any(
                name == "state" or name.startswith("state__") for name in names
            ):
                wrong.append(shown(path, node))
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare) and any(
                isinstance(side, ast.Attribute) and side.attr == "state"
                for side in (node.left, *node.comparators)
            ):
                wrong.append(f"{shown(path, node)}: branches on a state")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_one_migration_for_each_room(room):
    files = sorted((ROOT / room / "migrations").glob("0*.py"))
    assert not [shown(path) for path in files[1:]]


def test_the_search_index_is_made_with_its_table():
    """PostgreSQL's trigram index is written by hand into the generated migration; making it anew must not lose it."""
    migration = import_module("feedback.migrations.0001_initial").Migration
    assert migration.operations[-1] is OPERATION
    migration = import_module("documents.migrations.0001_initial").Migration
    assert migration.operations[-len(OPERATIONS) :] == OPERATIONS


@pytest.mark.django_db
def test_migrations_follow_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def grams(text):
    """sha256 of every run of two to four words."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    for length in (2, 3, 4):
        for start in range(len(words) - length + 1):
            yield hashlib.sha256(" ".join(words[start : start + length]).encode()).hexdigest()


def test_no_officials_name_outside_the_plans_own_file():
    """Titles instead of names: a seed's officials are people who were not asked."""
    wrong = []
    for path in tracked_files():
        if path.suffix not in TEXT or path.is_relative_to(ROOT / "plans" / "data"):
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if OFFICIALS & set(grams(text)):
            wrong.append(shown(path))
    assert not wrong, wrong
