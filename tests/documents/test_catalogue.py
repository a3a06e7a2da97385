"""The catalogue knows every paper that the seed plans name (requirements C, rows 1 to 42)."""

from collections import Counter

from documents.catalogue import OwnPaper, PaperType, all_types
from documents.states import PaperKind, PaperStage


def test_every_row_of_requirements_c_is_known():
    assert {paper.row for paper in all_types()} == set(range(1, 43))


def test_every_kind_is_known_once():
    counts = Counter(paper.kind for paper in all_types())
    assert set(counts) == set(PaperKind) - {PaperKind.OTHER}
    assert [kind for kind, count in counts.items() if count > 1] == []


def test_every_paper_has_a_stage_and_says_what_it_is_for():
    for paper in all_types():
        assert paper.stage in PaperStage.values, paper.kind
        assert paper.help.endswith("."), f"{paper.kind}: {paper.help!r}"
        assert isinstance(paper, OwnPaper | PaperType)


def test_what_needs_an_approval_is_numbered_and_signed():
    for paper in all_types():
        if isinstance(paper, PaperType) and paper.needs_approval:
            assert paper.has_signature, paper.kind
