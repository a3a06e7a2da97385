"""Writes to the consolidated report: opening a draft, its opening text, draft print, issue."""

from functools import partial

from django.db import transaction

from core.editing import save_edit
from core.log import record
from core.workflow import move
from documents.services import issue_paper, print_draft
from documents.states import PaperKind
from feedback import rules
from feedback.documents import consolidated_report_html, excerpt_of
from feedback.models import ConsolidatedReport

SIGN = "BC"


@transaction.atomic
def draft_consolidated_report(*, conference, actor):
    """The conference's report in draft: the one at work, or a new one after the last was issued."""
    rules.check_can_draft_consolidated_report(actor, conference)
    running = ConsolidatedReport.objects.drafts().filter(conference=conference).first()
    if running is not None:
        return running
    report = ConsolidatedReport.objects.create(commune=conference.commune, conference=conference)
    record(
        actor=actor, action="consolidated_report.draft", subject=report,
        sentence="đã lập dự thảo báo cáo tổng hợp",
    )  # fmt: skip
    return report


@transaction.atomic
def edit_consolidated_report(*, report, values, version, actor):
    rules.check_can_edit_consolidated_report(actor, report)
    return save_edit(
        report, actor=actor, version=version, values=values, action="consolidated_report.edit",
        sentence="đã sửa lời mở đầu báo cáo",
    )  # fmt: skip


def _paper(report, actor):
    return {
        "kind": PaperKind.CONSOLIDATED_REPORT,
        "subject": report,
        # QN, ND: the report is of the body whose conference it is.
        "body": report.conference.plan.body,
        "sign": SIGN,
        "build": partial(consolidated_report_html, report),
        "excerpt": excerpt_of(report),
        "commune": report.commune,
        "actor": actor,
        "has_personal_data": True,
    }


@transaction.atomic
def print_consolidated_report(*, report, actor):
    """A draft print (DỰ THẢO, no number); returns the paper."""
    rules.check_can_edit_consolidated_report(actor, report)
    plan = report.conference.plan
    title = "\n".join(line for line in (plan.signer_on_behalf, plan.signer_title) if line)
    return print_draft(**_paper(report, actor), signer_name=plan.signer_name, signer_title=title)


@transaction.atomic
def issue_consolidated_report(*, report, issued_on, signer_name, signer_title, actor):
    """Number, freeze and issue the report (LP-63); it carries names, never phones or addresses."""
    rules.check_can_issue_consolidated_report(actor, report)
    paper = issue_paper(
        **_paper(report, actor),
        issued_on=issued_on,
        signer_name=signer_name,
        signer_title=signer_title,
    )
    move(report, "issue", actor=actor, note=f"Số {paper.number_text}", paper=paper, issued_on=issued_on)
    return report
