"""Papers under the pen: begun, edited, submitted, returned, approved, issued, abandoned."""

from functools import partial

from django.db import IntegrityError, transaction
from django.urls import reverse

from core.editing import save_edit
from core.log import record
from core.models import User
from core.notices import notify
from core.refusals import Refused
from core.states import BodyKind, Role
from core.workflow import move
from documents import rules
from documents.catalogue import COMMON, type_of
from documents.drafting import preview_html, setting_of
from documents.models import PaperDraft, PaperVersion
from documents.plaintext import lines_of
from documents.services.papers import issue_paper, print_draft
from documents.services.versions import keep_version
from documents.states import DraftState, VersionStep

MOST_AT_ONCE = 60
FRONT_SIGNER = "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH"


@transaction.atomic
def start_draft(*, kind, subject, actor, about=""):
    """Begin a paper of the catalogue with its first words; an unfinished one of the same kind is given back.

    `subject`: the conference or the plan. `about`: key of the body or petition it is for, where the kind has
    one paper for each (`PaperType.abouts`). Raises Refused for a key that is not among them.
    """
    paper_type = type_of(kind)
    rules.check_can_start_paper_draft(actor, paper_type, subject)
    about = about if paper_type.abouts else ""
    label = _label_of(paper_type, subject, about)
    return _unfinished(kind, subject).filter(about_key=about).first() or _begin_once(
        paper_type, subject, about, label, actor
    )


@transaction.atomic
def start_each_draft(*, kind, subject, actor):
    """One draft for each body or petition that gets a paper of its own and has none unfinished; returns how many.

    Raises Refused for more than MOST_AT_ONCE: each is written in one request, and somebody must read them all.
    """
    paper_type = type_of(kind)
    rules.check_can_start_paper_draft(actor, paper_type, subject)
    has = {COMMON, *_unfinished(kind, subject).values_list("about_key", flat=True)}
    wanted = [(key, label) for key, label in paper_type.abouts(subject) if key not in has]
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(
            f"Còn {len(wanted)} bản phải lập, mỗi lần chỉ lập được {MOST_AT_ONCE} bản. "
            "Hãy chọn từng đơn vị hoặc kiến nghị để lập."
        )
    for key, label in wanted:
        _begin_once(paper_type, subject, key, label, actor)
    return len(wanted)


def _unfinished(kind, subject):
    return PaperDraft.objects.about(subject).of_kind(kind).unfinished()


def _begin_once(paper_type, subject, about, label, actor):
    """Of two presses at once the constraint refuses the second, which is given the draft of the first."""
    try:
        with transaction.atomic():
            return _begin(paper_type, subject, about, label, actor)
    except IntegrityError:
        return _unfinished(paper_type.kind, subject).get(about_key=about)


def _begin(paper_type, subject, about, label, actor):
    begin = paper_type.begin(subject, about)
    body, signer = _body_and_signer(paper_type, subject)
    own = {"signer_name": begin.signer_name, "signer_title": begin.signer_title}
    signer |= {name: words for name, words in own.items() if words is not None}
    draft = PaperDraft(
        commune=subject.commune, kind=paper_type.kind, subject=subject, about_key=about, about_label=label, body=body,
        excerpt=begin.excerpt, text=begin.text, addressee=begin.addressee, recipients="\n".join(begin.recipients),
        values=begin.values, drafted_by=actor, **signer,
    )  # fmt: skip
    draft.save()
    record(actor=actor, action="paper_draft.start", subject=draft, sentence=f"đã lập bản soạn: {draft}")
    return draft


def _label_of(paper_type, subject, about):
    if paper_type.abouts is None:
        return ""
    labels = dict(paper_type.abouts(subject))
    if about not in labels:
        raise Refused("Hãy chọn đơn vị hoặc kiến nghị mà văn bản này gửi tới.")
    return labels[about]


def _body_and_signer(paper_type, subject):
    """Whose paper, and who signs: the commune's own lines first, then the plan's."""
    plan = getattr(subject, "plan", subject)
    body = paper_type.body or plan.body
    own = setting_of(subject.commune, body)
    lines = [own.on_behalf, own.signer_title]
    name = own.signer_name
    if not any(lines):
        lines = [plan.signer_on_behalf, plan.signer_title] if body == plan.body else []
        if body == BodyKind.FRONT:
            lines = [FRONT_SIGNER]
    if not name and body == plan.body:
        name = plan.signer_name
    return body, {"signer_name": name, "signer_title": "\n".join(line for line in lines if line)}


def edit_paper_draft(*, draft, values, version, actor):
    """Save the writer's words; raises StaleEdit with both texts if somebody else saved meanwhile."""
    rules.check_can_edit_paper_draft(actor, draft)
    return save_edit(
        draft,
        actor=actor,
        version=version,
        values=values,
        action="paper_draft.edit",
        sentence="đã sửa bản soạn",
    )


@transaction.atomic
def submit_paper_draft(*, paper_draft, actor):
    rules.check_can_submit_paper_draft(actor, paper_draft)
    move(paper_draft, "submit", actor=actor, submitted_by=actor, return_reason="")
    keep_version(subject=paper_draft, html=preview_html(paper_draft), step=VersionStep.SUBMITTED, actor=actor)
    chairs = User.objects.holding(paper_draft.commune, Role.CHAIR)
    _tell(chairs, paper_draft, "submit", f"{paper_draft} chờ anh/chị phê duyệt")
    return paper_draft


@transaction.atomic
def return_paper_draft(*, paper_draft, reason, actor):
    """Back to its writer with remarks, without which nobody knows what to change."""
    rules.check_can_return_paper_draft(actor, paper_draft)
    reason = reason.strip()
    if not reason:
        raise Refused("Hãy ghi nhận xét để người soạn biết cần sửa gì.")
    move(paper_draft, "return", actor=actor, note=reason, return_reason=reason)
    keep_version(
        subject=paper_draft,
        html=preview_html(paper_draft),
        step=VersionStep.RETURNED,
        actor=actor,
        note=reason,
    )
    _tell(_writers(paper_draft), paper_draft, "return", f"{paper_draft} bị trả lại", reason)
    return paper_draft


@transaction.atomic
def approve_paper_draft(*, paper_draft, actor):
    rules.check_can_approve_paper_draft(actor, paper_draft)
    move(paper_draft, "approve", actor=actor, approved_by=actor)
    keep_version(subject=paper_draft, html=preview_html(paper_draft), step=VersionStep.APPROVED, actor=actor)
    _tell(_writers(paper_draft), paper_draft, "approve", f"{paper_draft} đã được phê duyệt, chờ ban hành")
    return paper_draft


@transaction.atomic
def issue_paper_draft(*, paper_draft, issued_on, signer_name, actor):
    """Number (where its kind has one), date and freeze; what was approved is what is issued.

    Raises Refused when the data that it prints has changed since the approval, so that it would read otherwise.
    """
    rules.check_can_issue_paper_draft(actor, paper_draft)
    draft = paper_draft
    _check_unchanged(draft)
    draft.signer_name = signer_name.strip()
    named = {"corrects": draft.corrects, "effect": draft.effect} if draft.corrects_id else {}
    paper = issue_paper(
        **_paper_fields(draft), sign=draft.type.sign, signer_name=draft.signer_name, issued_on=issued_on,
        actor=actor, **named,
    )  # fmt: skip
    note = f"Số {paper.number_text}" if paper.number_text else ""
    move(draft, "issue", actor=actor, note=note, paper=paper, signer_name=draft.signer_name)
    keep_version(subject=draft, html=paper.html, step=VersionStep.ISSUED, actor=actor)
    return paper


def _check_unchanged(draft):
    approved = PaperVersion.objects.about(draft).filter(step=VersionStep.APPROVED).last()
    if draft.state != DraftState.APPROVED or approved is None:
        return
    if approved.text != "\n".join(lines_of(preview_html(draft))):
        raise Refused(
            "Số liệu in trong văn bản đã đổi sau khi được phê duyệt. Hãy nhờ người chủ trì trả lại để trình bản mới."
        )


@transaction.atomic
def abandon_paper_draft(*, paper_draft, reason, actor):
    """Put a draft away; it stays readable with the reason."""
    rules.check_can_abandon_paper_draft(actor, paper_draft)
    move(paper_draft, "abandon", actor=actor, note=reason.strip())
    return paper_draft


@transaction.atomic
def print_paper_draft(*, paper_draft, actor):
    """A frozen print that bears DỰ THẢO; its PDF follows from the worker."""
    rules.check_can_print_paper_draft(actor, paper_draft)
    return print_draft(
        **_paper_fields(paper_draft),
        sign=paper_draft.type.sign,
        signer_name=paper_draft.signer_name,
        actor=actor,
    )


def _paper_fields(draft):
    return {
        "kind": draft.kind, "subject": draft.subject, "body": draft.body, "excerpt": draft.excerpt,
        "build": partial(draft.type.html, draft), "commune": draft.commune, "signer_title": draft.signer_title,
        "has_personal_data": draft.type.has_personal_data,
    }  # fmt: skip


def _writers(draft):
    keys = [pk for pk in (draft.drafted_by_id, draft.submitted_by_id) if pk]
    return User.objects.active().filter(pk__in=keys)


def _tell(people, draft, what, title, body=""):
    key = f"paper-draft-{what}-{draft.pk}-{draft.version}"
    notify(people, key=key, title=title, body=body, link=reverse("paper_draft_detail", args=[draft.pk]))
