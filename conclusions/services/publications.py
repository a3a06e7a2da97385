"""The notice for everybody: prepared by rule, looked through by a person, published, taken down (LP-33, QN-56)."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conclusions import rules
from conclusions.models import Dispatch, ResultPublication
from conclusions.queries.publishing import public_text, still_standing
from conclusions.services.dispatches import settle_clock
from core.clock import local_today
from core.editing import save_edit
from core.log import record
from core.refusals import Refused
from core.states import Channel
from core.vietnamese import short_date
from core.workflow import move
from deadlines.services import deadlines_of
from deadlines.states import DeadlineKind


@transaction.atomic
def prepare_result_publication(*, notice, actor):
    """The text without personal data, for a person to read; the one that is there already is given back."""
    rules.check_can_prepare_result_publication(actor, notice)
    known = ResultPublication.objects.filter(notice=notice).first()
    if known is not None:
        return known
    content, removals = public_text(notice)
    publication = ResultPublication.objects.create(
        commune=notice.commune, notice=notice, content=content, removals=removals
    )
    record(
        actor=actor, action="result_publication.prepare", subject=publication,
        sentence="đã lập bản công khai kết quả đối thoại", note=f"Phần mềm giấu {len(removals)} chỗ.",
    )  # fmt: skip
    return publication


@transaction.atomic
def edit_result_publication(*, result_publication, phrases, hidden, version, actor):
    """Hide more, or less of what was hidden by hand; the rules are asked anew each time."""
    publication = result_publication
    rules.check_can_edit_result_publication(actor, publication)
    content, removals = public_text(publication.notice, phrases=phrases, hidden=hidden)
    return save_edit(
        publication, actor=actor, version=version, values={"content": content, "removals": removals},
        action="result_publication.edit", sentence="đã soát bản công khai kết quả đối thoại",
    )  # fmt: skip


@transaction.atomic
def publish_result_publication(*, result_publication, actor, is_checked, version=None):
    """Everybody may read it from now on; that is the day of publication (LAW-3)."""
    publication = result_publication
    rules.check_can_publish_result_publication(actor, publication)
    rules.check_is_read(is_checked)
    rules.check_nothing_stands(still_standing(publication))
    if version is not None and version != publication.version:
        raise Refused("Người khác vừa sửa bản này. Hãy đọc lại bản mới rồi công khai.")
    today, now = local_today(), timezone.now()
    move(
        publication, "publish", actor=actor, as_read=True, note=f"Đã soát, giấu {len(publication.removals)} chỗ.", published_on=today,
        published_by=actor, checked_by=actor, checked_at=now, withdraw_reason="",
    )  # fmt: skip
    row = _everybody(publication)
    if row is not None and row.sent_on is None:
        Dispatch.objects.filter(pk=row.pk).update(
            channel=Channel.WEB, sent_on=today, proof=address_of(publication)[:250], unsent_reason="",
            recorded_by=actor, recorded_on=today,
        )  # fmt: skip
        settle_clock(publication.notice, actor)
    return publication


def _everybody(publication):
    return Dispatch.objects.filter(notice=publication.notice_id).to_everybody().first()


def address_of(publication):
    """Where everybody reads it."""
    path = reverse("public_result", args=[publication.commune.slug, publication.pk])
    return settings.SITE_URL.rstrip("/") + path


@transaction.atomic
def withdraw_result_publication(*, result_publication, actor, reason):
    """Nobody reads it any more. Within the period the duty is open again; after it the day of publication stands."""
    publication = result_publication
    rules.check_can_withdraw_result_publication(actor, publication)
    if not reason.strip():
        raise Refused("Hãy ghi lý do gỡ bản công khai; lý do được lưu trong nhật ký.")
    move(publication, "withdraw", actor=actor, note=reason, withdraw_reason=reason.strip())
    row = _everybody(publication)
    if row is None or row.proof != address_of(publication)[:250]:
        return publication
    if _is_period_over(publication):
        note = f"{row.proof} (đã gỡ {short_date(local_today())})"
        Dispatch.objects.filter(pk=row.pk).update(proof=note[-250:])
        return publication
    Dispatch.objects.filter(pk=row.pk).update(
        channel="", sent_on=None, proof="", recorded_by=actor, recorded_on=local_today()
    )
    settle_clock(publication.notice, actor)
    return publication


def _is_period_over(publication):
    days = [row.due_on for row in deadlines_of(publication.conference).of_kind(DeadlineKind.RESULT_PUBLISHED)]
    return bool(days) and max(days) < local_today()
