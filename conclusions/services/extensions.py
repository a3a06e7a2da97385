"""The one extension of the conclusion's period: asked by the office, decided by the chair (LP-98, P11, D-23)."""

from django.db import transaction
from django.utils import timezone

from conclusions import rules
from conclusions.models import ExtensionRequest
from conclusions.states import ExtensionState
from core.log import record
from core.models import User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role
from core.workflow import move
from deadlines.services import extend_deadline

# How a request that came after the first date is kept: nobody has to decide about it.
LATE = {
    "state": ExtensionState.REJECTED,
    "decision_note": "Đề nghị nộp sau khi hết hạn ban đầu: chỉ lưu, thời hạn không đổi.",
}


@transaction.atomic
def request_extension(*, conference, ground, reason, actor):
    """Ask the chair for the rule's longer period on one of its grounds; the whole notice, once.

    After the first date the request is stored as one that lengthens nothing: the notice stays overdue (D-23).
    """
    rules.check_can_request_extension(actor, conference)
    deadline = rules.conclusion_deadline(conference)
    _check_words(deadline, ground, reason)
    is_late = rules.is_late_request(deadline)
    request = ExtensionRequest.objects.create(
        commune=conference.commune, conference=conference, deadline=deadline,
        ground=ground, reason=reason.strip(), requested_by=actor, **(LATE if is_late else {}),
    )  # fmt: skip
    record(
        actor=actor, action="extension_request.ask", subject=request, note=f"{ground}: {reason}",
        sentence="đã lưu đề nghị kéo dài nộp sau khi hết hạn"
        if is_late
        else "đã đề nghị kéo dài thời hạn thông báo kết luận",
    )  # fmt: skip
    _tell(
        User.objects.holding(conference.commune, Role.CHAIR),
        request,
        "ask",
        "Đề nghị kéo dài nộp muộn, hạn không đổi" if is_late else "Đề nghị kéo dài thời hạn kết luận",
    )
    return request


def _check_words(deadline, ground, reason):
    if not ground:
        raise Refused("Hãy chọn một căn cứ kéo dài trong danh mục của quy chế.")
    if ground not in deadline.extension_grounds:
        raise Refused(
            "Căn cứ này không có trong quy chế nên không được kéo dài. Hãy chọn căn cứ trong danh mục."
        )
    if not reason.strip():
        raise Refused("Hãy ghi lý do cụ thể; lý do được in trong thông báo kết luận.")


@transaction.atomic
def approve_extension_request(*, extension_request, actor):
    """Extend from the original start to the rule's cap (15 working days after the conference)."""
    rules.check_can_approve_extension_request(actor, extension_request)
    move(extension_request, "approve", actor=actor, decided_by=actor, decided_at=timezone.now())
    extend_deadline(
        deadline=extension_request.deadline,
        ground=extension_request.ground,
        reason=extension_request.reason,
        actor=actor,
    )
    _tell([extension_request.requested_by], extension_request, "approve", "Đã cho kéo dài thời hạn kết luận")
    return extension_request


@transaction.atomic
def reject_extension_request(*, extension_request, actor, reason):
    """The first date stays; the request and the reason of the refusal stay on the record."""
    rules.check_can_reject_extension_request(actor, extension_request)
    if not reason.strip():
        raise Refused("Hãy ghi lý do không cho kéo dài để văn phòng biết.")
    move(
        extension_request, "reject", actor=actor, note=reason,
        decided_by=actor, decided_at=timezone.now(), decision_note=reason,
    )  # fmt: skip
    _tell(
        [extension_request.requested_by], extension_request, "reject", "Không cho kéo dài thời hạn kết luận"
    )
    return extension_request


def _tell(people, request, act, title):
    notify(
        people,
        key=f"extension_request.{act}:{request.pk}",
        title=f"{title}: {request.conference.title}",
        body=f"{request.ground}. {request.reason}",
        link=page_for(request),
    )
