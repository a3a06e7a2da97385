"""C-30, C-31, C-32: letters about what is not the commune's to settle: upwards, to the competent body, on policies."""

from django.db.models import Q

from conclusions.documents.words import (
    CLOSING,
    DOTS,
    due_words,
    matter_words,
    notice_of,
    notice_words,
    upper_body,
)
from conclusions.models import Submission
from conclusions.states import ItemGroup, SubmissionKind
from dialogue.documents.facts import archive_line, plan_words, recipients_of
from documents.catalogue import COMMON, Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.faces import LETTER
from documents.states import PaperKind, PaperStage
from feedback.documents.words import body_words, day_words, head_words, title_words
from feedback.models import Petition, people_of, with_people
from feedback.states import Competence, PetitionKind, PetitionState, Source, Triage

# --- the matters of the conference that leave the commune ------------------------------------------------------


def petition_key(petition):
    return f"petition-{petition.pk}"


def petition_of(conference, key):
    """The conference's petition of "petition-5", with who raised it; None for the letter about all."""
    pk = (key or "").removeprefix("petition-")
    rows = with_people(Petition.objects.for_conference(conference).matters())
    return rows.filter(pk=pk).first() if pk.isdecimal() else None


def is_upward(petition):
    return (
        petition.triage == Triage.UPWARD
        or petition.competence == Competence.HIGHER
        or petition.state == PetitionState.REPORTED_UP
    )


def upward_petitions(conference):
    return [
        row for row in Petition.objects.for_conference(conference).matters().order_by("pk") if is_upward(row)
    ]


def upward_items(conference):
    """Lines of the notice's part III that no petition stands behind: what was said in the hall."""
    notice = notice_of(conference)
    rows = notice.items.filter(group=ItemGroup.UPWARD, petition=None) if notice else []
    return list(rows)


def _label(petition):
    """Code and first words for a list of choices; conduct of officials stays out (LP-29)."""
    return petition.public_label if petition.is_restricted else f"{petition.code}: {petition.excerpt[:70]}"


# --- C-30: upwards (LP-41, QN-57, TD-66) ------------------------------------------------------------------------

UPWARD_COLUMNS = (
    ("code", "Mã kiến nghị"),
    ("matter", "Nội dung (để trống thì in nội dung kiến nghị)"),
    ("why", "Vì sao vượt thẩm quyền"),
    ("proposal", "Đề xuất"),
)


def upward_abouts(conference):
    rows = upward_petitions(conference)
    return [(COMMON, "Tất cả nội dung vượt thẩm quyền"), *((petition_key(row), _label(row)) for row in rows)]


def upward_begin(conference, about):
    one = petition_of(conference, about)
    petitions = [one] if one else upward_petitions(conference)
    upper = (one and one.upward_to) or upper_body(conference)
    body = body_words(conference)
    rows = [_upward_row(row, body, upper) for row in petitions]
    if one is None:
        rows += [_upward_row(None, body, upper) | {"matter": row.content} for row in upward_items(conference)]
    return Begin(
        excerpt=f"báo cáo, đề xuất giải quyết kiến nghị của Nhân dân vượt thẩm quyền tại {title_words(conference)}",
        addressee=upper,
        text=(
            f"Thực hiện {plan_words(conference)}, {day_words(conference)}, {body} đã tổ chức {title_words(conference)}. Qua tiếp "
            f"nhận, phân loại ý kiến, kiến nghị của Nhân dân, {body} báo cáo, đề xuất {upper} xem xét, giải quyết các nội dung "
            "vượt thẩm quyền sau:"
        ),
        values={
            "rows": rows,
            "closing": f"{body} kính đề nghị {upper} xem xét, giải quyết và cho ý kiến bằng văn bản để {body} thông báo tới "
            "tập thể, cá nhân có kiến nghị theo quy định./.",
        },
        recipients=("Như trên", *recipients_of(conference)),
    )


def _upward_row(petition, body, upper):
    level = (petition and petition.upward_to) or upper
    return {
        "code": petition.code if petition else "",
        "matter": "",
        "why": f"Thuộc thẩm quyền giải quyết của {level}; vượt thẩm quyền của {body}.",
        "proposal": f"Đề nghị {level} xem xét, giải quyết, trả lời bằng văn bản.",
    }


def upward_html(draft, face):
    """The writer's reasons and proposals; the words of each petition are read by its code when printing."""
    rows = [row for row in draft.values.get("rows", []) if any(row.values())]
    codes = [row.get("code", "").strip() for row in rows]
    found = {row.code: row for row in Petition.objects.for_conference(draft.subject).filter(code__in=codes)}
    rows = [row | {"content": _content(row, found)} for row in rows]
    return draft_html(draft, face, template="conclusions/papers/upward_letter.html", rows=rows)


def _content(row, found):
    petition = found.get(row.get("code", "").strip())
    return row.get("matter", "").strip() or (matter_words(petition) if petition else "")


UPWARD_LETTER = PaperType(
    kind=PaperKind.UPWARD_LETTER,
    row=30,
    stage=PaperStage.FOLLOW_UP,
    html=upward_html,
    begin=upward_begin,
    sign=LETTER,
    needs_approval=True,
    has_addressee=True,
    fields=(
        DraftField(
            "rows", "Nội dung vượt thẩm quyền", "rows", columns=UPWARD_COLUMNS,
            help="Nội dung kiến nghị in theo mã; ghi lý do và đề xuất cho từng nội dung.",
        ),
        CLOSING,
    ),
    abouts=upward_abouts,
    help="Một văn bản chung hoặc mỗi kiến nghị một văn bản, gửi cấp trên: nội dung, vì sao vượt thẩm quyền, đề xuất.",
)  # fmt: skip


# --- C-31: to the competent body, or to have a matter verified (QN-58, QN-59, TD-67) -------------------------------

MOST = 200  # petitions that a list of choices offers
TRANSFER, VERIFY = "transfer", "verify"
PURPOSES = ((TRANSFER, "Chuyển cơ quan có thẩm quyền giải quyết"), (VERIFY, "Đề nghị xem xét, xác minh"))
PURPOSE_WORDS = {
    TRANSFER: "chuyển vụ việc sau đây đến quý cơ quan để xem xét, giải quyết theo thẩm quyền:",
    VERIFY: "đề nghị quý cơ quan xem xét, xác minh vụ việc sau đây:",
}


def transfer_abouts(conference):
    """What another body has to settle first, then what is to be verified; last a case raised in the hall."""
    elsewhere = (Competence.OTHER_BODY, Competence.HIGHER)
    rows = Petition.objects.for_conference(conference).exclude(
        state__in=[PetitionState.ANSWERED, PetitionState.REJECTED, PetitionState.MERGED]
    )
    rows = rows.filter(
        Q(competence__in=elsewhere) | Q(triage=Triage.LATER) | Q(source=Source.AT_CONFERENCE)
    ).order_by("pk")[:MOST]
    rows = sorted(rows, key=lambda row: row.competence not in elsewhere)
    return [
        *((petition_key(row), _label(row)) for row in rows),
        *((submission_key(row), _sent_label(row)) for row in _submissions(conference)[:MOST]),
        ("case", "Vụ việc khác phát sinh tại hội nghị"),
    ]


def submission_key(submission):
    return f"submission-{submission.pk}"


def _submissions(conference):
    """What the office follows as transferred or to be verified: each may have a letter of its own."""
    kinds = [SubmissionKind.TRANSFER, SubmissionKind.VERIFY]
    return (
        Submission.objects.filter(conference=conference, kind__in=kinds)
        .select_related("petition")
        .order_by("pk")
    )


def _sent_label(submission):
    what = _label(submission.petition) if submission.petition else " ".join(submission.content.split())[:70]
    return f"Gửi {submission.to_body[:60]}: {what}"


def submission_of(conference, key):
    """The followed case of "submission-5", or None."""
    pk = (key or "").removeprefix("submission-")
    return _submissions(conference).filter(pk=pk).first() if pk.isdecimal() else None


def transfer_petition_of(conference, key):
    """The petition that the letter is about, named by itself or by the case that is followed."""
    submission = submission_of(conference, key)
    if submission is None:
        return petition_of(conference, key)
    return petition_of(conference, petition_key(submission.petition)) if submission.petition_id else None


def _purpose_of(submission, petition):
    if submission is not None:
        return VERIFY if submission.kind == SubmissionKind.VERIFY else TRANSFER
    return TRANSFER if petition is None or petition.competence != Competence.COMMUNE else VERIFY


def transfer_begin(conference, about):
    petition, submission = transfer_petition_of(conference, about), submission_of(conference, about)
    purpose = _purpose_of(submission, petition)
    act = (
        "chuyển kiến nghị của công dân"
        if purpose == TRANSFER
        else "đề nghị xem xét, xác minh nội dung phản ánh"
    )
    body = body_words(conference)
    documents = [{"name": "Phiếu ghi ý kiến, kiến nghị", "count": "01"}] if petition else []
    return Begin(
        excerpt=f"{act} tại {title_words(conference)}",
        addressee=submission.to_body if submission else (petition and petition.upward_to) or DOTS,
        text=f"Tại {title_words(conference)} {day_words(conference)}, {body} đã tiếp nhận ý kiến, kiến nghị của Nhân dân về nội "
        "dung thuộc chức năng, nhiệm vụ, quyền hạn của quý cơ quan.",
        values={
            "purpose": purpose,
            "case": submission.content.strip() if submission and petition is None else "",
            "documents": documents,
            "reply_on": "",
            "closing": f"Rất mong quý cơ quan quan tâm phối hợp, thông báo kết quả bằng văn bản để {body} trả lời người có kiến "
            "nghị./.",
        },
        recipients=("Như trên", "Tập thể, cá nhân có kiến nghị (để biết)", f"{head_words(conference)} (để báo cáo)",
                    archive_line(conference.plan.body)),
    )  # fmt: skip


def transfer_html(draft, face):
    """The case and who raised it are read from the petition; what is asked follows from the purpose."""
    petition = transfer_petition_of(draft.subject, draft.about_key)
    purpose = draft.values.get("purpose") or TRANSFER
    people = []
    if petition and not petition.is_restricted:
        people = [_person(row) for row in people_of(petition)]
    return draft_html(
        draft, face, template="conclusions/papers/transfer_letter.html", petition=petition, people=people,
        content=matter_words(petition) if petition else draft.values.get("case", "").strip(),
        asked=f"{body_words(draft.subject)} {PURPOSE_WORDS.get(purpose, PURPOSE_WORDS[TRANSFER])}",
        received=due_words(petition.received_on if petition else None), reply_on=_iso(draft.values.get("reply_on")),
    )  # fmt: skip


def _person(person):
    where = person.address or person.hamlet
    return f"{person.name}{f', {where}' if where else ''}"


def _iso(text):
    """ "2026-06-30" -> "30/6/2026"; dots for a blank."""
    return "/".join(str(int(part)) for part in reversed(text.split("-"))) if text else "……/……/……"


TRANSFER_LETTER = PaperType(
    kind=PaperKind.TRANSFER_LETTER,
    row=31,
    stage=PaperStage.FOLLOW_UP,
    html=transfer_html,
    begin=transfer_begin,
    sign=LETTER,
    needs_approval=True,
    has_addressee=True,
    has_personal_data=True,
    fields=(
        DraftField("purpose", "Mục đích", "choice", choices=PURPOSES),
        DraftField("case", "Vụ việc (khi không chọn kiến nghị)", "text"),
        DraftField("documents", "Tài liệu kèm theo", "rows", columns=(("name", "Tên tài liệu"), ("count", "Số lượng"))),
        DraftField("reply_on", "Đề nghị trả lời trước ngày", "date"),
        CLOSING,
    ),
    abouts=transfer_abouts,
    help="Nội dung và người kiến nghị lấy từ kiến nghị; ghi cơ quan nhận, tài liệu kèm theo, ngày cần trả lời.",
)  # fmt: skip


# --- C-32: a provision to be abolished or amended (TD-66) --------------------------------------------------------

POLICY_COLUMNS = (
    ("document", "Văn bản"),
    ("provision", "Điều, khoản, nội dung quy định"),
    ("trouble", "Vướng mắc, bất cập"),
    ("proposal", "Đề xuất (hủy bỏ, sửa đổi, bổ sung)"),
)


def policy_begin(conference, about=""):
    remarks = Petition.objects.for_conference(conference).matters().filter(kind=PetitionKind.POLICY_REMARK)
    rows = [
        {"document": row.about_document, "provision": "", "trouble": matter_words(row), "proposal": ""}
        for row in remarks.order_by("pk")
    ]
    upper, body = upper_body(conference), body_words(conference)
    return Begin(
        excerpt=f"đề xuất hủy bỏ, sửa đổi, bổ sung cơ chế, chính sách qua {title_words(conference)}",
        addressee=upper,
        text=(
            f"Qua {title_words(conference)} {day_words(conference)} và thực hiện {notice_words(conference)}, {body} nhận thấy một "
            f"số quy định không còn phù hợp với thực tiễn. {body} đề xuất {upper} xem xét, hủy bỏ, sửa đổi, bổ sung theo thẩm "
            "quyền hoặc kiến nghị cơ quan có thẩm quyền như sau:"
        ),
        values={"rows": rows, "closing": f"{body} kính đề nghị {upper} xem xét, quyết định./."},
        recipients=("Như trên", *recipients_of(conference)),
    )


def policy_html(draft, face):
    rows = [row for row in draft.values.get("rows", []) if any(row.values())]
    return draft_html(draft, face, template="conclusions/papers/policy_proposal.html", rows=rows)


POLICY_PROPOSAL = PaperType(
    kind=PaperKind.POLICY_PROPOSAL,
    row=32,
    stage=PaperStage.FOLLOW_UP,
    html=policy_html,
    begin=policy_begin,
    sign=LETTER,
    needs_approval=True,
    has_addressee=True,
    fields=(DraftField("rows", "Nội dung đề xuất", "rows", columns=POLICY_COLUMNS), CLOSING),
    help="Chỉ lập khi có quy định cần hủy bỏ, sửa đổi; góp ý chủ trương, chính sách của Nhân dân được đưa sẵn vào bảng.",
)
