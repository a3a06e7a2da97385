"""Room for signatures: every kind of paper that is signed, of State, Party and Front, has it where the name stands."""

import pytest
from lxml import html as parser

from documents.catalogue import PaperType, all_types
from documents.render import pdf_of
from tests.documents.test_docx import all_papers

pytestmark = pytest.mark.django_db
# One of each way of drawing the foot: plain, many sheets, two signatures, its own foot, the extract's.
IN_PDF = {
    "plan",
    "invitation",
    "public_notice",
    "minutes",
    "conclusion_notice",
    "consolidated_report",
    "dossier_index",
}


def spaces_of(html):
    """The names under the spaces for signatures, as the HTML says."""
    body = parser.document_fromstring(html).body
    blocks = [block for block in body.iter("div") if "signature" in (block.get("class") or "").split()]
    blocks = [block for block in blocks if block.xpath('.//div[@class="seal"]')]
    return [" ".join(block.xpath('string(.//p[@class="signer"])').split()) for block in blocks]


def test_every_kind_that_is_signed_has_a_space_above_the_name(cast):
    """What has a signer has a place for the mark; the layout finds the same places."""
    kinds = {}
    for kind, html in all_papers(cast):
        if kind in kinds:
            continue
        kinds[kind] = spaces_of(html)
        if kind in IN_PDF:
            rendered = pdf_of(html, is_archival=False)
            assert len(rendered.places) == len(kinds[kind]), kind
            assert all(place["box"][2] > 100 and place["box"][3] > 40 for place in rendered.places), kind
            assert all(
                0 < place["box"][1] < 842 and place["page"] < rendered.pages for place in rendered.places
            ), kind
    signed = {one.kind for one in all_types() if isinstance(one, PaperType) and one.has_signature} & set(
        kinds
    )
    assert not [kind for kind in signed if not kinds[kind]]
    assert len(signed) > 15 and {"plan", "minutes", "conclusion_notice"} <= {
        kind for kind in kinds if kinds[kind]
    }
