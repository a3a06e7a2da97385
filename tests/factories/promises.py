"""Promises of one notice with whatever lines a test wants, walked by the services; the clock as in `conclusions`."""

from datetime import date

from conclusions import services
from conclusions.models import Commitment
from conclusions.states import ItemGroup
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the
from tests.worlds import remembered

REPORTED_ON, REVIEWED_ON = date(2026, 6, 10), date(2026, 6, 15)


@remembered
def promises(*, cast, count=1, kind="settle", supporting=(), lead=None, person="", **more):
    """`count` commitments due on 30/6/2026, in the notice's order; of Phòng Kinh tế unless `lead` says otherwise."""
    notice = make.a_draft(cast=cast, pending=count, **more)
    with on_the(make.DRAFTED_ON, 15):
        make.confirm_late_dates(cast=cast, notice=notice)
        for item in notice.items.filter(group=ItemGroup.PENDING):
            item.refresh_from_db()
            item.kind, item.person, item.unit = kind, person, lead or item.unit
            item.is_restricted = kind == "remedy"
            item.save()
            item.supporting.set(supporting)
        notice.refresh_from_db()
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    with on_the(make.ISSUED_ON, 8):
        services.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)
    with on_the(make.ISSUED_ON):
        services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    rows = Commitment.objects.filter(conference=notice.conference).with_names()
    return list(rows.order_by("item__order", "pk"))


def a_wish(*, cast, commitment, wanted_on=date(2026, 7, 20), on=REPORTED_ON, actor=None):
    """The unit asks for a later day."""
    with on_the(on):
        return services.request_commitment_extension(
            commitment=commitment,
            wanted_on=wanted_on,
            reason="Mưa lũ, nhà thầu chưa vào được.",
            actor=actor or cast.unit,
        )


def kept(*, cast, commitment, reported_on=REPORTED_ON, disputed=False, actor=None):
    """Reported, once refused by the Front where asked for, reported and confirmed."""
    report = {"commitment": commitment, "text": "Đã làm xong.", "actor": actor or cast.unit}
    if disputed:
        with on_the(make.SENT_ON):
            services.report_commitment(**report)
            services.dispute_commitment(commitment=commitment, actor=cast.front, reason="Còn thiếu.")
    with on_the(reported_on):
        services.report_commitment(**report)
    with on_the(reported_on, 16):
        services.confirm_commitment(commitment=commitment, actor=cast.front)
    return commitment
