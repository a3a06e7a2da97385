"""The sample's follow-up: units heard, letters sent and returned, promises kept late, watched, told on, laid up."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from conclusions import services as conclusions
from conclusions.models import DispatchAttempt
from conclusions.states import AnswerWay, RecipientKind, Standing
from documents.models import Paper
from documents.services import render_paper
from documents.states import PaperKind, PdfState
from reports import services as reports
from reports.archive.completeness import requirements_of
from reports.models import Dossier
from reports.sample.papers import issue
from reports.sample.travel import on


def accounts(story):
    """unit pk -> who answers for it in the sample."""
    cast = story.cast
    named = {"economy": cast.kinhte, "culture": cast.vanhoa, "police": cast.congan, "one_stop": cast.motcua}
    return {cast.units[key].pk: person for key, person in named.items()}


def units_are_heard(story, notice, *, asked, answered):
    """Each unit agrees to its lines; the last wants two weeks more."""
    people = accounts(story)
    with on(story.day(asked), hour=15):
        rows = conclusions.ask_units(notice=notice, actor=story.cast.vanthu)
    with on(story.day(answered), hour=10):
        for row in rows[:-1]:
            conclusions.agree_item_confirmation(item_confirmation=row, actor=people[row.unit_id])
        last = rows[-1]
        conclusions.object_item_confirmation(
            item_confirmation=last, actor=people[last.unit_id],
            objection="Cần thêm hai tuần để khảo sát và lập dự toán; đề nghị lùi thời hạn.",
            proposed_due_on=last.due_asked_on + timedelta(days=14) if last.due_asked_on else None,
        )  # fmt: skip


def letters_come_and_go(story, notice, *, day):
    """Two letters by mail: one arrives, one comes back and that recipient is served by hand."""
    clerk = story.cast.vanthu
    rows = list(notice.dispatches.filter(kind=RecipientKind.PETITIONER)[:2])
    with on(story.day(day), hour=10):
        for row, name in zip(rows, ("hop-thu", "hop-thu-da-dong"), strict=False):
            conclusions.set_dispatch_address(dispatch=row, email=f"{name}@mau.invalid", actor=clerk)
        conclusions.mail_dispatches(notice=notice, rows=rows, actor=clerk)
        letters = list(DispatchAttempt.objects.filter(dispatch__in=rows).order_by("pk"))
        DispatchAttempt.objects.filter(pk__in=[letter.pk for letter in letters]).update(tries=1)
        for letter in letters:
            letter.refresh_from_db()
            conclusions.send_dispatch_attempt(dispatch_attempt=letter, actor=None)
    with on(story.day(day), hour=14):
        letters[-1].refresh_from_db()
        conclusions.bounce_dispatch_attempt(
            dispatch_attempt=letters[-1], actor=clerk, reason="550 5.1.1: hộp thư không tồn tại"
        )


def results_are_published(story, notice, *, day):
    with on(story.day(day), hour=9):
        row = conclusions.prepare_result_publication(notice=notice, actor=story.cast.vanthu)
        conclusions.publish_result_publication(
            result_publication=row, actor=story.cast.vanphong, is_checked=True
        )


def promises_are_watched(story, conference):
    """The oldest is late and urged, one got more time, one was seen on the spot; the year's list has two."""
    cast, people = story.cast, accounts(story)
    promises = list(conference.commitments.select_related("unit").order_by("due_on", "pk"))
    late, last = promises[0], promises[-1]
    with on(story.day(-20), hour=10):
        conclusions.add_progress(
            commitment=late, actor=people[late.unit_id], standing=Standing.RECEIVED,
            text="Đã khảo sát hiện trạng cùng trưởng thôn, đang lập dự toán.",
        )  # fmt: skip
    with on(story.day(-4), hour=9):
        conclusions.urge_commitment(
            commitment=late, actor=cast.mattran, reply_due_on=story.day(2),
            text="Cam kết đã quá hạn, Nhân dân trong thôn hỏi nhiều lần. Đề nghị cho biết bao giờ làm xong.",
        )  # fmt: skip
        conclusions.add_supervision_items(
            commitments=[late, last], year=story.today.year, actor=cast.mattran,
            programme="Chương trình giám sát năm của Ủy ban MTTQ xã", planned_on=story.day(6),
        )  # fmt: skip
    if last.state == "open":
        with on(story.day(-15), hour=9):
            wish = conclusions.request_commitment_extension(
                commitment=last, actor=people[last.unit_id], wanted_on=last.due_on + timedelta(days=14),
                reason="Mưa kéo dài, nhà thầu chưa thi công được phần móng.",
            )  # fmt: skip
        with on(story.day(-14), hour=15):
            conclusions.approve_commitment_extension(
                commitment_extension=wish, actor=cast.chutich, note="Báo lại trưởng thôn để Nhân dân biết."
            )
    the_front_goes_and_looks(story, promises)


def the_front_goes_and_looks(story, promises):
    """A visit with a photograph to what is reported as done, before the Front decides."""
    claimed = next((row for row in promises if row.state == "reported"), None)
    if claimed is None:
        return
    with on(story.day(-2), hour=15):
        conclusions.visit_commitment(
            commitment=claimed, actor=story.cast.mattran, visited_on=story.day(-2), place="Thôn Đông",
            people="Đại diện Ủy ban MTTQ xã, Trưởng ban công tác Mặt trận thôn, hai hộ dân.",
            findings="Đã làm xong phần rãnh; nắp đậy còn thiếu bốn tấm, đơn vị hẹn lắp trong tuần.",
            photos=[SimpleUploadedFile("ranh-thoat-nuoc.png", a_picture(), "image/png")],
        )  # fmt: skip


def a_picture():
    """A plain drawing in place of a photograph."""
    out = io.BytesIO()
    picture = Image.new("RGB", (800, 600), (196, 214, 224))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 360, 800, 600), fill=(150, 140, 120))
    pen.polygon([(330, 360), (470, 360), (620, 600), (180, 600)], fill=(110, 110, 112))
    pen.polygon([(380, 360), (420, 360), (450, 600), (350, 600)], fill=(84, 120, 138))
    picture.save(out, "PNG")
    return out.getvalue()


def people_are_told(story, conference, *, day):
    """Of the confirmed promises' answers all three addressees know (TD-71); letters upward are on their way."""
    people = accounts(story)
    with on(story.day(day), hour=14):
        for promise in conference.commitments.filter(state="confirmed"):
            conclusions.record_answers(
                commitment=promise, rows=list(promise.deliveries.all()), actor=people[promise.unit_id],
                way=AnswerWay.DIRECT, standing=Standing.SETTLED, delivered_on=story.day(day),
                place="Nhà văn hóa thôn", witness="Trưởng thôn", said="Việc đã làm xong như thông báo kết luận.",
            )  # fmt: skip
        for number, row in enumerate(conference.submissions.order_by("pk"), start=1):
            conclusions.send_submission(
                submission=row, actor=story.cast.vanphong, sent_on=story.day(day), number=f"{40 + number}/BC-UBND",
                reply_due_on=None if row.kind == "report_up" else story.day(10),
            )  # fmt: skip


def a_conference_is_laid_up(story, conference):
    """Everything kept, told and gathered; the package lies sealed."""
    cast, people = story.cast, accounts(story)
    for promise in conference.commitments.select_related("unit"):
        with on(story.day(-62), hour=10):
            conclusions.report_commitment(
                commitment=promise, actor=people[promise.unit_id],
                text="Đã làm xong, có biên bản nghiệm thu của thôn.",
            )  # fmt: skip
        with on(story.day(-61), hour=9):
            conclusions.confirm_commitment(
                commitment=promise, actor=cast.mattran, text="Đúng như báo cáo của đơn vị."
            )
    people_are_told(story, conference, day=-60)
    for kind in (PaperKind.MINUTES, PaperKind.DOSSIER_INDEX):
        issue(conference, kind, actor=cast.vanthu, day=story.day(-59), signer=cast.chutich.full_name)
    for paper in Paper.objects.exclude(pdf_state=PdfState.DONE).order_by("pk"):
        render_paper(paper=paper)
    with on(story.day(-40), hour=15):
        dossier = Dossier.objects.get(conference=conference)
        for row in requirements_of(dossier):
            if row.is_missing:
                reports.waive_dossier(
                    dossier=dossier, key=row.key, actor=cast.vanphong,
                    reason="Hội nghị đột xuất, quy mô một thôn, không lập.",
                )  # fmt: skip
        reports.seal_dossier(dossier=dossier, actor=cast.vanphong)
        dossier.refresh_from_db()
        reports.build_package(dossier=dossier)
