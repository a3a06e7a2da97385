"""The sample's papers: issued ones of the conference that was held, drafts on the way for the coming ones."""

from core.states import UnitKind
from documents import services as documents
from documents.queries import units_named_in
from documents.states import PaperKind
from reports.sample.travel import on

# Kind, working day from today: what the office made for the conference that was held.
MADE_FOR_THE_HELD = (
    (PaperKind.PROGRAMME, -60), (PaperKind.HALL_RULES, -47), (PaperKind.INVITATION_LIST, -46),
    (PaperKind.MINUTES, -45), (PaperKind.NEWS_LIST, -44),
)  # fmt: skip


def draft(conference, kind, *, actor, about=""):
    return documents.start_draft(kind=kind, subject=conference, about=about, actor=actor)


def issue(conference, kind, *, actor, day, signer, about=""):
    """Draft and issue at once what needs no approval."""
    with on(day):
        row = draft(conference, kind, actor=actor, about=about)
        return documents.issue_paper_draft(
            paper_draft=row, issued_on=day, signer_name=row.signer_name or signer, actor=actor
        )


def papers_of_the_held(story, conference):
    """Programme, rules, lists, minutes; the Front's survey; the minutes went to the Front and the Party board."""
    cast = story.cast
    made = {
        kind: issue(conference, kind, actor=cast.vanthu, day=story.day(shift), signer=cast.chutich.full_name)
        for kind, shift in MADE_FOR_THE_HELD
    }
    issue(
        conference,
        PaperKind.SURVEY_REPORT,
        actor=cast.mattran,
        day=story.day(-52),
        signer=cast.mattran.full_name,
    )
    with on(story.day(-44)):
        units = units_named_in(story.commune, "Ủy ban Mặt trận Tổ quốc, Ban Xây dựng Đảng")
        told = [unit for unit in units if unit.kind in (UnitKind.FRONT, UnitKind.PARTY_BOARD)]
        documents.deliver_paper(paper=made[PaperKind.MINUTES], units=told, actor=cast.vanphong)


def papers_of_the_coming(story, conference):
    """One letter waits for the chair, one came back, some are being written."""
    cast = story.cast
    with on(story.day(-4)):
        notice = draft(conference, PaperKind.DETAILED_NOTICE, actor=cast.vanthu)
        documents.submit_paper_draft(paper_draft=notice, actor=cast.vanthu)
        budget = draft(conference, PaperKind.BUDGET, actor=cast.vanthu)
        documents.submit_paper_draft(paper_draft=budget, actor=cast.vanthu)
    with on(story.day(-3)):
        documents.return_paper_draft(
            paper_draft=budget, reason="Bổ sung đơn giá in ấn và người ký.", actor=cast.chutich
        )
        for kind in (PaperKind.PROGRAMME, PaperKind.TITLE_LETTERING, PaperKind.NAME_PLATES):
            draft(conference, kind, actor=cast.vanthu)
