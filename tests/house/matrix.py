"""The seeds' demands on what comes after a conference: each row is named by a test, or says here why it is not.

`python -m tests.house.matrix` prints which tests name which row. No tests here.
"""

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
# Rows of the requirement matrix by stage, as the five seed plans gave them.
STAGES = {
    "conclude": (
        "LP-31 LP-33 LP-94 LP-95 LP-96 LP-98 ND-10 TM-25 TM-27 QN-52 QN-53 QN-54 QN-56 TD-58 TD-59 TD-60 "
        "TD-61 TD-62 TD-64"
    ),
    "follow-up": (
        "LP-17 LP-18 LP-19 LP-41 LP-92 LP-108 ND-68 TM-53 TM-60 QN-55 QN-57 QN-58 QN-59 QN-60 QN-61 "
        "QN-62 QN-80 QN-84 TD-22 TD-23 TD-65 TD-66 TD-67 TD-68 TD-69 TD-70 TD-71 TD-72 TD-87 TD-88"
    ),
    "report": ("LP-93 LP-97 ND-53 ND-69 TM-52 QN-11 QN-43 QN-81 TD-63 TD-78 TD-94"),
    "archive": ("LP-62 LP-99 LP-117 ND-77 TM-67 QN-36 QN-37 QN-38 QN-92 TD-104"),
}
# Rows that no test of their own needs, with the reason.
WHY_NOT = {}


def rows():
    return [row for rows in STAGES.values() for row in rows.split()]


@cache
def rows_named():
    """row -> ["tests/conclusions/test_x.py::test_y", …]: every test whose own text names the row."""
    found = {row: [] for row in rows()}
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text()
        if path.name == "test_matrix.py" or not re.search(r"\b(LP|ND|TM|QN|TD)-\d+", text):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                _note(found, node, text, f"{path.relative_to(TESTS.parent)}::{node.name}")
    return found


def _note(found, node, text, name):
    lines = text.splitlines()
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    own = "\n".join(lines[first - 1 : node.end_lineno])
    for row in set(re.findall(r"\b(?:LP|ND|TM|QN|TD)-\d+", own)):
        if row in found:
            found[row].append(name)


if __name__ == "__main__":
    for row, names in rows_named().items():
        print(f"{row:8}", WHY_NOT.get(row) or ", ".join(names) or "-- nothing --")
