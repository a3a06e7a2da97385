"""Two people at one moment: what the second of them read is no longer so, and nothing is written half."""

import pytest
from django.urls import reverse

from conclusions import services
from conclusions.models import Commitment, ConclusionItem, ConclusionNotice
from conclusions.states import CommitmentState, ConclusionNoticeState
from core.models import AuditEntry, Notice
from core.refusals import Refused
from documents.models import Paper, RegisterEntry
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db


def again(row):
    """The row as another request reads it."""
    return type(row).objects.get(pk=row.pk)


def test_nothing_slips_into_a_text_that_was_submitted_meanwhile(cast):
    """LP-66: the chair approves what was submitted; an edit that began before comes too late."""
    notice = make.a_draft(cast=cast)
    stale, item = again(notice), notice.items.first()
    item.notice = stale
    with on_the(make.DRAFTED_ON, 15):
        make.confirm_late_dates(cast=cast, notice=notice)
        services.submit_conclusion_notice(conclusion_notice=again(notice), actor=cast.office)
        before = list(ConclusionItem.objects.order_by("pk").values_list("pk", "content", "version"))
        edits = [
            lambda: services.add_item(notice=stale, actor=cast.clerk, group="accepted", content="Lén thêm."),
            lambda: services.edit_item(item=item, actor=cast.clerk, version=again(item).version, content="Lén sửa."),
            lambda: services.remove_item(item=item, actor=cast.clerk, reason="Lén bỏ."),
            lambda: services.edit_conclusion_notice(
                conclusion_notice=stale, actor=cast.clerk, version=again(notice).version, general="Lén sửa."
            ),
        ]  # fmt: skip
        for edit in edits:
            with pytest.raises(Refused, match="vừa thay đổi"):
                edit()
    assert list(ConclusionItem.objects.order_by("pk").values_list("pk", "content", "version")) == before


def test_approve_conclusion_notice_not_what_was_submitted_anew_at_that_moment(cast):
    notice = make.a_submitted_notice(cast=cast)
    as_read = again(notice)
    with on_the(make.DRAFTED_ON, 16):
        services.return_conclusion_notice(conclusion_notice=notice, actor=cast.chair, reason="Sửa.")
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.clerk)
        with pytest.raises(Refused, match="vừa thay đổi"):
            services.approve_conclusion_notice(
                conclusion_notice=as_read, actor=cast.chair, version=as_read.version
            )
    assert again(notice).state == ConclusionNoticeState.SUBMITTED


def test_issue_conclusion_notice_twice_takes_one_number(cast):
    notice = make.an_approved_notice(cast=cast)
    second = again(notice)
    with on_the(make.ISSUED_ON):
        services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)
        counts = Paper.objects.count(), RegisterEntry.objects.count(), Commitment.objects.count()
        with pytest.raises(Refused, match="vừa thay đổi"):
            services.issue_conclusion_notice(conclusion_notice=second, actor=cast.clerk)
    assert (Paper.objects.count(), RegisterEntry.objects.count(), Commitment.objects.count()) == counts


def test_an_issue_that_is_killed_half_way_leaves_nothing_half(cast, monkeypatch):
    notice = make.an_approved_notice(cast=cast)
    rows = (Paper, RegisterEntry, Commitment, AuditEntry, Notice)
    before = [model.objects.count() for model in rows]
    monkeypatch.setattr("conclusions.services.notices.open_submissions", killed)
    with on_the(make.ISSUED_ON), pytest.raises(KeyboardInterrupt):
        services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    assert [model.objects.count() for model in rows] == before
    assert again(notice).state == ConclusionNoticeState.APPROVED


def killed(*args, **kwargs):
    raise KeyboardInterrupt


def test_confirm_commitment_not_a_report_that_nobody_has_read(sign_in, cast):
    """LP-108: the page that showed the first report confirms no second one."""
    commitment = make.a_reported_commitment(cast=cast)
    client, url = sign_in(cast.front), reverse("commitment_confirm", args=[commitment.pk])
    first = commitment.final_report.pk
    assert f'name="report" value="{first}"' in client.get(url).content.decode()
    services.dispute_commitment(commitment=again(commitment), actor=cast.front, reason="Còn thiếu.")
    services.report_commitment(commitment=again(commitment), text="Làm lại.", actor=cast.unit)
    assert "báo cáo lại" in client.post(url, {"text": "", "report": first}).content.decode()
    assert again(commitment).state == CommitmentState.REPORTED
    client.post(url, {"text": "", "report": commitment.final_report.pk})
    assert again(commitment).state == CommitmentState.CONFIRMED
    assert ConclusionNotice.objects.count() == 1
