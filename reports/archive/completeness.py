"""Whether a dossier holds what the regulation asks of it (LP-62, LP-99, QN-36 to QN-38), and where to mend what is missing."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from conclusions.models import (
    AnswerDelivery,
    Commitment,
    ConclusionNotice,
    Dispatch,
    ExtensionRequest,
    Submission,
)
from dialogue.models import Invitation, PublicNotice, Survey
from dialogue.states import ConferenceState
from documents.models import Paper, PaperDraft
from documents.states import PaperKind, PdfState
from feedback.models import ConsolidatedReport, Petition
from feedback.states import PetitionState
from reports.archive.papers import papers_of
from reports.archive.subjects import parts_of, those_about
from reports.models import DossierWaiver


@dataclass(frozen=True)
class Requirement:
    """One thing that must lie in the dossier. `sentence` says how it stands, `source` which rows ask for it."""

    key: str
    label: str
    is_met: bool
    sentence: str
    url: str = ""
    is_waivable: bool = True
    source: str = ""
    waiver: DossierWaiver | None = None

    @property
    def is_missing(self):
        return not self.is_met and self.waiver is None

    @property
    def tone(self):
        return "good" if self.is_met else "exempt" if self.waiver else "late"

    @property
    def word(self):
        return "Đã có" if self.is_met else "Thiếu, có lý do" if self.waiver else "Còn thiếu"


def requirements_of(dossier):
    """[Requirement] in the order of the procedure; a cancelled conference is asked for its paper trail only."""
    conference = dossier.conference
    waivers = {row.key: row for row in dossier.waivers.select_related("waived_by")}
    sources = (*BEFORE, *AFTER) if conference.state != ConferenceState.CANCELLED else CANCELLED
    found = [row for source in sources for row in source(conference)]
    return [_with(row, waivers.get(row.key)) for row in found]


def missing_from(dossier):
    return [row for row in requirements_of(dossier) if row.is_missing]


def _with(row, waiver):
    if waiver is None or row.is_met or not row.is_waivable:
        return row
    return Requirement(
        row.key, row.label, row.is_met, row.sentence, row.url, row.is_waivable, row.source, waiver=waiver
    )  # fmt: skip


def _page(name, conference):
    return reverse(name, args=[conference.pk])


def _closed(conference):
    is_met = conference.state == ConferenceState.CLOSED
    sentence = (
        "Hội nghị đã bế mạc." if is_met else f"Hội nghị đang ở trạng thái “{conference.get_state_display()}”."
    )
    yield Requirement(
        "closed",
        "Hội nghị đã kết thúc",
        is_met,
        sentence,
        _page("conference_hall", conference),
        False,
        "LP-99",
    )


def _plan(conference):
    is_met = conference.plan.paper_id is not None
    yield Requirement(
        "plan", "Kế hoạch đã ban hành", is_met, "Kế hoạch nằm trong hồ sơ." if is_met else "Kế hoạch chưa có văn bản.",
        reverse("plan_detail", args=[conference.plan_id]), True, "LP-62",
    )  # fmt: skip


def _notice(conference):
    notices = PublicNotice.objects.filter(conference=conference).exclude(paper=None)
    count = notices.aggregate(papers=Count("pk", distinct=True), out=Count("publications"))
    is_met = bool(count["papers"] and count["out"])
    sentence = (
        f"Đã ban hành và công khai {count['out']} lần." if is_met else "Chưa có thông báo đã công khai."
    )
    if not is_met and conference.is_exempted:
        sentence = "Hội nghị được miễn thông báo trước; ghi căn cứ miễn làm lý do."
    yield Requirement(
        "notice",
        "Thông báo công khai",
        is_met,
        sentence,
        _page("conference_notices", conference),
        True,
        "LP-53",
    )


def _invitations(conference):
    count = Invitation.objects.filter(conference=conference, sent_on__isnull=False).count()
    yield Requirement(
        "invitations", "Giấy mời", count > 0, f"{count} giấy mời đã gửi." if count else "Chưa ghi giấy mời nào đã gửi.",
        _page("conference_invitations", conference), True, "LP-89",
    )  # fmt: skip


def _opinions(conference):
    """QN-36: the opinions gathered; LP-63: their consolidated report."""
    found = Petition.objects.for_conference(conference).matters().aggregate(
        every=Count("pk"), new=Count("pk", filter=Q(state=PetitionState.RECEIVED)),
        undone=Count("pk", filter=Q(state__in=[PetitionState.CLASSIFIED, PetitionState.ASSIGNED])),
    )  # fmt: skip
    url = f"{reverse('petition_list')}?conference={conference.pk}"
    every, new, undone = found["every"], found["new"], found["undone"]
    yield Requirement(
        "opinions", "Ý kiến, kiến nghị thu thập được", every > 0,
        f"{every} kiến nghị." if every else "Không có kiến nghị nào.", url, True, "QN-36",
    )  # fmt: skip
    yield Requirement(
        "classified", "Kiến nghị đã phân loại", not new,
        f"Còn {new} kiến nghị chưa phân loại." if new else "Mọi kiến nghị đã phân loại.", url, True, "LP-64",
    )  # fmt: skip
    yield Requirement(
        "answers", "Kiến nghị đã trả lời hoặc có hướng giải quyết", not undone,
        f"Còn {undone} kiến nghị chưa có trả lời được duyệt." if undone else "Mọi kiến nghị đã có kết quả.", url, True,
        "LP-63",
    )  # fmt: skip
    has_report = ConsolidatedReport.objects.filter(conference=conference).exclude(paper=None).exists()
    yield Requirement(
        "report", "Báo cáo tổng hợp ý kiến, kiến nghị", has_report,
        "Đã ban hành." if has_report else "Chưa ban hành báo cáo tổng hợp.", _page("conference_papers", conference), True,
        "LP-63",
    )  # fmt: skip


def _minutes(conference):
    """QN-37: the content of the conference."""
    is_met = Paper.objects.about(conference).issued().filter(kind=PaperKind.MINUTES).exists()
    yield Requirement(
        "minutes", "Biên bản hội nghị", is_met, "Đã ký, chốt." if is_met else "Chưa ban hành biên bản.",
        _page("conference_minutes", conference), False, "QN-37",
    )  # fmt: skip


def _survey(conference):
    survey = Survey.objects.filter(conference=conference).first()
    if survey is not None:
        sentence = "Có kết quả chung; không có phiếu riêng lẻ nào trong hồ sơ."
        yield Requirement(
            "survey", "Kết quả lấy phiếu hài lòng", survey.is_closed,
            sentence if survey.is_closed else "Đợt lấy phiếu chưa kết thúc.", _page("conference_survey", conference), True,
            "QN-43",
        )  # fmt: skip


def _conclusion(conference):
    """QN-38: the conclusion, its supplement if one was promised, and its dispatch (LP-95, LP-96)."""
    notices = list(ConclusionNotice.objects.filter(conference=conference).select_related("paper"))
    main = next((row for row in notices if row.main_id is None), None)
    url = reverse("conclusion_notice_detail", args=[main.pk]) if main else reverse("conclusion_notice_list")
    issued = main is not None and main.paper_id is not None
    yield Requirement(
        "conclusion", "Thông báo kết luận hội nghị", issued,
        f"{main.paper}." if issued else "Chưa ban hành thông báo kết luận.", url, False, "QN-38",
    )  # fmt: skip
    deferred = main.omissions.filter(is_deferred=True).count() if main else 0
    if deferred or len(notices) > 1:
        out = any(row.main_id and row.paper_id for row in notices)
        yield Requirement(
            "supplement", "Thông báo kết luận bổ sung", out,
            "Đã ban hành." if out else f"Còn {deferred} kiến nghị chờ kết luận bổ sung.", url, False, "D-23",
        )  # fmt: skip
    yield from _dispatch(conference, url)
    waiting = ExtensionRequest.objects.filter(conference=conference).waiting().count()
    if waiting:
        yield Requirement(
            "extension",
            "Đề nghị kéo dài thời hạn đã quyết định",
            False,
            "Còn đề nghị chờ người chủ trì.",
            url,
            True,
            "LP-98",
        )


def _dispatch(conference, url):
    rows = Dispatch.objects.filter(notice__conference=conference).compulsory()
    every, missing = rows.count(), rows.missing().count()
    sentence = (
        f"Còn {missing} trong {every} nơi nhận chưa ghi đã gửi."
        if missing
        else f"Đã gửi đủ {every} nơi nhận."
    )
    yield Requirement(
        "dispatch", "Đã gửi thông báo kết luận đến mọi nơi nhận", every > 0 and not missing,
        sentence if every else "Sổ gửi chưa có nơi nhận nào.", url, True, "LP-95, LP-96",
    )  # fmt: skip
    public = Dispatch.objects.filter(notice__conference=conference, sent_on__isnull=False)
    is_public = public.exclude(pk__in=public.compulsory()).exists()
    yield Requirement(
        "public", "Đã công khai kết quả", is_public, "Đã công khai." if is_public else "Chưa ghi lần công khai nào.", url, True,
        "LP-33",
    )  # fmt: skip


def _commitments(conference):
    rows = Commitment.objects.filter(conference=conference)
    every, open_ = rows.count(), rows.unconfirmed().count()
    url = f"{reverse('commitment_list')}?hoi_nghi={conference.pk}"
    if every:
        yield Requirement(
            "commitments", "Cam kết đã được xác nhận hoàn thành", not open_,
            f"Còn {open_} trong {every} cam kết chưa được xác nhận." if open_ else f"Cả {every} cam kết đã xác nhận.", url,
            True, "LP-18",
        )  # fmt: skip
    told = AnswerDelivery.objects.filter(commitment__conference=conference)
    untold = told.filter(delivered_on=None, undelivered_reason="").count()
    if told.exists():
        yield Requirement(
            "told", "Trả lời đã đến người chủ trì, đơn vị và người kiến nghị", not untold,
            f"Còn {untold} nơi chưa ghi đã trả lời." if untold else "Đã trả lời đủ các nơi.", url, True, "TD-71",
        )  # fmt: skip
    sent = Submission.objects.filter(conference=conference)
    living = sent.living().count()
    if sent.exists():
        yield Requirement(
            "submissions", "Văn bản gửi cơ quan ngoài xã đã có kết quả", not living,
            f"Còn {living} văn bản chưa xong." if living else "Đã báo lại hoặc kết thúc.", url, True, "LP-41, QN-57",
        )  # fmt: skip


def _papers(conference):
    """Frozen files exist, nothing is left under the pen, the dossier has its cover (C-39)."""
    papers = _page("conference_papers", conference)
    undone = list(papers_of(conference).exclude(pdf_state=PdfState.DONE).values_list("pk", flat=True))
    yield Requirement(
        "files", "Tệp PDF của mọi văn bản", not undone,
        f"Còn {len(undone)} văn bản chưa có tệp PDF." if undone else "Mọi văn bản đã có tệp.",
        reverse("paper_detail", args=undone[:1]) if undone else papers, False, "LP-99",
    )  # fmt: skip
    rows = PaperDraft.objects.of_commune(conference.commune_id)
    drafts = those_about(parts_of(conference), rows).unfinished().count()
    yield Requirement(
        "drafts", "Không còn văn bản soạn dở", not drafts,
        f"Còn {drafts} bản soạn chưa ban hành và chưa bỏ." if drafts else "Không còn bản soạn dở.", papers, True, "LP-99",
    )  # fmt: skip
    is_covered = Paper.objects.about(conference).issued().filter(kind=PaperKind.DOSSIER_INDEX).exists()
    yield Requirement(
        "cover",
        "Bìa và mục lục hồ sơ",
        is_covered,
        "Đã lập." if is_covered else "Chưa lập bìa và mục lục.",
        papers,
        True,
        "C-39",
    )


BEFORE = (_closed, _plan, _notice, _invitations, _opinions, _minutes, _survey)
AFTER = (_conclusion, _commitments, _papers)
CANCELLED = (_papers,)
