"""Every row of the matrix after the conference has a named test, or a line that says why not."""

import pytest

from tests.house.matrix import WHY_NOT, rows, rows_named


@pytest.mark.parametrize("row", rows())
def test_a_test_names_the_row(row):
    named = rows_named()[row]
    assert bool(named) != bool(WHY_NOT.get(row)), "neither a test nor a reason, or both"


def test_reasons_are_of_these_stages():
    assert set(WHY_NOT) <= set(rows())
    assert len(rows()) == 70
