"""The minutes grow from the hall's log; the secretary's wording, stale saves, the log's originals (live-room 14, TM-14)."""

from datetime import date, time

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused, StaleEdit
from dialogue import services
from dialogue.documents.minutes import COURSE, conclusion_text, course_text, has_log_moved
from dialogue.models import Contribution, HallEntry
from dialogue.queries.minutes import minutes_of
from dialogue.states import Outcome, Presence, SpeechKind
from documents.docx import docx_of
from documents.drafting import preview_html
from documents.models import PaperDraft
from documents.plaintext import lines_of
from tests.factories import dialogue as make
from tests.factories.deadlines import confirmed_years

pytestmark = pytest.mark.django_db
DAY, NEXT = make.HELD_ON, date(2026, 5, 18)


@pytest.fixture(autouse=True)
def calendar(cast):
    with make.on_the(make.BEGUN_ON):
        confirmed_years(commune=cast.commune, admin=cast.admin)


@pytest.fixture
def hall(cast):
    conference = make.an_open_conference(cast=cast)
    with make.on_the(conference.held_on):
        yield conference


def words_of(draft):
    return "\n".join(lines_of(preview_html(PaperDraft.objects.get(pk=draft.pk))))


def spoken(
    cast,
    hall,
    speaker,
    kind=SpeechKind.NEW,
    parent=None,
    said="Đường hỏng.",
    outcome=Outcome.ANSWERED,
    **more,
):
    row = services.begin_contribution(
        conference=hall, speaker=speaker, place="Thôn Đông", kind=kind, answers_to=parent, actor=cast.office
    )
    services.end_contribution(contribution=row, actor=cast.office)
    row.refresh_from_db()
    if kind in (SpeechKind.CHAIR_ANSWER, SpeechKind.UNIT_ANSWER):
        return row
    return services.settle_contribution(
        contribution=row, outcome=outcome, summary=said, actor=cast.office, **more
    )


def a_rich_day(cast, hall):
    """Two sittings on two days, doors, a follow-up under its speech, the chair's direction, a delegate."""
    first, second = hall.invitations.all()[:2]
    services.check_in(conference=hall, invitation=first, actor=cast.office)
    services.add_walk_in(conference=hall, name="Trịnh Văn Đến", place="Thôn Tây", actor=cast.office)
    step = hall.steps.first()
    services.start_agenda_step(agenda_step=step, actor=cast.office)
    asked = spoken(cast, hall, "Ông Bình", answered_by="Chủ tịch", answer="Sửa trong quý III.")
    spoken(cast, hall, "Bà Mai", said="Cảm ơn xã.", outcome=Outcome.NOTED)
    spoken(
        cast,
        hall,
        "Ông Bình",
        SpeechKind.FOLLOW_UP,
        asked,
        said="Cụ thể tháng nào?",
        answered_by="",
        answer="",
    )
    row = services.begin_contribution(conference=hall, speaker="Ông Cường", actor=cast.office)
    services.direct_contribution(
        contribution=row,
        outcome=Outcome.HANDED,
        unit=cast.units.economy,
        due_on=date(2026, 6, 1),
        actor=cast.chair,
    )
    row.refresh_from_db()
    services.settle_contribution(
        contribution=row, outcome=Outcome.HANDED, summary="Mương tắc.", unit=cast.units.economy, due_on=date(2026, 6, 1),
        actor=cast.office,
    )  # fmt: skip
    services.finish_agenda_step(agenda_step=step, actor=cast.office)
    services.interrupt_conference(
        conference=hall, reason="Mất điện", resumes_on=NEXT, resumes_at=time(8), actor=cast.office
    )
    with make.on_the(NEXT, 8):
        services.resume_conference(conference=hall, actor=cast.office)
        services.register_speaker(conference=hall, speaker="Ông Chờ", place="Thôn Tây", actor=cast.office)
    with make.on_the(NEXT, 10):
        services.close_conference(conference=hall, actor=cast.office)
    return first, second


def test_minutes_grow_from_the_log_into_a_whole_paper(cast, hall):
    """live-room 6, 14; P8; TM-14; TD-54; LP-90."""
    first, second = a_rich_day(cast, hall)
    draft = minutes_of(hall)
    words = words_of(draft)
    for part in (
        "vào hồi 08 giờ 00, ngày 14 tháng 5 năm 2026",
        "- Phiên 1: từ 08 giờ 00 đến 09 giờ 00, ngày 14/05/2026; tạm nghỉ: mất điện;",
        "- Phiên 2: từ 08 giờ 00 đến 10 giờ 00, ngày 18/05/2026.",
        "Đến thêm ngoài danh sách mời 1 người: Trịnh Văn Đến (Thôn Tây)",
        "Tổng số người dự hội nghị: 2 người",
        "Ông Bình (Thôn Đông), 09 giờ 00, phát biểu: Đường hỏng.",
        "Trả lời (Chủ tịch): Sửa trong quý III.",
        "Kết quả: Ghi nhận, không phải kiến nghị.",
        f"Kết quả: Giao đơn vị giải quyết: {cast.units.economy.official_name}, hạn 01/06/2026, theo chỉ đạo của người chủ trì.",
        "08 giờ 00, ngày 18/05/2026: họp tiếp, phiên thứ 2.",
        "Đã đăng ký nhưng chưa phát biểu 1 người: Ông Chờ (Thôn Tây).",
        "kết thúc vào hồi 10 giờ 00, ngày 18 tháng 5 năm 2026",
    ):
        assert part in words, part
    absent = words.split("4. Vắng mặt")[1].split("II. NỘI DUNG")[0]
    assert second.invitee in absent and first.invitee not in absent
    course = course_text(hall).splitlines()
    place = next(number for number, line in enumerate(course) if "hỏi lại" in line)
    assert "Sửa trong quý III." in "".join(course[:place]) and "Cảm ơn xã" in "".join(course[place:]), (
        "under its speech"
    )
    assert (
        f"- Mương tắc: giao {cast.units.economy.official_name} giải quyết, trả lời, hạn 01/06/2026."
        in draft.text
    )
    assert words.index("\nTHƯ KÝ") < words.index("\nCHỦ TRÌ") and cast.clerk.full_name in words
    assert docx_of(preview_html(draft))


def test_minutes_grow_until_the_secretary_words_them(cast, hall):
    draft = services.start_minutes(conference=hall, actor=cast.office)
    spoken(cast, hall, "Ông Bình", answered_by="Chủ tịch", answer="Sửa.")
    assert "Ông Bình" in words_of(draft)
    services.edit_minutes(draft=draft, course=course_text(hall), version=draft.version, actor=cast.office)
    assert not PaperDraft.objects.get(pk=draft.pk).values.get(COURSE), "saved as it was: it goes on growing"
    draft.refresh_from_db()
    services.edit_minutes(
        draft=draft, course="1. Mở đầu\nÔng Bình nói.", version=draft.version, actor=cast.office
    )
    spoken(cast, hall, "Bà Mai", answered_by="Chủ tịch", answer="Sửa.")
    draft.refresh_from_db()
    assert "Ông Bình nói." in words_of(draft) and "Bà Mai" not in words_of(draft)
    assert has_log_moved(draft)
    services.keep_minutes(draft=draft, version=draft.version, actor=cast.office)
    draft.refresh_from_db()
    assert not has_log_moved(draft) and "Ông Bình nói." in words_of(draft)
    services.retake_minutes(draft=draft, version=draft.version, actor=cast.office)
    assert "Bà Mai" in words_of(draft)
    kept = AuditEntry.objects.filter(action="paper_draft.edit").order_by("pk").last()
    assert "Ông Bình nói." in str(kept.changes), "the wording that was replaced stands in the log"
    draft.refresh_from_db()
    with pytest.raises(Refused, match="lấy thẳng từ nhật ký"):
        services.retake_minutes(draft=draft, version=draft.version, actor=cast.office)


def test_minutes_saved_meanwhile_show_both_texts(cast, hall):
    draft = services.start_minutes(conference=hall, actor=cast.office)
    version = draft.version
    services.edit_minutes(draft=draft, course="Bản của Văn phòng.", version=version, actor=cast.office)
    stale = PaperDraft.objects.get(pk=draft.pk)
    with pytest.raises(StaleEdit) as told:
        services.edit_minutes(draft=stale, course="Bản của thư ký.", version=version, actor=cast.clerk)
    assert told.value.saved[COURSE] == ("diễn biến hội nghị", "Bản của Văn phòng.", "Bản của thư ký.")
    with pytest.raises(StaleEdit):
        services.retake_minutes(draft=stale, version=version, actor=cast.clerk)
    assert PaperDraft.objects.get(pk=draft.pk).values[COURSE] == "Bản của Văn phòng."


def test_closing_writes_the_conclusion_of_minutes_that_nobody_worded(cast, hall):
    draft = services.start_minutes(conference=hall, actor=cast.office)
    assert "……" in draft.text
    spoken(cast, hall, "Ông Bình", answered_by="Chủ tịch", answer="Sửa trong quý III.")
    services.close_conference(conference=hall, actor=cast.office)
    draft.refresh_from_db()
    assert "- Đường hỏng: Sửa trong quý III." in draft.text and minutes_of(hall) == draft
    assert draft.text == conclusion_text(hall)


def test_a_matter_asked_again_stands_once_in_the_conclusion_with_its_last_outcome(cast, hall):
    """QN-48: first put off, then answered at once: the minutes conclude what the draft conclusion concludes."""
    first = spoken(cast, hall, "Bà Thơm", said="Ống nước rò rỉ.", outcome=Outcome.LATER)
    again = SpeechKind.FOLLOW_UP
    spoken(
        cast, hall, "Bà Thơm", again, first, said="Bao giờ sửa?", answered_by="Chủ tịch", answer="Tháng 12."
    )
    spoken(cast, hall, "Bà Thơm", again, first, said="Cảm ơn.", outcome=Outcome.NOTED)
    text = conclusion_text(hall)
    assert text.count("Ống nước rò rỉ") == 1 and "- Ống nước rò rỉ: Tháng 12." in text
    assert "Bao giờ sửa" not in text and "kiểm tra, trả lời sau" not in text


def test_closing_leaves_the_conclusion_that_somebody_wrote(cast, hall):
    draft = services.start_minutes(conference=hall, actor=cast.office)
    PaperDraft.objects.filter(pk=draft.pk).update(text="Chủ tọa kết luận: nhất trí.")
    services.close_conference(conference=hall, actor=cast.office)
    draft.refresh_from_db()
    assert draft.text == "Chủ tọa kết luận: nhất trí."


def test_edit_contribution_keeps_the_original_in_the_log(cast, hall):
    """TM-14: originals are never overwritten by edits; two people at once are told."""
    row = spoken(cast, hall, "Ông Bình", answered_by="Chủ tịch", answer="Sửa.")
    values = {"summary": "Đường thôn Đông hỏng 200 m.", "answered_by": "Chủ tịch", "answer": "Sửa."}
    services.edit_contribution(contribution=row, version=row.version, values=values, actor=cast.office)
    assert AuditEntry.objects.get(action="contribution.edit").changes == {
        "nội dung phát biểu": ["Đường hỏng.", "Đường thôn Đông hỏng 200 m."]
    }
    assert HallEntry.objects.last().words == "Sửa lời ghi lượt của Ông Bình."
    with pytest.raises(StaleEdit) as told:
        services.edit_contribution(
            contribution=Contribution.objects.get(),
            version=1,
            values=values | {"summary": "Khác."},
            actor=cast.clerk,
        )
    assert told.value.saved["summary"][1:] == ("Đường thôn Đông hỏng 200 m.", "Khác.")
    lines = HallEntry.objects.count()
    row.refresh_from_db()
    services.edit_contribution(contribution=row, version=row.version, values=values, actor=cast.office)
    assert HallEntry.objects.count() == lines, "nothing changed, nothing to tell"
    with pytest.raises(NotYourRole):
        services.edit_contribution(contribution=row, version=row.version, values=values, actor=cast.unit)
    services.close_conference(conference=hall, actor=cast.office)
    with pytest.raises(Refused, match="nhật ký đã khoá"):
        services.edit_contribution(contribution=row, version=row.version, values=values, actor=cast.office)


def test_minutes_of_a_door_with_everybody_say_nobody_was_absent(cast, hall):
    for one in hall.invitations.all():
        services.check_in(conference=hall, invitation=one, presence=Presence.PRESENT, actor=cast.office)
    draft = services.start_minutes(conference=hall, actor=cast.office)
    assert "4. Vắng mặt\nKhông." in words_of(draft)
    PaperDraft.objects.filter(pk=draft.pk).update(values=draft.values | {"absent": "Ông A có lý do"})
    assert "Ông A có lý do." in words_of(draft)


def test_minutes_without_a_door_tell_of_no_guests_without_a_group(cast, hall):
    """The office counted heads (LP-90); of the guests on the list nobody knows who came."""
    services.record_attendance(
        conference=hall, present={hall.groups.first(): 40}, attendance=40, actor=cast.office
    )
    words = words_of(services.start_minutes(conference=hall, actor=cast.office))
    assert f"{hall.groups.first().name}: 40 người" in words and "chưa xếp thành phần" not in words


def test_minutes_pages(client, sign_in, cast, neighbours, hall):
    page = reverse("conference_minutes", args=[hall.pk])
    assert sign_in(neighbours.office).get(page).status_code == 404
    assert "Chưa có biên bản để xem" in sign_in(cast.unit).get(page).content.decode()
    assert client.post(reverse("minutes_start", args=[hall.pk])).status_code == 403
    sign_in(cast.office)
    assert "Lập biên bản" in client.get(page).content.decode()
    assert client.get(reverse("minutes_start", args=[hall.pk])).status_code == 405
    client.post(reverse("minutes_start", args=[hall.pk]))
    row = spoken(cast, hall, "Ông Bình", answered_by="Chủ tịch", answer="Sửa.")
    draft = minutes_of(hall)
    edit = reverse("minutes_edit", args=[hall.pk])
    text = client.get(edit).content.decode()
    assert "**Ông Bình** (Thôn Đông)" in text and "None" not in text
    assert client.post(edit, {"course": "Lời của thư ký.", "version": draft.version}).status_code == 302
    stale = client.post(edit, {"course": "Lời khác.", "version": draft.version}).content.decode()
    assert "Hai bản khác nhau" in stale and "Lời của thư ký." in stale and "Lời khác." in stale
    spoken(cast, hall, "Bà Mai", answered_by="Chủ tịch", answer="Sửa.")
    assert "Nhật ký đã khác" in client.get(page).content.decode()
    compare = reverse("minutes_compare", args=[hall.pk])
    assert "<ins>" in client.get(compare).content.decode()
    draft.refresh_from_db()
    for name in ("minutes_retake", "minutes_keep"):
        assert client.get(reverse(name, args=[hall.pk])).status_code == 405
    assert (
        client.post(reverse("minutes_retake", args=[hall.pk]), {"version": draft.version}).status_code == 302
    )
    assert "Bà Mai" in words_of(draft)
    mend = reverse("contribution_edit", args=[row.pk])
    assert client.get(mend).status_code == 200
    typed = {
        "summary": "Đường hỏng nặng.",
        "answered_by": "Chủ tịch",
        "answer": "Sửa.",
        "version": row.version,
    }
    assert client.post(mend, typed).status_code == 302
    assert client.post(mend, typed | {"summary": "Khác"}).status_code == 200, "stale: both texts are shown"
    assert "Đường hỏng nặng." in client.get(page).content.decode()
    assert sign_in(cast.unit).get(mend).status_code == 403 and client.get(edit).status_code == 403
    assert sign_in(neighbours.office).get(mend).status_code == 404 and client.get(edit).status_code == 404
    services.close_conference(conference=hall, actor=cast.office)
    assert sign_in(cast.office).get(mend).status_code == 409
    assert "None" not in client.get(page).content.decode()


def test_minutes_page_costs_the_same_with_many_speeches(sign_in, cast, hall, django_assert_max_num_queries):
    client, page = sign_in(cast.office), reverse("conference_minutes", args=[hall.pk])
    services.start_minutes(conference=hall, actor=cast.office)
    counts = []
    for _ in range(2):
        spoken(cast, hall, "Ông Bình", answered_by="Chủ tịch", answer="Sửa.")
        with django_assert_max_num_queries(40) as queries:
            client.get(page)
        counts.append(len(queries))
        for number in range(5):
            spoken(cast, hall, f"Bà số {number}", answered_by="Chủ tịch", answer="Sửa.")
    assert counts[0] == counts[1]


def test_the_printed_minutes_cost_the_same_with_many_speeches(cast, hall, django_assert_max_num_queries):
    draft = services.start_minutes(conference=hall, actor=cast.office)
    counts = []
    for _ in range(2):
        spoken(cast, hall, "Ông Bình", answered_by="Chủ tịch", answer="Sửa.")
        fresh = PaperDraft.objects.get(pk=draft.pk)
        with django_assert_max_num_queries(40) as queries:
            preview_html(fresh)
        counts.append(len(queries))
        for number in range(5):
            spoken(cast, hall, f"Bà số {number}", answered_by="Chủ tịch", answer="Sửa.")
    assert counts[0] == counts[1]
