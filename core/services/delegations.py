"""Uỷ quyền chủ trì: granting it for one conference, taking it back. Chairing itself is the conference's room."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from core import rules
from core.log import record
from core.models import Delegation
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.vietnamese import short_date


@transaction.atomic
def grant_delegation(*, delegator, delegate, subject, reason, starts_on, ends_on, actor):
    """Let `delegate` chair `subject` (a conference) from one local date to another, both included (LP-68).

    Only the chair himself grants it: `actor` is `delegator`. Raises NotYourRole, or Refused for a person of
    another commune, without a post, for days gone by, or while another delegation for the same thing stands.
    """
    rules.check_can_grant_delegation(
        actor, subject, delegator=delegator, delegate=delegate, reason=reason, starts_on=starts_on, ends_on=ends_on
    )  # fmt: skip
    delegation = Delegation.objects.create(
        commune_id=subject.commune_id,
        delegator=delegator,
        delegate=delegate,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        reason=reason.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    period = f"từ {short_date(starts_on)} đến hết {short_date(ends_on)}"
    record(
        actor=actor, action="delegation.grant", subject=delegation, note=delegation.reason,
        sentence=f"đã uỷ quyền cho {delegate} chủ trì “{subject}” {period}",
    )  # fmt: skip
    notify(
        [delegate],
        key=f"delegation:{delegation.pk}:granted",
        title=f"Anh/chị được uỷ quyền chủ trì: {subject}",
        body=f"{delegator} uỷ quyền {period}. Lý do: {delegation.reason}",
        link=page_for(subject),
    )
    return delegation


@transaction.atomic
def revoke_delegation(*, delegation, actor):
    """Take a delegation back from this moment on; what the delegate did until now stands."""
    rules.check_can_revoke_delegation(actor, delegation)
    now = timezone.now()
    if not Delegation.objects.filter(pk=delegation.pk, revoked_at=None).update(revoked_at=now):
        raise Refused(rules.ALREADY_REVOKED)
    delegation.revoked_at = now
    subject = delegation.subject
    record(
        actor=actor,
        action="delegation.revoke",
        subject=subject or delegation,
        sentence=f"đã thu hồi uỷ quyền chủ trì của {delegation.delegate}",
    )
    notify(
        [delegation.delegate],
        key=f"delegation:{delegation.pk}:revoked",
        title=f"Uỷ quyền chủ trì đã được thu hồi: {subject or delegation}",
        body="Từ lúc này, mọi quyết định về hội nghị do người chủ trì thực hiện.",
        link=page_for(subject) if subject else "",
    )
